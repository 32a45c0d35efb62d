import type { Side } from '../wire.ts'
import type { Messenger, State } from './state.ts'
import type { Store } from './store.ts'

const key = 'kram-sandbox'

type Remembered = Pick<State, 'moved' | 'shown' | 'front' | 'messengers'>

/** Gives back what the page remembered in this browser, if anything. */
export function remembered(): Partial<Remembered> {
  const stored = localStorage.getItem(key)
  return stored === null ? {} : readStored(stored)
}

/** Remembers from now on who stands where and whose phones are shown. */
export function remember(store: Store<State>): void {
  let last = ''
  store.subscribe(() => {
    const { moved, shown, front, messengers } = store.get()
    const next = JSON.stringify({ moved, shown, front, messengers } satisfies Remembered)
    if (next !== last) localStorage.setItem(key, next)
    last = next
  })
}

/** Somebody may have edited the stored words, or an older page left them: what does not fit is left out. */
export function readStored(stored: string): Partial<Remembered> {
  const value = parsed(stored)
  if (!isRecord(value)) return {}
  const { moved, shown, front, messengers } = value
  return {
    ...(isRecord(moved) && { moved: chosenIn(moved, isSide) }),
    ...(isRecord(messengers) && { messengers: chosenIn(messengers, isMessenger) }),
    ...(isRecord(shown) && { shown: { customer: idIn(shown.customer), staff: idIn(shown.staff) } }),
    ...(isSide(front) && { front }),
  }
}

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored)
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSide = (value: unknown): value is Side => value === 'customer' || value === 'staff'
const isMessenger = (value: unknown): value is Messenger => value === 'telegram' || value === 'viber'
const idIn = (value: unknown) => (typeof value === 'number' ? value : null)

function chosenIn<T>(
  values: Record<string, unknown>,
  isKnown: (value: unknown) => value is T,
): Record<number, T> {
  const chosen: Record<number, T> = {}
  for (const [id, value] of Object.entries(values)) if (isKnown(value)) chosen[Number(id)] = value
  return chosen
}

import { unspeakableIn } from './unspeakable.ts'

/** One call of the bot as the emulator wrote it down; `client` is what a phone could not show. */
interface Call {
  readonly n: number
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly status: number
  readonly reason?: string
}

/** How Viber fails: an answer in place of its own, so many times. */
interface ViberFault {
  readonly method?: string
  readonly receiver?: string
  readonly times?: number
  readonly http?: number
  readonly empty?: boolean
  readonly status?: number
  /** The call is done, but its answer is lost. */
  readonly cut?: boolean
}

/** The Viber emulator's control side, apart from what persons do. Without an emulator nothing is under way. */
export interface ViberControl {
  idle(): Promise<{ pending: number }>
  fails(fault: ViberFault): Promise<void>
  /** The next deliveries to the webhook come twice, or in another order, or not at all. */
  garbles(fault: { kind: 'duplicate' | 'reorder' | 'drop'; event?: string; times?: number }): Promise<void>
  recovers(): Promise<void>
  /** The shop restarts: a phone that fetches its pictures at that moment finds nobody, and that is no fault. */
  shopRestarts(): void
  /** Viber's own clock goes on: what it repeats after a while is repeated. */
  passes(time: { seconds: number }): Promise<void>
  calls(since?: number): Promise<readonly Call[]>
  /** What Viber or a phone refused as wrong, apart from what nobody can foresee (a person who left, an old Viber). */
  refused(since?: number): Promise<readonly string[]>
  unspeakable(typed?: readonly string[]): Promise<readonly string[]>
}

/** Not registered, not subscribed, a Viber too old for what was sent: known only when it was tried. */
const FORESEEN: readonly number[] = [5, 6, 13]

export const createViberControl = (url: string | undefined): ViberControl => {
  const at = (path: string) => `${url}/viber/control/${path}`
  const get = async (path: string): Promise<readonly Call[]> =>
    url ? ((await (await fetch(at(path))).json()) as Call[]) : []
  const post = (path: string, body: object) =>
    fetch(at(path), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  let hasRestarted = false
  const isForeseen = ({ status, reason = '' }: Call) =>
    FORESEEN.includes(status) || (hasRestarted && reason.endsWith('could not be fetched: fetch failed'))
  const calls = (since = 0) => get(`calls?since=${since}`)
  return {
    idle: async () =>
      url
        ? ((await (await post('idle', { timeoutMs: 30_000 })).json()) as { pending: number })
        : { pending: 0 },
    fails: async (fault) => void (await post('faults', { api: fault })),
    garbles: async (fault) => void (await post('faults', { webhook: fault })),
    recovers: async () => {
      if (url) await fetch(at('faults'), { method: 'DELETE' })
    },
    shopRestarts: () => {
      hasRestarted = true
    },
    passes: async ({ seconds }) => void (await post('clock', { advanceMs: seconds * 1_000 })),
    calls,
    refused: async (since = 0) =>
      (await get(`refused?since=${since}`))
        .filter((call) => !isForeseen(call))
        .map(
          ({ method, status, reason, params }) =>
            `${method}: ${status} ${reason} ${JSON.stringify(params).slice(0, 500)}`,
        ),
    unspeakable: async (typed) =>
      unspeakableIn(
        (await calls()).flatMap(({ params }) => saidIn(params)),
        typed,
      ),
  }
}

/** Every text and every label, wherever it stands. */
const saidIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(saidIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'string' && /^(text|Text|alt_text)$/.test(key) ? [each] : saidIn(each),
  )
}

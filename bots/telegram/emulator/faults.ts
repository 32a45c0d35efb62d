import { Refusal, type RefusalParameters, tooManyRequests } from './refusal.ts'

export interface FaultWish {
  method?: string
  chatId?: number
  times?: number
  status?: 400 | 403 | 429 | 500
  retryAfter?: number
  description?: string
  delayMs?: number
  cut?: boolean
}

interface Fault extends FaultWish {
  left: number
}

/** Faults that were ordered and not yet used up. */
export interface Faults {
  add(wish: FaultWish): void
  clear(): void
  /** The first fault that fits this call; it is used up by one. Only a fault that names getUpdates hits polling. */
  next(method: string, chatId: unknown): FaultWish | undefined
}

export function createFaults(): Faults {
  let faults: Fault[] = []
  return {
    add: (wish) => void faults.push({ ...wish, left: wish.times ?? 1 }),
    clear() {
      faults = []
    },
    next(method, chatId) {
      const fault = faults.find(
        (candidate) =>
          (candidate.method === undefined
            ? method !== 'getUpdates'
            : candidate.method.toLowerCase() === method.toLowerCase()) &&
          (candidate.chatId === undefined || String(candidate.chatId) === String(chatId)),
      )
      if (!fault) return undefined
      fault.left--
      if (fault.left <= 0) faults = faults.filter((other) => other !== fault)
      return fault
    },
  }
}

const usualWords = {
  400: 'Bad Request: refused by an ordered fault',
  403: 'Forbidden: bot was blocked by the user',
  500: 'Internal Server Error',
} as const

/** The refusal a fault stands for; undefined when the call is to be performed (slowly, or unheard). */
export function refusalOf({ status, retryAfter, description }: FaultWish): Refusal | undefined {
  if (status === undefined) return undefined
  if (status !== 429) return new Refusal(status, description ?? usualWords[status])
  const usual = tooManyRequests(retryAfter ?? 1)
  const parameters: RefusalParameters = usual.parameters ?? {}
  return description ? new Refusal(429, description, parameters) : usual
}

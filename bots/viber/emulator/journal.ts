import type { JsonObject } from './json.ts'

export interface JournalledCall {
  n: number
  /** A method of the API, or `welcome`, `client` (a phone's refusal) or `webhook` (an event nobody took). */
  method: string
  params: JsonObject
  /** As answered; 0 where all was well, -1 where a phone or the webhook refused. */
  status: number
  reason?: string
  /** The refusal was ordered as a fault. */
  isOrdered?: true
}

const kept = 2_000

/** Remembers the newest 2,000 calls of the API, numbered from 1, and what phones refused afterwards. */
export interface Journal {
  add(call: Omit<JournalledCall, 'n'>): void
  since(n: number): JournalledCall[]
}

export function createJournal(): Journal {
  const calls: JournalledCall[] = []
  let count = 0
  return {
    add(call) {
      calls.push({ n: ++count, ...call })
      if (calls.length > kept * 2) calls.splice(0, calls.length - kept)
    },
    since: (n) => calls.slice(-kept).filter((call) => call.n > n),
  }
}

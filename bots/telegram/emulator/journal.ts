import type { Params } from './params.ts'

export interface JournalledCall {
  n: number
  bot: string
  method: string
  params: Params
  unknownParams?: string[]
  ok: boolean
  errorCode?: number
  description?: string
}

const kept = 5_000

/** Remembers the newest 5,000 Bot API calls, numbered from 1. */
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

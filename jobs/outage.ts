import type { Log } from '../core/kernel/log.ts'

/** Something that we lean on and that may be away for a while: one line when it goes, one when it is back. */
export interface Outage {
  readonly lasts: boolean
  began(error: unknown): void
  over(): void
}

export const createOutage = (log: Log, what: string): Outage => {
  let lasts = false
  return {
    get lasts() {
      return lasts
    },
    began: (error) => {
      if (!lasts) log.error({ err: error }, `${what}: trouble, tried again until it is over`)
      lasts = true
    },
    over: () => {
      if (lasts) log.info(`${what}: back`)
      lasts = false
    },
  }
}

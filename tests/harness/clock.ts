import type { Clock } from '../../core/kernel/clock.ts'

interface Span {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly ms?: number
}

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number

  constructor(start: Date | string) {
    this.#now = timeOf(start)
  }

  now(): Date {
    return new Date(this.#now)
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Span): void {
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
  }

  set(date: Date | string): void {
    this.#now = timeOf(date)
  }
}

const timeOf = (date: Date | string): number => {
  const time = new Date(date).getTime()
  if (Number.isNaN(time)) throw new RangeError(`not a date: ${date}`)
  return time
}

import { dayLabel, dayOf } from '../text/dates.ts'
import type { ViberMessage } from '../viber-wire.ts'

/** A message, and whether it begins or ends a run of one sender's. */
export interface ViberRow {
  readonly message: ViberMessage
  readonly first: boolean
  readonly last: boolean
}

export interface ViberDay {
  readonly key: string
  readonly label: string
  readonly rows: readonly ViberRow[]
}

const pauseSeconds = 10 * 60

/** Lays messages (oldest first) out as the phone shows them: by day, in runs of one sender. */
export function arrangeViber(messages: readonly ViberMessage[], nowMs: number): ViberDay[] {
  const days = Map.groupBy(messages, ({ date }) => dayOf(date))
  return [...days].map(([key, ofDay]) => ({
    key,
    label: dayLabel(ofDay[0]!.date, nowMs),
    rows: ofDay.map((message, index) => ({
      message,
      first: !isOneRun(ofDay[index - 1], message),
      last: !isOneRun(message, ofDay[index + 1]),
    })),
  }))
}

function isOneRun(before: ViberMessage | undefined, after: ViberMessage | undefined): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    before.from === after.from &&
    before.senderName === after.senderName &&
    after.date - before.date < pauseSeconds
  )
}

/** What a message tells in a line, for those who hear it and for the words beside a picture. */
export function summaryOfViber({ text, caption, fileName, contact, url }: ViberMessage): string {
  return (text ?? caption ?? fileName ?? contact?.name ?? url ?? '').trim().split('\n', 1)[0] ?? ''
}

import { dayLabel, dayOf } from '../text/dates.ts'
import type { ChatMessage } from '../wire.ts'

/** One bubble: a message, or the messages of one album. */
export interface Row {
  readonly key: string
  readonly from: ChatMessage['from']
  /** Never empty; more than one only for an album. */
  readonly messages: readonly [ChatMessage, ...ChatMessage[]]
  /** Whether it begins or ends a run of bubbles of one sender; buttons below a bubble end it too. */
  readonly first: boolean
  readonly last: boolean
}

export interface Day {
  readonly key: string
  readonly label: string
  readonly rows: readonly Row[]
}

const pauseSeconds = 10 * 60

/** Lays messages (oldest first) out as a phone shows them: by day, albums together, runs of one sender. */
export function arrange(messages: readonly ChatMessage[], nowMs: number): Day[] {
  const groups = albums(messages)
  const days = Map.groupBy(groups, (group) => dayOf(group[0].date))
  return [...days].map(([key, ofDay]) => ({
    key,
    label: dayLabel(ofDay[0]![0].date, nowMs),
    rows: ofDay.map((group, index) => ({
      key: String(group[0].messageId),
      from: group[0].from,
      messages: group,
      first: !isOneRun(ofDay[index - 1], group),
      last: !isOneRun(group, ofDay[index + 1]),
    })),
  }))
}

type Group = [ChatMessage, ...ChatMessage[]]

function albums(messages: readonly ChatMessage[]): Group[] {
  const groups: Group[] = []
  for (const message of messages) {
    const before = groups.at(-1)
    const album = message.photo && message.mediaGroupId
    if (before && album && before[0].photo && before[0].mediaGroupId === album) before.push(message)
    else groups.push([message])
  }
  return groups
}

function isOneRun(before: Group | undefined, after: Group | undefined): boolean {
  if (!before || !after || before.at(-1)!.inlineKeyboard) return false
  return (
    before[0].from === after[0].from &&
    before[0].senderId === after[0].senderId &&
    after[0].date - before.at(-1)!.date < pauseSeconds
  )
}

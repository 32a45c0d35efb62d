import { useEffect, useRef } from 'preact/hooks'
import { arrange, type Row } from '../chat/arrange.ts'
import { nameOf, type State, whoOf } from '../state/state.ts'
import type { ChatMessage } from '../wire.ts'
import { Bubble } from './bubble.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useSandbox } from './sandbox.ts'
import { useStickToBottom } from './stick-to-bottom.ts'

interface Props {
  readonly personId: number
  readonly botName: string
}

/** The conversation, day by day; new messages are read out politely. */
export function MessageList({ personId, botName }: Props) {
  const messages = useSandbox((state) => state.chats.get(personId)!.view.messages)
  const others = useSandbox((state) => othersIn(state, personId), sameNames)
  const names = new Map(others)
  const newest = messages.at(-1)?.messageId ?? 0
  const seenAtOpening = useRef(newest).current
  const own = messages.findLast((message) => message.from === 'person')?.messageId ?? 0
  const { scroller, content, isAtBottom, toBottom } = useStickToBottom(own)
  const below = useNewBelow(messages, isAtBottom)
  const byId = new Map(messages.map((message) => [message.messageId, message]))

  const bubble = (row: Row) =>
    h(Bubble, {
      key: row.key,
      personId,
      row,
      sender: row.from === 'bot' ? botName : (names.get(row.messages[0].senderId ?? 0) ?? 'Ви'),
      isNamed: names.has(row.messages[0].senderId ?? 0),
      quoted: byId.get(row.messages[0].replyToMessageId ?? 0),
      isFresh: row.messages[0].messageId > seenAtOpening,
    })

  return h(
    'div',
    { class: 'conversation' },
    h(
      'div',
      { class: 'scroller', ref: scroller, role: 'log', 'aria-label': `Розмова з ${botName}`, tabIndex: 0 },
      h(
        'div',
        { class: 'messages', ref: content },
        arrange(messages, Date.now()).map((day) =>
          h(
            'div',
            { class: 'day', key: day.key },
            h('p', { class: 'day-label' }, h('span', null, day.label)),
            day.rows.map(bubble),
          ),
        ),
      ),
    ),
    !isAtBottom &&
      h(
        'button',
        { type: 'button', class: 'to-bottom', 'aria-label': 'До кінця розмови', onClick: toBottom },
        h(Icon, { name: 'down' }),
        below > 0 && h('span', { class: 'badge' }, below),
      ),
  )
}

/** The other members of a group with their names; nobody where the chat is the person's own. */
function othersIn(state: State, id: number): (readonly [number, string])[] {
  const acting = whoOf(state, id).personId
  return state.persons
    .filter((person) => id < 0 && person.id !== acting && !person.group)
    .map((person) => [person.id, nameOf(state, person)])
}

const sameNames = (one: readonly (readonly [number, string])[], other: typeof one): boolean =>
  one.length === other.length && one.every(([id, name], i) => other[i]![0] === id && other[i]![1] === name)

/** How many of the bot's messages came in below what is on the screen. */
function useNewBelow(messages: readonly ChatMessage[], isAtBottom: boolean): number {
  const newest = messages.at(-1)?.messageId ?? 0
  const seen = useRef(newest)
  useEffect(() => {
    if (isAtBottom) seen.current = newest
  }, [isAtBottom, newest])
  return messages.filter((message) => message.from === 'bot' && message.messageId > seen.current).length
}

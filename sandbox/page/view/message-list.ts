import { useEffect, useRef } from 'preact/hooks'
import { arrange, type Row } from '../chat/arrange.ts'
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
      sender: row.from === 'bot' ? botName : 'Ви',
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

/** How many of the bot's messages came in below what is on the screen. */
function useNewBelow(messages: readonly ChatMessage[], isAtBottom: boolean): number {
  const newest = messages.at(-1)?.messageId ?? 0
  const seen = useRef(newest)
  useEffect(() => {
    if (isAtBottom) seen.current = newest
  }, [isAtBottom, newest])
  return messages.filter((message) => message.from === 'bot' && message.messageId > seen.current).length
}

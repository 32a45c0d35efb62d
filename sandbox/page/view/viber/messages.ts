import { useRef } from 'preact/hooks'
import { arrangeViber } from '../../chat/viber-arrange.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { useSandbox } from '../sandbox.ts'
import { useStickToBottom } from '../stick-to-bottom.ts'
import { ViberBubble } from './bubble.ts'
import type { Press } from './pressing.ts'
import type { Question } from './questions.ts'

interface Props {
  readonly id: string
  readonly botName: string
  readonly press: Press
  readonly ask: (question: Question) => void
}

/** The conversation, day by day; whatever the person does leads to its end. */
export function ViberMessages({ id, botName, press, ask }: Props) {
  const messages = useSandbox((state) => state.viber.chats.get(id)!.messages)
  const acted = useSandbox((state) => state.viber.chats.get(id)!.actedRevision)
  const known = useRef(new Set(messages.map(({ token }) => token))).current
  const { scroller, content, isAtBottom, toBottom } = useStickToBottom(acted)
  return h(
    'div',
    { class: 'conversation' },
    h(
      'div',
      { class: 'scroller', ref: scroller, role: 'log', 'aria-label': `Розмова з ${botName}`, tabIndex: 0 },
      h(
        'div',
        { class: 'messages', ref: content },
        arrangeViber(messages, Date.now()).map(({ key, label, rows }) =>
          h(
            'div',
            { class: 'day', key },
            h('p', { class: 'day-label' }, h('span', null, label)),
            rows.map((row) => {
              const { token } = row.message
              return h(ViberBubble, { key: token, id, row, botName, isFresh: !known.has(token), press, ask })
            }),
          ),
        ),
      ),
    ),
    !isAtBottom &&
      h(
        'button',
        { type: 'button', class: 'to-bottom', 'aria-label': 'До кінця розмови', onClick: toBottom },
        h(Icon, { name: 'down' }),
      ),
  )
}

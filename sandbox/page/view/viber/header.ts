import { personById } from '../../state/state.ts'
import { phoneLabel } from '../../text/people.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { Menu, type MenuItem } from '../menu.ts'
import { useDoing, useSandbox, useViber } from '../sandbox.ts'
import type { Question } from './questions.ts'

interface Props {
  readonly personId: number
  readonly id: string
  readonly ask: (question: Question) => void
}

/** Whom one talks to, and what can be done with the chat and the phone. */
export function ViberHeader({ personId, id, ask }: Props) {
  const botName = useSandbox((state) => state.viber.bot!.name)
  const isSubscribed = useSandbox((state) => state.viber.chats.get(id)?.subscribed ?? false)
  const isOnline = useSandbox((state) => state.viber.chats.get(id)?.online ?? true)
  return h(
    'header',
    { class: 'chat-header' },
    h('span', { class: 'bot-sign', 'aria-hidden': 'true' }, Array.from(botName)[0]),
    h(
      'div',
      { class: 'chat-title' },
      h('h3', null, botName),
      h(
        'p',
        { class: 'chat-state' },
        `Viber · ${isOnline ? (isSubscribed ? 'ви підписані' : 'ви не підписані') : 'телефон вимкнено'}`,
      ),
    ),
    h(ChatMenu, { personId, id, ask, isSubscribed, isOnline }),
  )
}

function ChatMenu(props: Props & { isSubscribed: boolean; isOnline: boolean }) {
  const { personId, id, ask, isSubscribed, isOnline } = props
  const doing = useDoing()
  const inViber = useViber()
  const phone = useSandbox((state) => personById(state, personId)!.phone)
  const items: MenuItem[] = [
    { label: 'Відкрити чат знову', icon: 'chat', pick: () => void inViber.open(id) },
    { label: 'Відкрити за посиланням…', icon: 'open', pick: () => ask({ kind: 'link' }) },
    isSubscribed
      ? { label: 'Відписатися', icon: 'block', pick: () => void inViber.setSubscribed(id, false) }
      : { label: 'Підписатися', icon: 'check', pick: () => void inViber.setSubscribed(id, true) },
    {
      label: isOnline ? 'Вимкнути телефон' : 'Увімкнути телефон',
      icon: 'power',
      pick: () => void inViber.setOnline(id, !isOnline),
    },
  ]
  if (phone !== undefined) {
    const label = phoneLabel(phone)
    items.push({ label, icon: 'copy', pick: () => doing.copy(id, label) })
  }
  return h(Menu, { name: 'Дії з чатом', kind: 'chat', items }, h(Icon, { name: 'more' }))
}

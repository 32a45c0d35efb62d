import { nameOf, personById, sideOf } from '../state/state.ts'
import { phoneLabel } from '../text/people.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { Menu, type MenuItem } from './menu.ts'
import { useDoing, useSandbox } from './sandbox.ts'

const actionWords: Readonly<Record<string, string>> = {
  typing: 'друкує',
  upload_photo: 'надсилає фото',
  upload_document: 'надсилає файл',
  upload_video: 'надсилає відео',
  record_voice: 'записує голос',
  find_location: 'шукає місце',
  choose_sticker: 'вибирає наліпку',
}

interface Props {
  readonly personId: number
  readonly botName: string
}

/** Whom one talks to, what they do right now, and what can be done with the chat. */
export function ChatHeader({ personId, botName }: Props) {
  const action = useSandbox((state) => state.chats.get(personId)?.view.action ?? null)
  return h(
    'header',
    { class: 'chat-header' },
    h('span', { class: 'bot-sign', 'aria-hidden': 'true' }, Array.from(botName)[0]),
    h(
      'div',
      { class: 'chat-title' },
      h('h3', null, botName),
      action === null
        ? h('p', { class: 'chat-state' }, 'бот')
        : h('p', { class: 'chat-state acting' }, actionWords[action] ?? 'щось робить', h(Dots, {})),
    ),
    h(ChatMenu, { personId }),
  )
}

function Dots() {
  return h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i', null), h('i', null), h('i', null))
}

function ChatMenu({ personId }: { personId: number }) {
  const doing = useDoing()
  const person = useSandbox((state) => personById(state, personId)!)
  const name = useSandbox((state) => nameOf(state, person))
  const side = useSandbox((state) => sideOf(state, personId))
  const isBlocked = useSandbox((state) => state.chats.get(personId)?.view.blocked ?? false)
  const items: MenuItem[] = [
    isBlocked
      ? { label: 'Розблокувати бота', icon: 'check', pick: () => doing.setBlocked(personId, false) }
      : { label: 'Заблокувати бота', icon: 'block', pick: () => doing.setBlocked(personId, true) },
    side === 'customer'
      ? { label: 'Перенести до магазину', icon: 'move', pick: () => doing.move(personId, 'staff') }
      : { label: 'Перенести до покупців', icon: 'move', pick: () => doing.move(personId, 'customer') },
  ]
  if (person.phone !== undefined) {
    const phone = phoneLabel(person.phone)
    items.push({ label: phone, hint: name, icon: 'copy', pick: () => doing.copy(personId, phone) })
  }
  return h(Menu, { name: 'Дії з чатом', kind: 'chat', items }, h(Icon, { name: 'more' }))
}

import { nameOf, personById, sideOf, whoOf } from '../state/state.ts'
import { sameItems } from '../state/store.ts'
import { calledName, phoneLabel } from '../text/people.ts'
import type { Group } from '../wire.ts'
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
  const group = useSandbox((state) => personById(state, personId)!.group)
  return group ? h(GroupHeader, { group }) : h(BotHeader, { personId, botName })
}

function GroupHeader({ group }: { group: Group }) {
  const doing = useDoing()
  const { id, title, type, hasBot } = group
  const acting = useSandbox((state) => nameOf(state, personById(state, whoOf(state, id).personId)!))
  const members = useSandbox(
    (state) => state.persons.filter((person) => group.memberIds.includes(person.id)),
    sameItems,
  )
  const persons = useSandbox((state) => state.persons)
  const items: MenuItem[] = [
    ...members.map((person): MenuItem => {
      const name = calledName(person, persons)
      return { label: `Писати як ${name}`, icon: 'person', pick: () => doing.act(id, person.id) }
    }),
    hasBot
      ? { label: 'Прибрати бота', icon: 'block', pick: () => doing.setBot(id, 'kicked') }
      : { label: 'Додати бота', icon: 'add', pick: () => doing.setBot(id, 'member') },
  ]
  if (type === 'group')
    items.push({ label: 'Зробити супергрупою', icon: 'move', pick: () => doing.upgrade(id) })
  return h(
    'header',
    { class: 'chat-header' },
    h('span', { class: 'bot-sign', 'aria-hidden': 'true' }, Array.from(title)[0]),
    h(
      'div',
      { class: 'chat-title' },
      h('h3', null, title),
      h('p', { class: 'chat-state' }, `${hasBot ? 'група з ботом' : 'група без бота'} · пише ${acting}`),
    ),
    h(Menu, { name: 'Дії з групою', kind: 'chat', items }, h(Icon, { name: 'more' })),
  )
}

function BotHeader({ personId, botName }: Props) {
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

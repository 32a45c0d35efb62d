import {
  type Messenger,
  messengersOf,
  personById,
  personsOn,
  type State,
  sideOf,
  unreadIn,
  viberOf,
} from '../state/state.ts'
import { sameItems } from '../state/store.ts'
import type { Person, Side } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { PersonTabs } from './person-tabs.ts'
import { Phone } from './phone.ts'
import { useDoing, useSandbox } from './sandbox.ts'
import { ViberPhone } from './viber/phone.ts'

const sideNames: Readonly<Record<Side, string>> = { customer: 'Покупець', staff: 'Магазин' }

interface Props {
  readonly add: (side: Side) => void
}

/** Phones beside one another: a customer's, where there is room their Telegram and their Viber, and one of the shop's. */
export function WidePage({ add }: Props) {
  const title = useSandbox((state) => state.setup!.title)
  const isPaired = useSandbox((state) => state.room === 3 && state.viber.bot !== null)
  return [
    h(
      'header',
      { class: 'page-header' },
      h('h1', null, title),
      h('p', null, 'пісочниця'),
      h(AddButton, { add: () => add('customer') }),
    ),
    h(
      'main',
      { class: isPaired ? 'sides paired' : 'sides' },
      h(SideColumn, { side: 'customer' }),
      h(SideColumn, { side: 'staff' }),
    ),
  ]
}

/** One phone that fills the screen, and above it everybody whose phone it could be. */
export function NarrowPage({ add }: Props) {
  const persons = useSandbox(everybody, sameItems)
  const front = useSandbox((state) => state.front)
  const shownId = useSandbox((state) => state.shown[front] ?? state.shown.customer ?? state.shown.staff)
  return [
    h(
      'header',
      { class: 'page-header' },
      h(PersonTabs, { label: 'Люди', persons, shownId }),
      h(AddButton, { add: () => add(front) }),
    ),
    h(
      'main',
      { class: 'side' },
      shownId !== null && h(MessengerSwitch, { personId: shownId }),
      h(ShownPhone, { shownId }),
    ),
  ]
}

function SideColumn({ side }: { side: Side }) {
  const persons = useSandbox((state) => personsOn(state, side), sameItems)
  const shownId = useSandbox((state) => state.shown[side])
  return h(
    'section',
    { class: 'side', 'aria-label': sideNames[side] },
    h(
      'div',
      { class: 'side-head' },
      h('h2', null, sideNames[side]),
      persons.length > 0 && h(PersonTabs, { label: sideNames[side], persons, shownId }),
      shownId !== null && h(MessengerSwitch, { personId: shownId }),
    ),
    h(ShownPhone, { shownId }),
  )
}

function ShownPhone({ shownId }: { shownId: number | null }) {
  if (shownId === null) {
    return h(
      'div',
      { class: 'phone nobody' },
      h('p', null, 'Тут поки нікого. Додайте людину, і зʼявиться її телефон.'),
    )
  }
  return h(
    'div',
    {
      class: 'phones',
      role: 'tabpanel',
      id: `panel-${shownId}`,
      'aria-labelledby': `tab-${shownId}`,
      key: shownId,
    },
    h(PhonesOf, { personId: shownId }),
  )
}

/** The person's phone, once for each messenger that is shown of it. */
function PhonesOf({ personId }: { personId: number }) {
  const messengers = useSandbox((state) => messengersOf(state, personId), sameItems)
  return messengers.map((messenger) =>
    h(
      'div',
      { class: 'phone-place', key: messenger },
      messenger === 'viber' ? h(ViberOf, { personId }) : h(Phone, { personId }),
    ),
  )
}

function ViberOf({ personId }: { personId: number }) {
  const doing = useDoing()
  const person = useSandbox((state) => personById(state, personId)!)
  const id = useSandbox((state) => viberOf(state, person)?.id)
  if (id !== undefined) return h(ViberPhone, { key: id, personId, id })
  return h(
    'div',
    { class: 'phone viber nobody-yet' },
    h('p', null, 'На цьому телефоні ще немає Viber.'),
    h(
      'button',
      { type: 'button', class: 'start', onClick: () => doing.addViber(person) },
      'Встановити Viber',
    ),
  )
}

const messengerNames: Readonly<Record<Messenger, string>> = { telegram: 'Telegram', viber: 'Viber' }

/** Which messenger a customer's phone shows, where there is no room for both. */
function MessengerSwitch({ personId }: { personId: number }) {
  const doing = useDoing()
  const isOffered = useSandbox(
    (state) => state.viber.bot !== null && state.room < 3 && sideOf(state, personId) === 'customer',
  )
  const [shown] = useSandbox((state) => messengersOf(state, personId), sameItems)
  const unread = useSandbox((state) => {
    const other = shown === 'viber' ? 'telegram' : 'viber'
    return unreadIn(state, personId, other)
  })
  if (!isOffered) return null
  return h(
    'div',
    { class: 'messengers', role: 'group', 'aria-label': 'Месенджер' },
    (['telegram', 'viber'] as const).map((messenger) => {
      const name = messengerNames[messenger]
      const isNew = messenger !== shown && unread > 0
      return h(
        'button',
        {
          key: messenger,
          type: 'button',
          class: messenger,
          'aria-pressed': messenger === shown,
          'aria-label': isNew ? `${name}, нових: ${unread}` : name,
          onClick: () => doing.chooseMessenger(personId, messenger),
        },
        name,
        isNew && h('span', { class: 'badge', 'aria-hidden': 'true' }, unread),
      )
    }),
  )
}

function AddButton({ add }: { add: () => void }) {
  return h(
    'button',
    {
      type: 'button',
      class: 'add-person',
      onClick: add,
      'aria-label': 'Додати людину',
      title: 'Додати людину',
    },
    h(Icon, { name: 'add' }),
    h('span', null, 'Додати людину'),
  )
}

function everybody(state: State): Person[] {
  return [...personsOn(state, 'customer'), ...personsOn(state, 'staff')]
}

import { personsOn, type State } from '../state/state.ts'
import { sameItems } from '../state/store.ts'
import type { Person, Side } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { PersonTabs } from './person-tabs.ts'
import { Phone } from './phone.ts'
import { useSandbox } from './sandbox.ts'

const sideNames: Readonly<Record<Side, string>> = { customer: 'Покупець', staff: 'Магазин' }

interface Props {
  readonly add: (side: Side) => void
}

/** Two phones beside each other: a customer's and one of the shop's. */
export function WidePage({ add }: Props) {
  const title = useSandbox((state) => state.setup!.title)
  return [
    h(
      'header',
      { class: 'page-header' },
      h('h1', null, title),
      h('p', null, 'пісочниця'),
      h(AddButton, { add: () => add('customer') }),
    ),
    h('main', { class: 'sides' }, h(SideColumn, { side: 'customer' }), h(SideColumn, { side: 'staff' })),
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
    h('main', { class: 'side' }, h(ShownPhone, { shownId })),
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
      class: 'phone-place',
      role: 'tabpanel',
      id: `panel-${shownId}`,
      'aria-labelledby': `tab-${shownId}`,
      key: shownId,
    },
    h(Phone, { personId: shownId }),
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

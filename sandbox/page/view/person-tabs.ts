import { useEffect, useRef } from 'preact/hooks'
import { nameOf, type State, sideOf, unreadOf } from '../state/state.ts'
import { initials } from '../text/people.ts'
import type { Person } from '../wire.ts'
import { h } from './h.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly label: string
  readonly persons: readonly Person[]
  readonly shownId: number | null
}

/** Whose phone to look at. Arrows, Home and End go from one to the next. */
export function PersonTabs({ label, persons, shownId }: Props) {
  const doing = useDoing()
  const onKeyDown = (event: KeyboardEvent) => {
    const at = persons.findIndex((person) => person.id === shownId)
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: persons.length - 1 }[event.key]
    const person = target === undefined ? undefined : persons[(target + persons.length) % persons.length]
    if (!person) return
    event.preventDefault()
    doing.show(person.id)
    const tabs = (event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=tab]')
    tabs[persons.indexOf(person)]?.focus()
  }
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': label, onKeyDown },
    persons.map((person) => h(PersonTab, { key: person.id, person, isShown: person.id === shownId })),
  )
}

function PersonTab({ person, isShown }: { person: Person; isShown: boolean }) {
  const doing = useDoing()
  const name = useSandbox((state: State) => nameOf(state, person))
  const side = useSandbox((state) => sideOf(state, person.id))
  const unread = useSandbox((state) => unreadOf(state, person.id))
  const tab = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isShown) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isShown])
  return h(
    'button',
    {
      type: 'button',
      role: 'tab',
      ref: tab,
      class: `tab tab-${side}`,
      id: `tab-${person.id}`,
      'aria-selected': isShown,
      'aria-controls': isShown ? `panel-${person.id}` : undefined,
      'aria-label': unread > 0 ? `${name}, нових: ${unread}` : name,
      tabIndex: isShown ? 0 : -1,
      onClick: () => doing.show(person.id),
    },
    h('span', { class: `face face-${Math.abs(person.id) % 5}`, 'aria-hidden': 'true' }, initials(name)),
    h('span', { class: 'tab-name' }, name),
    unread > 0 && h('span', { class: 'badge', 'aria-hidden': 'true' }, unread),
  )
}

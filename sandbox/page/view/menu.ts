import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { h } from './h.ts'
import { Icon, type IconName } from './icon.ts'

export interface MenuItem {
  readonly label: string
  readonly hint?: string
  readonly icon?: IconName
  readonly pick: () => void
}

interface Props {
  /** What the button is called, and the menu with it. */
  readonly name: string
  readonly kind: string
  readonly items: readonly MenuItem[]
  readonly children: ComponentChildren
}

/**
 * A button that opens a list of things to do. Arrows, Home and End move in it, Enter picks; Escape,
 * Tab and a press outside close it, and the focus goes back to the button.
 */
export function Menu({ name, kind, items, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  usePressOutside(root, isOpen, () => setOpen(false))

  return h(
    'div',
    { class: `menu menu-${kind}`, ref: root },
    h(
      'button',
      {
        ref: button,
        type: 'button',
        class: 'menu-button',
        'aria-label': name,
        title: name,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
        onClick: () => setOpen(!isOpen),
      },
      children,
    ),
    isOpen && h(MenuList, { id, name, items, close }),
  )
}

interface ListProps extends Pick<Props, 'name' | 'items'> {
  readonly id: string
  readonly close: () => void
}

function MenuList({ id, name, items, close }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => entries()[0]?.focus(), [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      return close()
    }
    const all = entries()
    const target = destination(event.key, all.indexOf(document.activeElement as HTMLElement), all.length)
    if (target === null) return
    event.preventDefault()
    all[target]?.focus()
  }

  return h(
    'div',
    { class: 'menu-list', role: 'menu', id, 'aria-label': name, ref: list, onKeyDown },
    items.map(({ label, hint, icon, pick }) =>
      h(
        'button',
        {
          key: label,
          type: 'button',
          role: 'menuitem',
          tabIndex: -1,
          onClick: () => {
            close()
            pick()
          },
        },
        icon && h(Icon, { name: icon }),
        h('span', { class: 'menu-label' }, label),
        hint && h('span', { class: 'menu-hint' }, hint),
      ),
    ),
  )
}

function destination(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function usePressOutside(root: { current: HTMLElement | null }, active: boolean, pressed: () => void): void {
  useEffect(() => {
    if (!active) return
    const onPress = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) pressed()
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [active])
}

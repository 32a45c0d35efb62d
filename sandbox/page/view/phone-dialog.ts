import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { h } from './h.ts'

interface Props {
  readonly title: string
  readonly role?: 'dialog' | 'alertdialog'
  readonly confirm: string
  /** Left out where there is nothing to decide. */
  readonly cancel?: string
  readonly confirmed: () => void
  readonly closed: () => void
  readonly children?: ComponentChildren
}

/**
 * A question over one phone. The other phones stay usable, so it is no modal of the browser: the
 * phone makes its own content inert below it. Escape closes, Enter confirms, and the focus goes
 * back to where it was.
 */
export function PhoneDialog(props: Props) {
  const { title, role = 'dialog', confirm, cancel, confirmed, closed, children } = props
  const form = useRef<HTMLFormElement>(null)
  const titleId = useId()
  useFocusInside(form)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    closed()
  }
  const onSubmit = (event: Event) => {
    event.preventDefault()
    confirmed()
  }
  return h(
    'div',
    { class: 'veil', onKeyDown },
    h(
      'div',
      { class: 'dialog', role, 'aria-modal': 'true', 'aria-labelledby': titleId },
      h('h4', { id: titleId }, title),
      h(
        'form',
        { ref: form, onSubmit, noValidate: true },
        children,
        h(
          'div',
          { class: 'dialog-actions' },
          cancel !== undefined && h('button', { type: 'button', class: 'quiet', onClick: closed }, cancel),
          h('button', { type: 'submit', class: 'strong' }, confirm),
        ),
      ),
    ),
  )
}

function useFocusInside(form: { current: HTMLFormElement | null }): void {
  useLayoutEffect(() => {
    const before = document.activeElement
    const target = form.current?.querySelector<HTMLElement>('input, textarea, [type=submit]')
    target?.focus()
    return () => {
      // After the phone's content is no longer inert.
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus()
      })
    }
  }, [])
}

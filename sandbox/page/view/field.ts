import { useId } from 'preact/hooks'
import { h } from './h.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly changed: (value: string) => void
  readonly type?: 'text' | 'tel'
  readonly placeholder?: string
  readonly error?: string | undefined
}

/** A line to fill in, with its name above and what is wrong with it below. */
export function Field({ label, value, changed, type = 'text', placeholder = '', error }: Props) {
  const id = useId()
  return h(
    'div',
    { class: 'field' },
    h('label', { htmlFor: id }, label),
    h('input', {
      id,
      type: type as 'tel',
      value,
      placeholder,
      autoComplete: 'off',
      'aria-invalid': error !== undefined,
      'aria-describedby': error === undefined ? undefined : `${id}-error`,
      onInput: (event) => changed(event.currentTarget.value),
    }),
    error !== undefined && h('p', { class: 'field-error', id: `${id}-error`, role: 'alert' }, error),
  )
}

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { readPhone } from '../text/people.ts'
import type { NewPerson, Side } from '../wire.ts'
import { Field } from './field.ts'
import { h } from './h.ts'
import { useDoing } from './sandbox.ts'

/** Adds a person to the sandbox: a name, a phone if one likes, and the side they stand on. */
export function PersonForm({ side: sideAtFirst, closed }: { side: Side; closed: () => void }) {
  const doing = useDoing()
  const dialog = useRef<HTMLDialogElement>(null)
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  const [side, setSide] = useState(sideAtFirst)
  const [error, setError] = useState<{ name?: string; phone?: string; all?: string }>({})
  useLayoutEffect(() => dialog.current!.showModal(), [])

  const submit = async (event: Event) => {
    event.preventDefault()
    const read = readForm(name, typed)
    if ('error' in read) return setError(read.error)
    await doing.addPerson(read.person, side).then(closed, () => {
      setError({ all: 'Не вдалося додати: пісочниця не відповіла. Спробуйте ще раз' })
    })
  }
  return h(
    'dialog',
    { class: 'modal', ref: dialog, 'aria-labelledby': 'person-form-title', onClose: closed },
    h(
      'form',
      { class: 'dialog', onSubmit: submit, noValidate: true },
      h('h2', { id: 'person-form-title' }, 'Додати людину'),
      h(Field, {
        label: 'Імʼя',
        placeholder: 'Олена Коваль',
        value: name,
        changed: setName,
        error: error.name,
      }),
      h(Field, {
        label: 'Телефон',
        type: 'tel',
        placeholder: 'Придумаємо, якщо не вкажете',
        value: typed,
        changed: setTyped,
        error: error.phone,
      }),
      h(SideChoice, { side, chosen: setSide }),
      error.all !== undefined && h('p', { class: 'field-error', role: 'alert' }, error.all),
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'quiet', onClick: closed }, 'Скасувати'),
        h('button', { type: 'submit', class: 'strong' }, 'Додати'),
      ),
    ),
  )
}

function SideChoice({ side, chosen }: { side: Side; chosen: (side: Side) => void }) {
  const choice = (value: Side, words: string) =>
    h(
      'label',
      { class: 'choice' },
      h('input', {
        type: 'radio',
        name: 'side',
        value,
        checked: side === value,
        onChange: () => chosen(value),
      }),
      h('span', null, words),
    )
  return h(
    'fieldset',
    { class: 'choices' },
    h('legend', null, 'Хто це'),
    choice('customer', 'Покупець'),
    choice('staff', 'Магазин'),
  )
}

function readForm(
  name: string,
  typed: string,
): { person: NewPerson } | { error: { name?: string; phone?: string } } {
  const [firstName = '', ...rest] = name.trim().split(/\s+/)
  if (firstName === '') return { error: { name: 'Напишіть імʼя' } }
  const phone = readPhone(typed)
  if (typed.trim() !== '' && phone === null)
    return { error: { phone: 'Потрібен номер на зразок 067 123 45 67' } }
  return {
    person: {
      firstName,
      ...(rest.length > 0 && { lastName: rest.join(' ') }),
      ...(phone !== null && { phone }),
    },
  }
}

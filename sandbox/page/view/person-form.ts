import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { personsOn } from '../state/state.ts'
import { sameItems } from '../state/store.ts'
import { readPhone } from '../text/people.ts'
import type { NewPerson, Side } from '../wire.ts'
import { Field } from './field.ts'
import { h } from './h.ts'
import { useDoing, useSandbox } from './sandbox.ts'

type Kind = Side | 'group'

/** Adds a person to the sandbox (a name, a phone if one likes, the side they stand on), or a group of the staff. */
export function PersonForm({ side: sideAtFirst, closed }: { side: Side; closed: () => void }) {
  const doing = useDoing()
  const dialog = useRef<HTMLDialogElement>(null)
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  const [side, setSide] = useState<Kind>(sideAtFirst)
  const staff = useSandbox((state) => personsOn(state, 'staff'), sameItems).filter(({ group }) => !group)
  const [error, setError] = useState<{ name?: string; phone?: string; all?: string }>({})
  useLayoutEffect(() => dialog.current!.showModal(), [])

  const submit = async (event: Event) => {
    event.preventDefault()
    const read = readForm(name, typed)
    if ('error' in read) return setError(read.error)
    const title = name.trim()
    const added =
      side === 'group'
        ? doing.addGroup(
            title,
            staff.map(({ id }) => id),
          )
        : doing.addPerson(read.person, side)
    await added.then(closed, () => {
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
        label: side === 'group' ? 'Назва' : 'Імʼя',
        placeholder: side === 'group' ? 'Менеджери' : 'Олена Коваль',
        value: name,
        changed: setName,
        error: error.name,
      }),
      side !== 'group' &&
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

function SideChoice({ side, chosen }: { side: Kind; chosen: (side: Kind) => void }) {
  const choice = (value: Kind, words: string) =>
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
    choice('group', 'Група: усі, хто в магазині'),
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

import { useLayoutEffect, useRef } from 'preact/hooks'
import { emptyDraft } from '../../state/state.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { Menu, type MenuItem } from '../menu.ts'
import { useDoing, useSandbox, useViber } from '../sandbox.ts'
import type { Question } from './questions.ts'

interface Props {
  readonly id: string
  readonly ask: (question: Question) => void
  /** Undefined where the bot has given no keyboard. */
  readonly keyboard: { readonly isOpen: boolean; readonly toggle: () => void } | undefined
}

/** The line one writes in, what one can send with it, and whether the bot's keyboard stands below. */
export function ViberComposer({ id, ask, keyboard }: Props) {
  const doing = useDoing()
  const inViber = useViber()
  const text = useSandbox((state) => (state.drafts.get(id) ?? emptyDraft).text)
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const { style } = area.current!
    style.height = 'auto'
    style.height = `${area.current!.scrollHeight}px`
  }, [text])

  const submit = (event: Event) => {
    event.preventDefault()
    inViber.sendDraft(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    area.current!.form!.requestSubmit()
  }
  return h(
    'form',
    { class: 'composer', onSubmit: submit },
    h(
      'div',
      { class: 'composer-row' },
      h(AttachMenu, { id, ask }),
      h('textarea', {
        ref: area,
        rows: 1,
        'aria-label': 'Повідомлення',
        placeholder: 'Повідомлення',
        value: text,
        maxLength: 7000,
        onInput: (event) => doing.draft(id, { text: event.currentTarget.value }),
        onKeyDown,
      }),
      keyboard &&
        h(
          'button',
          {
            type: 'button',
            class: 'tool',
            'aria-label': 'Клавіатура',
            title: 'Клавіатура',
            'aria-pressed': keyboard.isOpen,
            onClick: keyboard.toggle,
          },
          h(Icon, { name: 'keyboard' }),
        ),
      h(
        'button',
        {
          type: 'submit',
          class: 'send',
          'aria-label': 'Надіслати',
          title: 'Надіслати',
          disabled: text.trim() === '',
        },
        h(Icon, { name: 'send' }),
      ),
    ),
  )
}

function AttachMenu({ id, ask }: Pick<Props, 'id' | 'ask'>) {
  const inViber = useViber()
  const photo = useRef<HTMLInputElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const items: MenuItem[] = [
    { label: 'Фото…', icon: 'photo', pick: () => photo.current?.click() },
    { label: 'Файл…', icon: 'document', pick: () => file.current?.click() },
    { label: 'Свій контакт', icon: 'person', pick: () => ask({ kind: 'own-contact' }) },
    { label: 'Чужий контакт…', icon: 'people', pick: () => ask({ kind: 'other-contact' }) },
    { label: 'Місце…', icon: 'place', pick: () => ask({ kind: 'place' }) },
    { label: 'Наліпка', icon: 'sticker', pick: () => void inViber.send(id, { sticker: { id: 40_126 } }) },
  ]
  const picker = (kind: 'photo' | 'file') => ({
    type: 'file' as const,
    hidden: true,
    'aria-label': kind === 'photo' ? 'Файл фото' : 'Файл',
    onChange: ({ currentTarget: input }: { currentTarget: HTMLInputElement }) => {
      const picked = input.files?.[0]
      input.value = ''
      if (picked) ask({ kind, file: picked })
    },
  })
  return h(
    'div',
    { class: 'attach' },
    h(Menu, { name: 'Прикріпити', kind: 'attach', items }, h(Icon, { name: 'attach' })),
    h('input', { ref: photo, accept: 'image/*', ...picker('photo') }),
    h('input', { ref: file, ...picker('file') }),
  )
}

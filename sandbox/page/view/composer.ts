import { useLayoutEffect, useRef } from 'preact/hooks'
import { voiceBase64 } from '../chat/voice.ts'
import { emptyDraft } from '../state/state.ts'
import { inlineQueryOf } from '../text/inline-query.ts'
import type { Command } from '../wire.ts'
import { summaryOf } from './bubble.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { InlineResults } from './inline-results.ts'
import { Menu, type MenuItem } from './menu.ts'
import { useDoing, useSandbox } from './sandbox.ts'

export type Attachment =
  | { readonly kind: 'own-contact' | 'other-contact' }
  | { readonly kind: 'photo'; file: File }

interface Props {
  readonly personId: number
  readonly attach: (attachment: Attachment) => void
  /** Undefined where the bot has given no keyboard. */
  readonly keyboard: { readonly isOpen: boolean; readonly toggle: () => void } | undefined
  /** The message that the bot asked to answer; the server makes the next words a reply to it. */
  readonly forced: { readonly messageId: number } | undefined
  readonly placeholder: string | undefined
}

/** The line one writes in: the bot's commands, attachments, words, and what sends them. */
export function Composer({ personId, attach, keyboard, forced, placeholder }: Props) {
  const doing = useDoing()
  const draft = useSandbox((state) => state.drafts.get(personId) ?? emptyDraft)
  const bot = useSandbox((state) => state.setup!.bot)
  const query = inlineQueryOf(draft.text, bot)
  const isEmpty = draft.text.trim() === ''
  const submit = (event: Event) => {
    event.preventDefault()
    if (query === null) doing.sendDraft(personId)
  }
  return h(
    'form',
    { class: 'composer', onSubmit: submit },
    query !== null && h(InlineResults, { personId, query, key: query }),
    draft.replyTo !== null
      ? h(ReplyBar, { personId, messageId: draft.replyTo, isForced: false })
      : forced && h(ReplyBar, { personId, messageId: forced.messageId, isForced: true }),
    h(
      'div',
      { class: 'composer-row' },
      h(CommandMenu, { personId, isShort: !isEmpty }),
      h(AttachMenu, { personId, attach }),
      h(Input, { personId, placeholder, attach }),
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
          disabled: isEmpty || query !== null,
        },
        h(Icon, { name: 'send' }),
      ),
    ),
  )
}

function Input({ personId, placeholder, attach }: Pick<Props, 'personId' | 'placeholder' | 'attach'>) {
  const doing = useDoing()
  const { text, replyTo } = useSandbox((state) => state.drafts.get(personId) ?? emptyDraft)
  const area = useRef<HTMLTextAreaElement>(null)

  useLayoutEffect(() => {
    const { style } = area.current!
    style.height = 'auto'
    style.height = `${area.current!.scrollHeight}px`
  }, [text])
  useLayoutEffect(() => {
    if (replyTo !== null) area.current!.focus()
  }, [replyTo])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && replyTo !== null) doing.draft(personId, { replyTo: null })
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    area.current!.form!.requestSubmit()
  }
  const onPaste = (event: ClipboardEvent) => {
    const file = [...(event.clipboardData?.files ?? [])].find(isPicture)
    if (!file) return
    event.preventDefault()
    attach({ kind: 'photo', file })
  }
  return h('textarea', {
    ref: area,
    rows: 1,
    'aria-label': 'Повідомлення',
    placeholder: placeholder ?? 'Повідомлення',
    value: text,
    maxLength: 4096,
    onInput: (event) => doing.draft(personId, { text: event.currentTarget.value }),
    onKeyDown,
    onPaste,
  })
}

const noCommands: readonly Command[] = []

function CommandMenu({ personId, isShort }: { personId: number; isShort: boolean }) {
  const doing = useDoing()
  const commands = useSandbox((state) => state.chats.get(personId)?.view.commands ?? noCommands)
  if (commands.length === 0) return null
  const items = commands.map(({ command, description }) => ({
    label: description,
    hint: `/${command}`,
    pick: () => void doing.send(personId, { text: `/${command}` }),
  }))
  return h(
    Menu,
    { name: 'Меню', kind: isShort ? 'commands short' : 'commands', items },
    h(Icon, { name: 'menu' }),
    h('span', null, 'Меню'),
  )
}

function AttachMenu({ personId, attach }: Pick<Props, 'personId' | 'attach'>) {
  const doing = useDoing()
  const picker = useRef<HTMLInputElement>(null)
  const items: MenuItem[] = [
    { label: 'Фото…', icon: 'photo', pick: () => picker.current?.click() },
    {
      label: 'Голосове',
      icon: 'voice',
      pick: () => void doing.send(personId, { file: { kind: 'voice', base64: voiceBase64 } }),
    },
    { label: 'Свій контакт', icon: 'person', pick: () => attach({ kind: 'own-contact' }) },
    { label: 'Чужий контакт…', icon: 'people', pick: () => attach({ kind: 'other-contact' }) },
  ]
  const picked = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    input.value = ''
    if (file) attach({ kind: 'photo', file })
  }
  return h(
    'div',
    { class: 'attach' },
    h(Menu, { name: 'Прикріпити', kind: 'attach', items }, h(Icon, { name: 'attach' })),
    h('input', {
      ref: picker,
      type: 'file',
      accept: 'image/*',
      hidden: true,
      'aria-label': 'Файл фото',
      onChange: (event) => picked(event.currentTarget),
    }),
  )
}

interface ReplyProps {
  readonly personId: number
  readonly messageId: number
  readonly isForced: boolean
}

function ReplyBar({ personId, messageId, isForced }: ReplyProps) {
  const doing = useDoing()
  const message = useSandbox((state) =>
    state.chats.get(personId)?.view.messages.find((other) => other.messageId === messageId),
  )
  if (!message) return null
  return h(
    'div',
    { class: 'reply-bar' },
    h(Icon, { name: 'reply' }),
    h('p', null, summaryOf(message)),
    !isForced &&
      h(
        'button',
        {
          type: 'button',
          class: 'tool',
          'aria-label': 'Не відповідати',
          onClick: () => doing.draft(personId, { replyTo: null }),
        },
        h(Icon, { name: 'close' }),
      ),
  )
}

function isPicture(file: File): boolean {
  return file.type.startsWith('image/')
}

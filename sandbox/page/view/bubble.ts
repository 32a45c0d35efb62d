import { useRef } from 'preact/hooks'
import type { Row } from '../chat/arrange.ts'
import { timeLabel } from '../text/dates.ts'
import type { ChatMessage } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { InlineKeyboard } from './inline-keyboard.ts'
import {
  Album,
  ContactView,
  DocumentView,
  PhotoView,
  PlaceView,
  RecordingView,
  recordingNames,
} from './media.ts'
import { Menu } from './menu.ts'
import { RichText } from './rich-text.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly row: Row
  readonly sender: string
  /** In a group: another member's, told by name. */
  readonly isNamed: boolean
  /** The message that this one answers, while it is still there. */
  readonly quoted: ChatMessage | undefined
  /** Came in while the phone was looked at. */
  readonly isFresh: boolean
}

/** One message, or one album, with its buttons. */
export function Bubble({ personId, row, sender, isNamed, quoted, isFresh }: Props) {
  const root = useRef<HTMLElement>(null)
  const worded = row.messages.find((message) => wordsOf(message) !== '') ?? row.messages[0]
  const marked = row.messages.find((message) => message.editDate) ?? row.messages.at(-1)!
  const keyboard = row.messages.find((message) => message.inlineKeyboard?.length)
  const words = wordsOf(worded)
  const hasMedia = row.messages[0].photo !== undefined
  const kinds = [
    `from-${row.from}`,
    row.first && 'run-first',
    row.last && 'run-last',
    isFresh && 'fresh',
    hasMedia && 'with-photo',
    words === '' && 'wordless',
    isEmojiOnly(words) && !worded.entities?.length && !hasMedia && 'emoji-only',
  ]
  const openMenu = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, img') || getSelection()?.toString()) return
    event.preventDefault()
    root.current?.querySelector<HTMLElement>('.menu-message > button')?.click()
  }

  return h(
    'article',
    {
      class: ['message', ...kinds.filter(Boolean)].join(' '),
      'aria-label': `${sender}, ${timeLabel(marked.date)}`,
      'data-message-id': row.messages[0].messageId,
      ref: root,
    },
    h(
      'div',
      { class: 'bubble', onContextMenu: openMenu },
      isNamed && row.first && h('p', { class: 'forwarded' }, sender),
      row.messages[0].forwarded && h('p', { class: 'forwarded' }, 'Переслано'),
      row.messages[0].viaBot && h(ViaBot, {}),
      quoted && h(Quote, { quoted }),
      h(Attached, { row, about: firstLine(words) }),
      h(
        'div',
        { class: 'words' },
        h(RichText, { personId, text: words, entities: worded.entities }),
        h(Stamp, { message: marked }),
      ),
    ),
    keyboard?.inlineKeyboard &&
      h(InlineKeyboard, { personId, messageId: keyboard.messageId, rows: keyboard.inlineKeyboard }),
    h(MessageMenu, { personId, messageId: row.messages[0].messageId, words }),
  )
}

function ViaBot() {
  const bot = useSandbox((state) => state.setup!.bot)
  return h('p', { class: 'forwarded' }, `через @${bot}`)
}

function Attached({ row, about }: { row: Row; about: string }) {
  const { messages } = row
  const [{ photo, document, recording, contact, sticker, venue, location = venue?.location }] = messages
  if (messages.length > 1) return h(Album, { messages, about })
  if (photo) return h(PhotoView, { photo, about })
  if (document) return h(DocumentView, { document })
  if (recording) return h(RecordingView, { recording })
  if (contact) return h(ContactView, { contact })
  if (sticker) return h('span', { class: 'sticker' }, sticker.emoji)
  if (location) return h(PlaceView, { location, venue })
  return null
}

function Stamp({ message }: { message: ChatMessage }) {
  const time = timeLabel(message.date)
  return h(
    'span',
    { class: 'stamp' },
    message.editDate !== undefined && h('span', { class: 'edited' }, 'змінено'),
    h('time', { dateTime: new Date(message.date * 1000).toISOString() }, time),
  )
}

function Quote({ quoted }: { quoted: ChatMessage }) {
  const show = (event: MouseEvent) => {
    const list = (event.currentTarget as Element).closest('[role=log]')
    list
      ?.querySelector(`[data-message-id="${quoted.messageId}"]`)
      ?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }
  return h(
    'button',
    { type: 'button', class: 'quote', onClick: show, 'aria-label': `У відповідь на: ${summaryOf(quoted)}` },
    summaryOf(quoted),
  )
}

function MessageMenu({ personId, messageId, words }: { personId: number; messageId: number; words: string }) {
  const doing = useDoing()
  const items = [
    {
      label: 'Відповісти',
      icon: 'reply',
      pick: () => doing.draft(personId, { replyTo: messageId }),
    },
    { label: 'Скопіювати', icon: 'copy', pick: () => doing.copy(personId, words) },
  ] as const
  return h(Menu, { name: 'Дії з повідомленням', kind: 'message', items }, h(Icon, { name: 'more' }))
}

const serviceWords = { bot_added: 'Бота додано до групи', upgraded: 'Група стала супергрупою' } as const

function wordsOf(message: ChatMessage): string {
  if (message.service) return serviceWords[message.service]
  return message.text ?? message.caption ?? ''
}

/** A message in one line, for a quotation of it. */
export function summaryOf(message: ChatMessage): string {
  const words = firstLine(wordsOf(message))
  if (words !== '') return words
  if (message.photo) return 'Фото'
  const { document, recording, contact, venue } = message
  if (recording) return recordingNames[recording.kind]
  return document?.fileName ?? contact?.firstName ?? venue?.title ?? 'Повідомлення'
}

function firstLine(words: string): string {
  return words.trim().split('\n', 1)[0] ?? ''
}

function isEmojiOnly(words: string): boolean {
  return /^(\p{RGI_Emoji}){1,3}$/v.test(words)
}

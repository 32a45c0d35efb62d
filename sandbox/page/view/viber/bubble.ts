import { summaryOfViber, type ViberRow } from '../../chat/viber-arrange.ts'
import { timeLabel } from '../../text/dates.ts'
import { fileAddress } from '../../text/links.ts'
import { cutAtLinks, type ViberLink } from '../../text/viber-links.ts'
import { readMarks } from '../../text/viber-marks.ts'
import type { ViberMessage } from '../../viber-wire.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { ContactView, DocumentView, PlaceView } from '../media.ts'
import { useDoing, useViber } from '../sandbox.ts'
import { CarouselView } from './carousel.ts'
import type { Press } from './pressing.ts'
import type { Question } from './questions.ts'

interface Props {
  readonly id: string
  readonly row: ViberRow
  readonly botName: string
  /** Came in while the phone was looked at. */
  readonly isFresh: boolean
  readonly press: Press
  readonly ask: (question: Question) => void
}

/** One message as Viber draws it: whose it is, what it shows, when, and what became of it. */
export function ViberBubble({ id, row, botName, isFresh, press, ask }: Props) {
  const { message, first, last } = row
  const sender = message.from === 'bot' ? (message.senderName ?? botName) : 'Ви'
  const { type, media, richMedia, status } = message
  const words = message.text ?? message.caption ?? message.url ?? ''
  const kinds = [
    `from-${message.from}`,
    first && 'run-first',
    last && 'run-last',
    isFresh && 'fresh',
    type === 'picture' && media !== undefined && 'with-photo',
    words === '' && !richMedia && 'wordless',
    richMedia && 'with-cards',
    status === 'failed' && 'failed',
    status === 'sent' && 'on-its-way',
  ]
  return h(
    'article',
    {
      class: ['message', ...kinds.filter(Boolean)].join(' '),
      'aria-label': `${sender}, ${timeLabel(message.date)}`,
    },
    first && message.from === 'bot' && h('p', { class: 'viber-sender' }, sender),
    richMedia && h(CarouselView, { token: message.token, carousel: richMedia, press }),
    h(
      'div',
      { class: 'bubble' },
      h(Attached, { id, message }),
      h('div', { class: 'words' }, words !== '' && h(Words, { id, text: words, ask }), h(Stamp, { message })),
    ),
    status === 'failed' &&
      h('p', { class: 'viber-failure' }, h(Icon, { name: 'block' }), `Не дійшло: ${message.failure}`),
  )
}

function Attached({ id, message }: Pick<Props, 'id'> & { message: ViberMessage }) {
  const { type, media, fileName, size, contact, location, stickerId } = message
  const doing = useDoing()
  if (media !== undefined) {
    if (type === 'picture') return h(Picture, { media, about: summaryOfViber(message) })
    if (type === 'video')
      return h('video', { class: 'recording', src: fileAddress(media), controls: true, preload: 'metadata' })
    return h(DocumentView, { document: { url: media, fileName: fileName ?? 'Файл', size: size ?? 0 } })
  }
  if (contact)
    return h(ContactView, { contact: { phone: contact.phone, firstName: contact.name ?? 'Контакт' } })
  if (location) return h(PlaceView, { location, venue: undefined })
  if (stickerId === undefined) return null
  const name = `Наліпка № ${stickerId}`
  return h(
    'button',
    { type: 'button', class: 'viber-sticker', 'aria-label': name, onClick: () => doing.toast(id, name) },
    stickers[stickerId % stickers.length]!,
  )
}

/** Viber's own pictures of stickers are not ours to show. */
const stickers = ['😀', '😍', '👍', '🎉', '🤔'] as const

function Picture({ media, about }: { media: string; about: string }) {
  const doing = useDoing()
  const alt = about === '' ? 'Фото' : `Фото: ${about}`
  const src = fileAddress(media)
  const enlarge = ({ currentTarget }: MouseEvent) => {
    const picture = (currentTarget as Element).querySelector('img')!
    doing.enlarge({ url: src, alt, width: picture.naturalWidth, height: picture.naturalHeight })
  }
  return h(
    'button',
    { type: 'button', class: 'photo', onClick: enlarge },
    h('img', { src, alt, draggable: false }),
  )
}

function Words({ id, text, ask }: Pick<Props, 'id' | 'ask'> & { text: string }) {
  return cutAtLinks(text).map(({ words, link }, index) =>
    link ? h(WordLink, { key: index, id, words, link, ask }) : drawnMarks(words),
  )
}

const drawnMarks = (text: string) =>
  readMarks(text).map(({ words, bold }) => (bold ? h('strong', null, words) : words))

function WordLink({ id, words, link, ask }: Pick<Props, 'id' | 'ask'> & { words: string; link: ViberLink }) {
  const inViber = useViber()
  const doing = useDoing()
  const onClick = (event: MouseEvent) => {
    if (link.to === 'web') return
    event.preventDefault()
    if (link.to === 'forward') return ask({ kind: 'forward', text: link.text })
    if (inViber.linkOf(words) === null) return doing.toast(id, 'Це чат з іншим ботом')
    return void inViber.open(id, link.context)
  }
  const href = link.to === 'web' ? link.address : words
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer', onClick }, words)
}

const states = {
  sent: { sign: '✓', words: 'Надіслано' },
  delivered: { sign: '✓✓', words: 'Доставлено' },
  seen: { sign: '✓✓', words: 'Переглянуто' },
  failed: { sign: '!', words: 'Не дійшло' },
} as const

function Stamp({ message: { date, status } }: { message: ViberMessage }) {
  const state = status && states[status]
  return h(
    'span',
    { class: 'stamp' },
    h('time', { dateTime: new Date(date * 1000).toISOString() }, timeLabel(date)),
    state &&
      h(
        'span',
        { class: `viber-state ${status}`, title: state.words },
        h('span', { 'aria-hidden': 'true' }, state.sign),
        h('span', { class: 'unseen' }, state.words),
      ),
  )
}

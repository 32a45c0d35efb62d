import { fileAddress } from '../text/links.ts'
import { initials, phoneLabel } from '../text/people.ts'
import type { ChatMessage, Location, Photo, Recording, Venue } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useDoing } from './sandbox.ts'

/** Photos are cut to no taller than 5:6 and no flatter than 2:1, as messengers do. */
const tallest = 5 / 6
const flattest = 2

interface PhotoProps {
  readonly photo: Photo
  /** What the photo shows, as far as the caption tells. */
  readonly about: string
  readonly isTile?: boolean
}

/** A photo that opens large when pressed. */
export function PhotoView({ photo, about, isTile = false }: PhotoProps) {
  const doing = useDoing()
  const alt = about === '' ? 'Фото' : `Фото: ${about}`
  const src = fileAddress(photo.url)
  const ratio = Math.min(flattest, Math.max(tallest, photo.width / photo.height || 1))
  return h(
    'button',
    {
      type: 'button',
      class: isTile ? 'tile' : 'photo',
      style: isTile ? undefined : { aspectRatio: String(ratio) },
      onClick: () => doing.enlarge({ ...photo, url: src, alt }),
    },
    h('img', { src, alt, width: photo.width, height: photo.height, draggable: false }),
  )
}

/** The photos of one album as tiles: the first is large where their number is odd. */
export function Album({ messages, about }: { messages: readonly ChatMessage[]; about: string }) {
  return h(
    'div',
    { class: `album ${messages.length % 2 === 1 ? 'album-odd' : ''}` },
    messages.map(
      ({ messageId, photo }) => photo && h(PhotoView, { key: messageId, photo, about, isTile: true }),
    ),
  )
}

export function DocumentView({ document }: { document: NonNullable<ChatMessage['document']> }) {
  return h(
    'a',
    {
      class: 'card',
      href: fileAddress(document.url),
      download: document.fileName,
      target: '_blank',
      rel: 'noopener',
    },
    h('span', { class: 'card-sign' }, h(Icon, { name: 'document' })),
    h(
      'span',
      { class: 'card-words' },
      h('span', { class: 'card-title' }, document.fileName),
      h('span', { class: 'card-line' }, sizeLabel(document.size)),
    ),
  )
}

export const recordingNames: Readonly<Record<Recording['kind'], string>> = {
  voice: 'Голосове',
  video: 'Відео',
  video_note: 'Відеоповідомлення',
  audio: 'Аудіо',
}

/** A voice, a sound or a video, played in its place. */
export function RecordingView({ recording }: { recording: Recording }) {
  const { kind, url } = recording
  const tag = kind === 'voice' || kind === 'audio' ? 'audio' : 'video'
  return h(tag, {
    class: 'recording',
    src: fileAddress(url),
    controls: true,
    preload: 'metadata',
    'aria-label': recordingNames[kind],
  })
}

export function ContactView({ contact }: { contact: NonNullable<ChatMessage['contact']> }) {
  return h(
    'div',
    { class: 'card' },
    h('span', { class: 'card-sign', 'aria-hidden': 'true' }, initials(contact.firstName)),
    h(
      'span',
      { class: 'card-words' },
      h('span', { class: 'card-title' }, contact.firstName),
      h(
        'a',
        { class: 'card-line', href: `tel:+${contact.phone.replace(/\D/g, '')}` },
        phoneLabel(contact.phone),
      ),
    ),
  )
}

/** A place the bot or a person sent, opened on a map outside. */
export function PlaceView({ location, venue }: { location: Location; venue: Venue | undefined }) {
  const { latitude, longitude } = location
  return h(
    'a',
    {
      class: 'card',
      href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
      target: '_blank',
      rel: 'noopener noreferrer',
    },
    h('span', { class: 'card-sign' }, h(Icon, { name: 'place' })),
    h(
      'span',
      { class: 'card-words' },
      h('span', { class: 'card-title' }, venue?.title ?? 'Місце на мапі'),
      h('span', { class: 'card-line' }, venue?.address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
    ),
  )
}

/** `1,2 МБ`. */
export function sizeLabel(bytes: number): string {
  const kilobytes = bytes / 1024
  const [value, unit] = kilobytes < 1024 ? [kilobytes, 'КБ'] : [kilobytes / 1024, 'МБ']
  return `${value.toLocaleString('uk', { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`
}

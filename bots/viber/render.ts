import { cut } from '../../core/kernel/text.ts'
import type { Action, ActionName } from '../dialogue/action.ts'
import type { Words } from '../locales/words.ts'
import { type Button, type Card, GAP, type GalleryItem, type Line } from '../screens/card.ts'
import { BACK_PRESS, pressOf } from './adapter.ts'
import type { Drawing, ViberButton, ViberKeyboard, ViberMessage } from './drawing.ts'

/** Signs of a text message (viber facts). */
export const TEXT_MAX = 7000
/** Six columns make a row. */
const COLUMNS = 6
/** A keyboard of a screen's lower half: more of a list stands in a carousel above it. */
const KEYBOARD_ROWS = 8
/** What Viber shows in portrait; a notice adds its own buttons to the keyboard that is there. */
const KEYBOARD_ROWS_MAX = 12
const CAROUSEL_ROWS = 7
const CAROUSEL_CARDS = 6

const COLOURS = {
  keyboard: '#F4F1EA',
  usual: '#FFFFFF',
  main: '#1A6B53',
  mainText: '#FFFFFF',
  text: '#24302B',
}

/** Buttons that lead on to the order stand out: of several beside each other none does. */
const MAIN: ReadonlySet<ActionName> = new Set(['checkout', 'place', 'add'])

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Viber's own marks, each line by itself (developers.viber.com/docs/tools/text-formatting); a star inside would end it. */
const boldOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll('*', '').trim())
    .map((line) => (line ? `*${line}*` : ''))
    .join('\n')

const wordsOf = (line: Line): string => {
  if (typeof line === 'string') return line
  if ('gap' in line) return ''
  if ('bold' in line) return boldOf(line.bold)
  return 'copy' in line ? `${line.label}: ${line.copy}` : `${line.label}: ${line.url}`
}

/** Lines as one text within `max` signs: no gap at an end, none beside another; what does not fit is cut from the longest line. */
export const textOf = (lines: readonly Line[], max = TEXT_MAX): string => {
  const kept = lines.filter(
    (line) => line !== '' && !(typeof line === 'object' && 'bold' in line && !line.bold.trim()),
  )
  const spaced = kept.filter(
    (line, i) => line !== GAP || (i > 0 && i < kept.length - 1 && kept[i - 1] !== GAP),
  )
  const said = spaced.map(wordsOf)
  const over = said.join('\n').length - max
  if (over > 0) {
    const longest = said.reduce((best, line, i) => (line.length > said[best]!.length ? i : best), 0)
    said[longest] = `${cut(said[longest]!, Math.max(0, said[longest]!.length - over - 1))}…`
  }
  return cut(said.join('\n'), max)
}

/** The same without marks: for where Viber draws none. */
const plainOf = (text: string): string => text.replace(/^\*(.+)\*$/gm, '$1')

/** A button before it has its place. */
interface Key {
  readonly label: string
  readonly face: Pick<ViberButton, 'ActionType' | 'ActionBody'> & { readonly main: boolean }
}

const keyOf = (button: Button, isAlone: boolean): Key => {
  const { label } = button
  if ('url' in button) return { label, face: { ActionType: 'open-url', ActionBody: button.url, main: false } }
  // Calling the bot in another chat is Telegram's; the pen of Viber makes no such button.
  if ('query' in button) throw new Error('Viber has no inline mode')
  const { action } = button
  return {
    label,
    face: { ActionType: 'reply', ActionBody: pressOf(action), main: isAlone && isMain(action) },
  }
}

/** A size that is not known puts the product into the cart too, but is no way that we would show first. */
const isMain = (action: Action): boolean =>
  MAIN.has(action.to) && !(action.to === 'add' && action.variantId === null)

/** How many signs stand in so many columns on a narrow phone. */
const ROOM = { regular: [0, 5, 10, 16, 22, 28, 34], small: [0, 6, 12, 19, 26, 33, 40] } as const
type TextSize = keyof typeof ROOM

/** What is struck through is no wider for it. */
const widthOf = (label: string): number => label.replace(/\p{M}/gu, '').length

const isShort = ({ label }: Key): boolean => widthOf(label) <= ROOM.regular[1]

/** Rows of keys that fill six columns each: short ones side by side, a row whose words do not fit in two. */
const layOut = (rows: readonly (readonly Key[])[]): ViberButton[][] =>
  withSizesTogether(rows).flatMap((row) => fitted(row))

/** Rows of sizes, five by five for Telegram, run on as one: six stand in a row here. */
const withSizesTogether = (rows: readonly (readonly Key[])[]): (readonly Key[])[] => {
  const joined: Key[][] = []
  for (const row of rows) {
    if (row.length === 0) continue
    const before = joined.at(-1)
    const runsOn = before && before.length > 2 && before.every(isShort) && row.every(isShort)
    if (runsOn) before.push(...row)
    else joined.push([...row])
  }
  return joined
}

const fitted = (row: readonly Key[]): ViberButton[][] => {
  if (row.length > COLUMNS) {
    return [...fitted(row.slice(0, COLUMNS)), ...fitted(row.slice(COLUMNS))]
  }
  const widths = widthsOf(row.length)
  const size = (['regular', 'small'] as const).find((size) =>
    row.every(({ label }, i) => widthOf(label) <= ROOM[size][widths[i]!]!),
  )
  if (!size && row.length > 1) {
    const half = Math.ceil(row.length / 2)
    return [...fitted(row.slice(0, half)), ...fitted(row.slice(half))]
  }
  return [row.map((key, i) => placed(key, widths[i]!, size))]
}

/** Six columns among so many keys, the wider ones first. */
const widthsOf = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(COLUMNS / count) + (i < COLUMNS % count ? 1 : 0))

const placed = (
  { label, face: { main, ...face } }: Key,
  columns: number,
  size: TextSize = 'regular',
): ViberButton => ({
  ...face,
  Columns: columns,
  Rows: 1,
  Text: `<font color="${main ? COLOURS.mainText : COLOURS.text}">${escapeHtml(label)}</font>`,
  BgColor: main ? COLOURS.main : COLOURS.usual,
  TextSize: size,
  Silent: true,
})

const keyboardOf = (rows: readonly (readonly ViberButton[])[]): ViberKeyboard | null =>
  rows.length === 0
    ? null
    : { Type: 'keyboard', Buttons: rows.flat(), BgColor: COLOURS.keyboard, DefaultHeight: false }

/** Cards of equal height with the rows of a long list. */
const listCarousel = (rows: readonly (readonly ViberButton[])[], alt: string): ViberMessage => {
  const shown = rows.slice(0, CAROUSEL_ROWS * CAROUSEL_CARDS)
  const cards = Math.ceil(shown.length / CAROUSEL_ROWS)
  const height = Math.ceil(shown.length / cards)
  const filled = [...shown, ...Array.from({ length: height * cards - shown.length }, () => [NOTHING])]
  return { type: 'carousel', rows: height, buttons: filled.flat(), alt: cut(alt, 500) }
}

/** Fills the last card up. */
const NOTHING: ViberButton = {
  Columns: COLUMNS,
  Rows: 1,
  ActionType: 'none',
  ActionBody: 'none',
  BgColor: '#FFFFFF',
}

/** Rows of a product's card: its picture, its words, its button. */
const PICTURE_ROWS = 4
const WORDS_ROWS = 2

/** A card for each product: any part of it chooses it. */
const galleryCarousel = (
  gallery: readonly GalleryItem[],
  { served, choose }: { served: Served; choose: string },
): ViberMessage => ({
  type: 'carousel',
  rows: PICTURE_ROWS + WORDS_ROWS + 1,
  buttons: gallery.slice(0, CAROUSEL_CARDS).flatMap((item) => productCard(item, { served, choose })),
  alt: gallery.map(({ label }) => label).join('\n'),
})

const productCard = (
  { name, price, photo, action }: GalleryItem,
  { served, choose }: { served: Served; choose: string },
): ViberButton[] => {
  const face = { Columns: COLUMNS, ActionType: 'reply', ActionBody: pressOf(action), Silent: true } as const
  const words = `<b>${escapeHtml(price)}</b><br>${escapeHtml(cut(name, NAME_MAX))}`
  return [
    ...(photo ? [{ ...face, Rows: PICTURE_ROWS, Image: served.card(photo), BgColor: COLOURS.usual }] : []),
    {
      ...face,
      Rows: photo ? WORDS_ROWS : PICTURE_ROWS + WORDS_ROWS,
      Text: `<font color="${COLOURS.text}">${words}</font>`,
      BgColor: COLOURS.usual,
      TextSize: 'regular',
      TextHAlign: 'left',
      TextVAlign: 'middle',
    },
    placed({ label: choose, face: { ...face, main: true } }, COLUMNS),
  ]
}

/** Two lines of a card. */
const NAME_MAX = 60

/** The last rows of a long screen lead elsewhere: they stay in the keyboard. */
const NAVIGATION_ROWS = 3

/** Addresses of what Viber fetches from us. */
export interface Served {
  /** A picture of ours, known by its SHA-256, as a message. */
  photo(hash: string): string
  /** The same for a card of a carousel, above its words. */
  card(hash: string): string
  /** The same for a card that is nothing but the picture. */
  square(hash: string): string
}

/** One photo is a picture, several are swiped. */
const photosOf = (
  { photo, album = [] }: Card,
  { served, alt }: { served: Served; alt: string },
): ViberMessage[] => {
  if (album.length > 1) return [albumOf(album.slice(0, CAROUSEL_CARDS), { served, alt: cut(alt, 100) })]
  return photo ? [{ type: 'picture', url: served.photo(photo) }] : []
}

const albumOf = (
  album: readonly string[],
  { served, alt }: { served: Served; alt: string },
): ViberMessage => ({
  type: 'carousel',
  rows: COLUMNS,
  buttons: album.map((hash) => ({
    Columns: COLUMNS,
    Rows: COLUMNS,
    ActionType: 'none',
    ActionBody: 'none',
    Image: served.square(hash),
    BgColor: COLOURS.usual,
  })),
  alt,
})

/** What drawing needs besides the card. */
export interface Brush {
  /** The message with the card's file, where it has one. */
  readonly attached?: ViberMessage | undefined
  readonly served: Served
  readonly words: Words
}

/** A shared card as Viber shows it: a picture or a file, the words, the keyboard; of a long list a carousel of buttons. */
export const drawCard = (card: Card, { served, words, attached }: Brush): Drawing => {
  const text = textOf(card.lines)
  const rows = layOut(card.rows.map((row) => row.map((button) => keyOf(button, row.length === 1))))
  const overflows = !card.gallery?.length && rows.length > KEYBOARD_ROWS
  const inKeyboard = overflows ? rows.slice(-NAVIGATION_ROWS) : rows
  const inList = overflows ? rows.slice(0, -NAVIGATION_ROWS) : []
  const messages: ViberMessage[] = attached ? [attached] : []
  if (!attached) messages.push(...photosOf(card, { served, alt: plainOf(text) }))
  if (text) messages.push({ type: 'text', text })
  if (card.gallery?.length)
    messages.push(galleryCarousel(card.gallery, { served, choose: words.say('gallery.choose') }))
  else if (inList.length > 0) messages.push(listCarousel(inList, plainOf(text)))
  if (card.asksPhone) return { messages, keyboard: phoneKeyboard(card.asksPhone) }
  return { messages, keyboard: keyboardOf(inKeyboard) }
}

const phoneKeyboard = ({ share, back, home }: NonNullable<Card['asksPhone']>): ViberKeyboard | null =>
  keyboardOf([
    [placed({ label: share, face: { ActionType: 'share-phone', ActionBody: 'phone', main: true } }, COLUMNS)],
    [
      placed({ label: back, face: { ActionType: 'reply', ActionBody: BACK_PRESS, main: false } }, 3),
      placed(
        { label: home, face: { ActionType: 'reply', ActionBody: pressOf({ to: 'home' }), main: false } },
        3,
      ),
    ],
  ])

/** The keyboard of a message that the shop sends by itself: its own buttons, and below them what was there, as far as it fits. */
export const aboveKeyboard = (
  own: ViberKeyboard | null,
  before: ViberKeyboard | null,
): ViberKeyboard | null => {
  if (!own || !before) return own ?? before
  const taken = new Set(own.Buttons.map(({ ActionBody }) => ActionBody))
  const room = KEYBOARD_ROWS_MAX - rowsOf(own.Buttons).length
  const rest = rowsOf(before.Buttons)
    .filter((row) => !row.every(({ ActionBody }) => taken.has(ActionBody)))
    .slice(0, Math.max(0, room))
  return { ...own, Buttons: [...own.Buttons, ...rest.flat()] }
}

/** Buttons as the rows that they fill. */
const rowsOf = (buttons: readonly ViberButton[]): ViberButton[][] => {
  const rows: ViberButton[][] = []
  let left = 0
  for (const button of buttons) {
    if (left < button.Columns) {
      rows.push([])
      left = COLUMNS
    }
    rows.at(-1)!.push(button)
    left -= button.Columns
  }
  return rows
}

/** The same for a Viber that is too old for it: words, and a keyboard of the plainest buttons. */
export const plainer = ({ messages, keyboard }: Drawing): Drawing => {
  const listed = messages.flatMap((message) => (message.type === 'carousel' ? message.buttons : []))
  const keys = [...listed, ...(keyboard?.Buttons ?? [])]
    .filter(({ ActionType, Text }) => Text && (ActionType === 'reply' || ActionType === 'open-url'))
    .map(({ ActionType, ActionBody, Text }) => ({
      Columns: COLUMNS,
      Rows: 1,
      ActionType,
      ActionBody,
      Text: Text!,
    }))
  const shown = [...keys.slice(0, KEYBOARD_ROWS_MAX - 1), ...keys.slice(KEYBOARD_ROWS_MAX - 1).slice(-1)]
  return {
    messages: messages.map((message) =>
      message.type === 'carousel' ? { type: 'text', text: message.alt } : message,
    ),
    keyboard:
      shown.length === 0
        ? null
        : { Type: 'keyboard', Buttons: shown, BgColor: COLOURS.keyboard, DefaultHeight: false },
  }
}

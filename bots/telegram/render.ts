import type { InlineKeyboardButton } from 'grammy/types'
import { cut } from '../../core/kernel/text.ts'
import { writeAction } from '../dialogue/action.ts'
import { type Button, type Card, type CardFile, type CardMedia, GAP, type Line } from '../screens/card.ts'
import { recordAddress } from './adapter.ts'

export const TEXT_MAX = 4096
export const CAPTION_MAX = 1024

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A line's plain text, as Telegram counts it, and the same as HTML. */
const parts = (line: Line): { plain: string; html: string } => {
  if (typeof line === 'string') return { plain: line, html: escapeHtml(line) }
  if ('gap' in line) return { plain: '', html: '' }
  if ('bold' in line) return { plain: line.bold, html: `<b>${escapeHtml(line.bold)}</b>` }
  if ('copy' in line)
    return {
      plain: `${line.label}: ${line.copy}`,
      html: `${escapeHtml(line.label)}: <code>${escapeHtml(line.copy)}</code>`,
    }
  return {
    plain: line.label,
    html: `<a href="${escapeHtml(line.url).replace(/"/g, '&quot;')}">${escapeHtml(line.label)}</a>`,
  }
}

/** No gap at an end, none beside another, no empty line. */
const withoutIdleGaps = (lines: readonly Line[]): Line[] => {
  const kept = lines.filter((line) => line !== '')
  const spaced = kept.filter((line, i) => line !== GAP || (i > 0 && kept[i - 1] !== GAP))
  return spaced.at(-1) === GAP ? spaced.slice(0, -1) : spaced
}

/**
 * Lines as Telegram's HTML, within `max` signs after parsing. What does not fit is cut from the longest plain
 * line first (a description), so that the title, the price and the question stay.
 */
export const htmlOf = (lines: readonly Line[], max: number): string => {
  const length = (all: readonly Line[]) => all.reduce((sum, line) => sum + parts(line).plain.length + 1, -1)
  const fitted = withoutIdleGaps(lines)
  while (length(fitted) > max) {
    const over = length(fitted) - max
    const longest = fitted.reduce<number>(
      (best, line, i) =>
        typeof line === 'string' && line.length > ((fitted[best] as string | undefined) ?? '').length
          ? i
          : best,
      -1,
    )
    const line = fitted[longest]
    if (typeof line !== 'string' || line.length < 2)
      return `${escapeHtml(cut(fitted.map((each) => parts(each).plain).join('\n'), max - 1))}…`
    fitted[longest] = `${cut(line, line.length - over - 1)}…`
  }
  return fitted.map((line) => parts(line).html).join('\n')
}

/** Buttons under a message. On a record each carries the mark that opens its answer in a new message. */
export const keyboardOf = (
  rows: readonly (readonly Button[])[],
  { record = false } = {},
): InlineKeyboardButton[][] =>
  rows.filter((row) => row.length > 0).map((row) => row.map((button) => keyOf(button, record)))

const keyOf = (button: Button, record: boolean): InlineKeyboardButton => {
  const text = button.label
  if ('url' in button) return { text, url: button.url }
  if ('query' in button) return { text, switch_inline_query: button.query }
  return { text, callback_data: record ? recordAddress(button.action) : writeAction(button.action) }
}

/** Telegram has no pictures beside each other that could be pressed: a product is a button. */
const galleryRows = ({ gallery = [] }: Card): Button[][] =>
  gallery.map(({ label, action }) => [{ label, action }])

/** What is sent: a text or a photo with its caption, and what stands under it. */
export interface Drawing {
  readonly html: string
  readonly photo: string | null
  /** A file that a person sent; it stands in place of the photo. */
  readonly media: CardMedia | null
  /** A file of ours, uploaded each time. */
  readonly file: CardFile | null
  readonly buttons: readonly (readonly InlineKeyboardButton[])[]
  /** The label of the button that shares the own number: then it replaces the person's keyboard. */
  readonly asksPhone: { readonly share: string; readonly back: string; readonly home: string } | null
}

/** `record`: the message stays as it is, and what its buttons open begins below. */
export const drawCard = (card: Card, { record = false } = {}): Drawing => {
  return {
    html: htmlOf(card.lines, card.photo || card.media || card.file ? CAPTION_MAX : TEXT_MAX),
    photo: card.photo ?? null,
    media: card.media ?? null,
    file: card.file ?? null,
    buttons: keyboardOf([...galleryRows(card), ...card.rows], { record }),
    asksPhone: card.asksPhone ?? null,
  }
}

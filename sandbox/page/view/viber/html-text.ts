import type { ComponentChildren } from 'preact'
import { type HtmlPiece, readViberHtml } from '../../text/viber-html.ts'
import { h } from '../h.ts'

/** The words of a button with Viber's formatting. */
export function HtmlText({ text }: { text: string }) {
  return drawn(readViberHtml(text))
}

function drawn(pieces: readonly HtmlPiece[]): ComponentChildren[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece
    const { tag, color, size, pieces: inside } = piece
    if (tag !== 'font') return h(tag, null, drawn(inside))
    return h('span', { style: { color, fontSize: size && `${size}px` } }, drawn(inside))
  })
}

import type { ComponentChildren, CSSProperties } from 'preact'
import { fileAddress } from '../../text/links.ts'
import type { ButtonRows, ViberButton } from '../../viber-wire.ts'
import { h } from '../h.ts'
import { useViber } from '../sandbox.ts'
import { HtmlText } from './html-text.ts'

interface Props {
  readonly columns: number
  readonly buttons: ButtonRows
  readonly press: (button: ViberButton) => void
}

/** Buttons of a keyboard or of a card, each where Viber puts it. */
export function ButtonGrid({ columns, buttons, press }: Props) {
  const all = buttons.flat()
  return h(
    'div',
    { class: 'viber-grid', style: { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` } },
    all.map((button, index) => h(GridButton, { key: index, button, name: nameOf(button, all), press })),
  )
}

interface ButtonProps {
  readonly button: ViberButton
  readonly name: string
  readonly press: (button: ViberButton) => void
}

function GridButton({ button, name, press }: ButtonProps) {
  const inViber = useViber()
  const { actionType, actionBody, label } = button
  const props = { class: `viber-key text-${button.textSize}`, style: placeOf(button) }
  if (actionType === 'none')
    return h('div', { ...props, 'aria-hidden': label === '' || undefined }, h(Face, { button }))
  const named = { ...props, title: label || undefined, 'aria-label': label === '' ? name : undefined }
  const link = actionType === 'open-url' ? inViber.linkOf(actionBody) : null
  const onClick = () => press(button)
  if (link?.to !== 'web') return h('button', { type: 'button', ...named, onClick }, h(Face, { button }))
  return h(
    'a',
    { ...named, href: link.address, target: '_blank', rel: 'noopener noreferrer', onClick },
    h(Face, { button }),
  )
}

/** What is seen of a button: a ground, a picture, words above them. */
function Face({ button }: { button: ViberButton }) {
  const { text, image, bgMedia, textHAlign, textVAlign, textOpacity } = button
  const words: ComponentChildren =
    text !== undefined &&
    h(
      'span',
      { class: `viber-words h-${textHAlign} v-${textVAlign}`, style: { opacity: textOpacity / 100 } },
      h('span', null, h(HtmlText, { text })),
    )
  return [
    bgMedia && h(Picture, { src: bgMedia, scale: button.bgMediaScaleType }),
    image && h(Picture, { src: image, scale: button.imageScaleType }),
    words,
  ]
}

function Picture({ src, scale = 'crop' }: { src: string; scale: string | undefined }) {
  return h('img', { src: fileAddress(src), alt: '', class: `scale-${scale}`, draggable: false })
}

function placeOf({ x, y, columns, rows, bgColor, frame }: ViberButton): CSSProperties {
  return {
    gridColumn: `${x + 1} / span ${columns}`,
    gridRow: `${y + 1} / span ${rows}`,
    ...(bgColor && { backgroundColor: bgColor }),
    ...(frame && {
      border: `${frame.BorderWidth ?? 1}px solid ${frame.BorderColor ?? '#000000'}`,
      borderRadius: `${frame.CornerRadius ?? 0}px`,
    }),
  }
}

/** A picture is called what the words that do the same are called. */
function nameOf({ label, actionBody }: ViberButton, all: readonly ViberButton[]): string {
  return label || all.find((other) => other.actionBody === actionBody && other.label)?.label || 'Картинка'
}

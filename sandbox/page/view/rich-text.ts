import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import { cutIntoPieces, type Piece } from '../text/entities.ts'
import { addressOf, startParameterOf } from '../text/links.ts'
import type { Entity } from '../wire.ts'
import { h } from './h.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly text: string
  readonly entities: readonly Entity[] | undefined
}

/** A message's words with Telegram's formatting; taps on codes, commands and links do what they promise. */
export function RichText({ personId, text, entities }: Props) {
  return drawn(cutIntoPieces(text, entities), personId)
}

type Marked = Exclude<Piece, string>

const blocks = new Set(['pre', 'blockquote', 'expandable_blockquote'])

function drawn(pieces: readonly Piece[], personId: number): ComponentChildren[] {
  return pieces.map((piece, index) => {
    if (typeof piece !== 'string') return mark(piece, personId)
    const before = pieces[index - 1]
    const afterBlock = before !== undefined && typeof before !== 'string' && blocks.has(before.entity.type)
    // A block ends its line by itself; the line break after it would show as an empty line.
    return afterBlock && piece.startsWith('\n') ? piece.slice(1) : piece
  })
}

function mark(piece: Marked, personId: number): VNode {
  const inside = drawn(piece.pieces, personId)
  const { entity, text } = piece
  switch (entity.type) {
    case 'bold':
      return h('strong', null, inside)
    case 'italic':
      return h('em', null, inside)
    case 'underline':
      return h('u', null, inside)
    case 'strikethrough':
      return h('s', null, inside)
    case 'blockquote':
      return h('blockquote', null, inside)
    case 'expandable_blockquote':
      return h(FoldedQuote, {}, inside)
    case 'spoiler':
      return h(Spoiler, {}, inside)
    case 'code':
    case 'pre':
      return h(Code, { personId, text, isBlock: entity.type === 'pre' }, inside)
    case 'bot_command':
      return h(CommandLink, { personId, text })
    case 'url':
    case 'text_link':
    case 'email':
    case 'phone_number':
      return h(Link, { personId, address: addressOf(entity, text) }, inside)
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return h('span', { class: 'tag' }, inside)
    default:
      return h('span', null, inside)
  }
}

interface Inside {
  readonly children?: ComponentChildren
}

interface LinkProps extends Inside {
  readonly personId: number
  readonly address: string | null
}

/** A link; one that leads to this very bot starts it here, as a messenger would. */
function Link({ personId, address, children }: LinkProps) {
  const doing = useDoing()
  const bot = useSandbox((state) => state.setup!.bot)
  if (address === null) return h('span', { class: 'tag' }, children)
  const start = startParameterOf(address, bot)
  const onClick = (event: MouseEvent) => {
    if (start === null) return
    event.preventDefault()
    doing.start(personId, start)
  }
  return h('a', { href: address, target: '_blank', rel: 'noopener noreferrer', onClick }, children)
}

function CommandLink({ personId, text }: { personId: number; text: string }) {
  const doing = useDoing()
  return h(
    'button',
    { type: 'button', class: 'command-link', onClick: () => doing.send(personId, { text }) },
    text,
  )
}

interface CodeProps extends Inside {
  readonly personId: number
  readonly text: string
  readonly isBlock: boolean
}

/** Not a `<button>`, which could not break over lines as code in the middle of words must. */
function Code({ personId, text, isBlock, children }: CodeProps) {
  const doing = useDoing()
  const copy = () => doing.copy(personId, text)
  const code = h('code', { ...pressable(copy), title: 'Натисніть, щоб скопіювати' }, children)
  return isBlock ? h('pre', null, code) : code
}

function Spoiler({ children }: Inside) {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return h('span', null, children)
  return h(
    'span',
    { class: 'spoiler', ...pressable(() => setOpen(true)), 'aria-label': 'Приховано. Показати' },
    h('span', { 'aria-hidden': 'true' }, children),
  )
}

function FoldedQuote({ children }: Inside) {
  const [isOpen, setOpen] = useState(false)
  return h(
    'blockquote',
    { class: isOpen ? 'unfolded' : 'folded' },
    h('div', null, children),
    h(
      'button',
      { type: 'button', class: 'fold', 'aria-expanded': isOpen, onClick: () => setOpen(!isOpen) },
      isOpen ? 'Згорнути' : 'Показати все',
    ),
  )
}

function pressable(press: () => void) {
  return {
    role: 'button',
    tabIndex: 0,
    onClick: press,
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      press()
    },
  } as const
}

import { harmless } from './links.ts'

/** Where a link leads in Viber. */
export type ViberLink =
  /** The chat with a bot; `context` goes along to it. */
  | { readonly to: 'chat'; readonly uri: string; readonly context: string | null }
  /** A text to be sent on to somebody. */
  | { readonly to: 'forward'; readonly text: string }
  | { readonly to: 'web'; readonly address: string }

/** Reads the link of a button or of a text; null where it must not be followed (`javascript:` and the like). */
export function readViberLink(link: string): ViberLink | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'viber:') return harmless(address) === null ? null : { to: 'web', address }
  const { searchParams: params } = url
  if (url.hostname === 'forward') return { to: 'forward', text: params.get('text') ?? '' }
  const uri = params.get('chatURI')
  return url.hostname === 'pa' && uri ? { to: 'chat', uri, context: params.get('context') } : null
}

const written = /(?:https?|viber):\/\/[^\s<>«»"]+/gi

/** A text cut where links stand in it; the pieces put together give it again. */
export function cutAtLinks(text: string): { readonly words: string; readonly link: ViberLink | null }[] {
  const pieces: { words: string; link: ViberLink | null }[] = []
  let at = 0
  for (const match of text.matchAll(written)) {
    // What ends a sentence is not the link's.
    const words = match[0].replace(/[.,;:!?)\]]+$/, '')
    const link = readViberLink(words)
    if (!link) continue
    if (match.index > at) pieces.push({ words: text.slice(at, match.index), link: null })
    pieces.push({ words, link })
    at = match.index + words.length
  }
  if (at < text.length) pieces.push({ words: text.slice(at), link: null })
  return pieces
}

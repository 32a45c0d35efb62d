import { checkLink, userOfLink } from './links.ts'
import { badRequest } from './refusal.ts'

export interface Entity {
  type: string
  /** In UTF-16 units, as JavaScript counts. */
  offset: number
  length: number
  url?: string
  language?: string
  user?: { id: number }
  custom_emoji_id?: string
}

export interface Formatted {
  text: string
  entities: Entity[]
}

const plainTags: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
}
const otherTags = new Set(['a', 'code', 'pre', 'blockquote', 'tg-emoji', 'tg-time'])

interface OpenTag {
  name: string
  argument: string
  offset: number
}

interface Cursor {
  html: string
  at: number
}

/** Reads Telegram's HTML: plain text and entities, or a refusal in Telegram's words with the byte offset. */
export function parseHtml(html: string): Formatted {
  const cursor: Cursor = { html, at: 0 }
  const open: OpenTag[] = []
  const entities: Entity[] = []
  let text = ''
  while (cursor.at < html.length) {
    const next = nextSpecial(html, cursor.at)
    text += html.slice(cursor.at, next)
    cursor.at = next
    if (next === html.length) break
    if (html[next] === '&') {
      const decoded = decodeReference(html, next)
      text += decoded?.char ?? '&'
      cursor.at = decoded?.end ?? next + 1
    } else if (html[next + 1] === '/') {
      const tag = closeTag(cursor, open)
      addEntity(entities, tag, text)
    } else {
      open.push(openTag(cursor, text.length))
    }
  }
  const unclosed = open.at(-1)
  if (unclosed) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  for (const entity of entities) if (entity.type === 'code') delete entity.language
  return { text, entities: sortEntities(entities) }
}

/** Telegram's order: by start, then the longer first. */
export function sortEntities(entities: Entity[]): Entity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length)
}

export const unparsable = (words: string) => badRequest(`can't parse entities: ${words}`)
export const byteOffset = (text: string, index: number): number => Buffer.byteLength(text.slice(0, index))

function nextSpecial(html: string, from: number): number {
  for (let i = from; i < html.length; i++) {
    const code = html.charCodeAt(i)
    if (code === 0x26 || code === 0x3c) return i
  }
  return html.length
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** A character reference at `at`; undefined when it is none that Telegram knows (then the & stands for itself). */
function decodeReference(html: string, at: number): { char: string; end: number } | undefined {
  const match = /^&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/i.exec(html.slice(at, at + 16))
  if (!match) return undefined
  const end = at + match[0].length
  if (match[3] !== undefined) {
    const char = named[match[3]]
    return char === undefined ? undefined : { char, end }
  }
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2])
  if (code === 0 || code >= 0x10ffff) return undefined
  return { char: String.fromCodePoint(code), end }
}

function openTag(cursor: Cursor, offset: number): OpenTag {
  const { html } = cursor
  const begin = cursor.at
  const at = () => `at byte offset ${byteOffset(html, begin)}`
  const name = /^[^\s>]*/.exec(html.slice(begin + 1))![0].toLowerCase()
  cursor.at = begin + 1 + name.length
  if (cursor.at >= html.length) throw unparsable(`Unclosed start tag ${at()}`)
  if (!plainTags[name] && !otherTags.has(name)) throw unparsable(`Unsupported start tag "${name}" ${at()}`)
  let argument = ''
  for (;;) {
    skipSpaces(cursor)
    if (html[cursor.at] === '>') break
    const attribute = /^[^\s=>/"']*/.exec(html.slice(cursor.at))![0]
    if (!attribute) throw unparsable(`Empty attribute name in the tag "${name}" ${at()}`)
    cursor.at += attribute.length
    skipSpaces(cursor)
    if (cursor.at >= html.length) throw unparsable(`Unclosed start tag "${name}" ${at()}`)
    let value: string | undefined
    if (html[cursor.at] === '=') value = attributeValue(cursor, name, at)
    argument = argumentOf(name, attribute, value) ?? argument
  }
  cursor.at++
  if (name === 'span' && argument !== 'spoiler')
    throw unparsable(`Tag "span" must have class "tg-spoiler" ${at()}`)
  return { name, argument, offset }
}

function attributeValue(cursor: Cursor, tag: string, at: () => string): string {
  const { html } = cursor
  cursor.at++
  skipSpaces(cursor)
  if (cursor.at >= html.length) throw unparsable(`Unclosed start tag "${tag}" ${at()}`)
  const quote = html[cursor.at]
  if (quote !== '"' && quote !== "'") {
    const begin = cursor.at
    const token = /^[a-z0-9.-]*/i.exec(html.slice(begin))![0]
    cursor.at += token.length
    if (cursor.at < html.length && !/[\s>]/.test(html[cursor.at]!))
      throw unparsable(`Unexpected end of name token at byte offset ${byteOffset(html, begin)}`)
    if (cursor.at >= html.length) throw unparsable(`Unclosed start tag ${at()}`)
    return token.toLowerCase()
  }
  const end = html.indexOf(quote, cursor.at + 1)
  if (end < 0 || end + 1 >= html.length) throw unparsable(`Unclosed start tag ${at()}`)
  const raw = html.slice(cursor.at + 1, end)
  cursor.at = end + 1
  return raw.replace(/&[#a-z0-9]+;?/gi, (reference) => decodeReference(reference, 0)?.char ?? reference)
}

/** What an attribute means for its tag; undefined when nothing. */
function argumentOf(tag: string, attribute: string, value: string | undefined): string | undefined {
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable'
  if (value === undefined) return undefined
  if (tag === 'a' && attribute === 'href') return value
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9)
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3)
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value
  return undefined
}

function closeTag(cursor: Cursor, open: OpenTag[]): OpenTag {
  const { html } = cursor
  const at = `at byte offset ${byteOffset(html, cursor.at)}`
  const tag = open.pop()
  if (!tag) throw unparsable(`Unexpected end tag ${at}`)
  const name = /^[^\s>]*/.exec(html.slice(cursor.at + 2))![0]
  cursor.at += 2 + name.length
  skipSpaces(cursor)
  if (html[cursor.at] !== '>') throw unparsable(`Unclosed end tag ${at}`)
  cursor.at++
  const found = name.toLowerCase()
  if (found && found !== tag.name)
    throw unparsable(`Unmatched end tag ${at}, expected "</${tag.name}>", found "</${found}>"`)
  return tag
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.at < cursor.html.length && /\s/.test(cursor.html[cursor.at]!)) cursor.at++
}

function addEntity(entities: Entity[], tag: OpenTag, text: string): void {
  const { offset, argument } = tag
  const length = text.length - offset
  if (length === 0) return
  const plain = plainTags[tag.name]
  if (plain) entities.push({ type: plain, offset, length })
  else if (tag.name === 'a') addLink(entities, argument || text.slice(offset), { offset, length })
  else if (tag.name === 'blockquote')
    entities.push({ type: argument ? 'expandable_blockquote' : 'blockquote', offset, length })
  else if (tag.name === 'tg-emoji') addEmoji(entities, argument, { offset, length })
  else if (tag.name === 'pre' || tag.name === 'code') addCode(entities, tag, length)
}

/** A link that is none is dropped silently, as Telegram does; tg://user?id= becomes a mention. */
export function addLink(entities: Entity[], link: string, range: { offset: number; length: number }): void {
  const userId = userOfLink(link)
  if (userId) {
    entities.push({ type: 'text_mention', ...range, user: { id: userId } })
    return
  }
  const checked = checkLink(link)
  if ('url' in checked) entities.push({ type: 'text_link', ...range, url: checked.url })
}

function addEmoji(entities: Entity[], id: string, range: { offset: number; length: number }): void {
  if (!/^[1-9]\d*$/.test(id)) throw unparsable('Invalid custom emoji identifier specified')
  entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: id })
}

/** `<pre><code class="language-x">` is one entity; a class on a lone code says nothing. */
function addCode(entities: Entity[], tag: OpenTag, length: number): void {
  const { offset } = tag
  const last = entities.at(-1)
  const same = last && last.offset === offset && last.length === length
  if (tag.name === 'pre' && same && last.type === 'code' && last.language) {
    last.type = 'pre'
  } else if (tag.name === 'code' && same && last.type === 'pre' && tag.argument) {
    last.language = tag.argument
  } else {
    entities.push({ type: tag.name, offset, length, ...(tag.argument && { language: tag.argument }) })
  }
}

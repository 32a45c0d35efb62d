import {
  addLink,
  byteOffset,
  type Entity,
  type Formatted,
  sortEntities,
  unparsable,
} from './entities-html.ts'

interface Open {
  type: string
  words: string
  offset: number
  begin: number
  language?: string
}

const names: Record<string, string> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  blockquote: 'BlockQuote',
}
const marks: [string, string][] = [
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['||', 'spoiler'],
  ['```', 'pre'],
  ['`', 'code'],
  ['[', 'text_link'],
]
const closers: Record<string, string> = { text_link: ']' }
for (const [mark, type] of marks) closers[type] ??= mark

const reserved = new Set('_*[]()~`>#+-=|{}.!')

/**
 * Reads Telegram's MarkdownV2: plain text and entities, or a refusal in Telegram's words. Custom emoji are not
 * understood.
 */
export function parseMarkdownV2(source: string): Formatted {
  const entities: Entity[] = []
  const open: Open[] = []
  let text = ''
  let at = 0
  let quote: { offset: number } | undefined
  let lineStart = true

  const endQuote = () => {
    if (quote && text.length > quote.offset)
      entities.push({ type: 'blockquote', offset: quote.offset, length: text.length - quote.offset })
    quote = undefined
  }
  while (at < source.length) {
    const char = source[at]!
    const top = open.at(-1)
    const inCode = top?.type === 'code' || top?.type === 'pre'
    if (char === '\\' && at + 1 < source.length && source.charCodeAt(at + 1) <= 126) {
      text += source[at + 1]
      at += 2
      lineStart = false
      continue
    }
    if (char === '\n' && !inCode) {
      text += char
      at++
      lineStart = true
      if (quote && source[at] !== '>') {
        if (top) throw unclosed(top, source)
        endQuote()
      }
      continue
    }
    if (char === '>' && lineStart && !inCode) {
      quote ??= { offset: text.length }
      at++
      lineStart = false
      continue
    }
    lineStart = false
    if (inCode ? char !== '`' : !reserved.has(char)) {
      text += char
      at++
      continue
    }
    if (
      top &&
      source.startsWith(closers[top.type]!, at) &&
      !(top.type === 'italic' && source[at + 1] === '_')
    ) {
      open.pop()
      at += closers[top.type]!.length
      if (top.type === 'text_link') at = closeLink({ source, at, text, entities }, top)
      else push(entities, top, text)
      continue
    }
    if (inCode) {
      text += char
      at++
      continue
    }
    const mark = marks.find(([begin]) => source.startsWith(begin, at))
    if (!mark) throw unparsable(`Character '${char}' is reserved and must be escaped with the preceding '\\'`)
    const begun: Open = { type: mark[1], words: names[mark[1]]!, offset: text.length, begin: at }
    at += mark[0].length
    if (begun.type === 'pre') at = readLanguage(source, at, begun)
    open.push(begun)
  }
  const top = open.at(-1)
  if (top) throw unclosed(top, source)
  endQuote()
  return { text, entities: sortEntities(entities) }
}

function unclosed(open: Open, source: string) {
  return unparsable(`Can't find end of ${open.words} entity at byte offset ${byteOffset(source, open.begin)}`)
}

function push(entities: Entity[], open: Open, text: string): void {
  const length = text.length - open.offset
  if (length === 0) return
  entities.push({
    type: open.type,
    offset: open.offset,
    length,
    ...(open.language !== undefined && { language: open.language }),
  })
}

function readLanguage(source: string, at: number, open: Open): number {
  const language = /^[^\s`]+(?=\s)/.exec(source.slice(at))?.[0]
  if (language) {
    open.language = language
    at += language.length
  }
  return at + (/^(?:\r\n|\n\r|\n|\r)/.exec(source.slice(at, at + 2))?.[0].length ?? 0)
}

function closeLink(
  { source, at, text, entities }: { source: string; at: number; text: string; entities: Entity[] },
  open: Open,
): number {
  const range = { offset: open.offset, length: text.length - open.offset }
  if (source[at] !== '(') {
    if (range.length > 0) addLink(entities, text.slice(open.offset), range)
    return at
  }
  const begin = at + 1
  const match = /^((?:\\[\s!-~]|[^)\\]|\\)*)\)/s.exec(source.slice(begin))
  if (!match) throw unparsable(`Can't find end of a URL at byte offset ${byteOffset(source, begin)}`)
  if (range.length > 0) addLink(entities, match[1]!.replace(/\\([\s!-~])/g, '$1'), range)
  return begin + match[0].length
}

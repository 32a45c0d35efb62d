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

interface Reading {
  source: string
  at: number
  text: string
  entities: Entity[]
  open: Open[]
  quoteOffset: number | undefined
  isLineStart: boolean
}

/**
 * Reads Telegram's MarkdownV2: plain text and entities, or a refusal in Telegram's words. Custom emoji and
 * expandable quotes are not understood.
 */
export function parseMarkdownV2(source: string): Formatted {
  const reading: Reading = {
    source,
    at: 0,
    text: '',
    entities: [],
    open: [],
    quoteOffset: undefined,
    isLineStart: true,
  }
  while (reading.at < source.length) {
    const isRead =
      readEscaped(reading) ||
      readLineBreak(reading) ||
      readQuoteMark(reading) ||
      readPlain(reading) ||
      readEnd(reading)
    if (!isRead) readBegin(reading)
  }
  const top = reading.open.at(-1)
  if (top) throw unclosed(top, source)
  endQuote(reading)
  return { text: reading.text, entities: sortEntities(reading.entities) }
}

const isInCode = ({ open }: Reading) => ['code', 'pre'].includes(open.at(-1)?.type ?? '')

function take(reading: Reading, char: string, sourceLength: number): true {
  reading.text += char
  reading.at += sourceLength
  reading.isLineStart = char === '\n'
  return true
}

function readEscaped(reading: Reading): boolean {
  const { source, at } = reading
  const isEscape = source[at] === '\\' && at + 1 < source.length && source.charCodeAt(at + 1) <= 126
  return isEscape && take(reading, source[at + 1]!, 2)
}

/** A quote ends with the last line that begins with its mark. */
function readLineBreak(reading: Reading): boolean {
  const { source, at, open } = reading
  if (source[at] !== '\n' || isInCode(reading)) return false
  take(reading, '\n', 1)
  if (reading.quoteOffset !== undefined && source[reading.at] !== '>') {
    const top = open.at(-1)
    if (top) throw unclosed(top, source)
    endQuote(reading)
  }
  return true
}

function endQuote(reading: Reading): void {
  const { quoteOffset: offset, text } = reading
  if (offset !== undefined && text.length > offset)
    reading.entities.push({ type: 'blockquote', offset, length: text.length - offset })
  reading.quoteOffset = undefined
}

function readQuoteMark(reading: Reading): boolean {
  if (reading.source[reading.at] !== '>' || !reading.isLineStart || isInCode(reading)) return false
  reading.quoteOffset ??= reading.text.length
  reading.at++
  reading.isLineStart = false
  return true
}

function readPlain(reading: Reading): boolean {
  const char = reading.source[reading.at]!
  const isPlain = isInCode(reading) ? char !== '`' : !reserved.has(char)
  return isPlain && take(reading, char, 1)
}

function readEnd(reading: Reading): boolean {
  const { source, at, open } = reading
  const top = open.at(-1)
  const closer = top && closers[top.type]!
  if (!top || !closer || !source.startsWith(closer, at)) return false
  if (top.type === 'italic' && source[at + 1] === '_') return false
  open.pop()
  reading.at += closer.length
  if (top.type === 'text_link') closeLink(reading, top)
  else push(reading, top)
  return true
}

function readBegin(reading: Reading): void {
  const { source, at } = reading
  if (isInCode(reading)) {
    take(reading, source[at]!, 1)
    return
  }
  const mark = marks.find(([begin]) => source.startsWith(begin, at))
  if (!mark)
    throw unparsable(`Character '${source[at]}' is reserved and must be escaped with the preceding '\\'`)
  const begun: Open = { type: mark[1], words: names[mark[1]]!, offset: reading.text.length, begin: at }
  reading.at += mark[0].length
  reading.isLineStart = false
  if (begun.type === 'pre') readLanguage(reading, begun)
  reading.open.push(begun)
}

function unclosed(open: Open, source: string) {
  return unparsable(`Can't find end of ${open.words} entity at byte offset ${byteOffset(source, open.begin)}`)
}

function push({ entities, text }: Reading, { type, offset, language }: Open): void {
  const length = text.length - offset
  if (length > 0) entities.push({ type, offset, length, ...(language !== undefined && { language }) })
}

/** The language of a code block, and the one line break that follows. */
function readLanguage(reading: Reading, open: Open): void {
  const language = /^[^\s`]+(?=\s)/.exec(reading.source.slice(reading.at))?.[0]
  if (language) {
    open.language = language
    reading.at += language.length
  }
  reading.at += /^(?:\r\n|\n\r|\n|\r)?/.exec(reading.source.slice(reading.at, reading.at + 2))![0].length
}

function closeLink(reading: Reading, { offset }: Open): void {
  const { source, text, entities, at } = reading
  const range = { offset, length: text.length - offset }
  let link = text.slice(offset)
  if (source[at] === '(') {
    const match = /^((?:\\[\s!-~]|[^)\\]|\\)*)\)/s.exec(source.slice(at + 1))
    if (!match) throw unparsable(`Can't find end of a URL at byte offset ${byteOffset(source, at + 1)}`)
    link = match[1]!.replace(/\\([\s!-~])/g, '$1')
    reading.at += 1 + match[0].length
  }
  if (range.length > 0) addLink(entities, link, range)
}

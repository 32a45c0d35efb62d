import { compile } from 'html-to-text'
import type { FeedText } from './feed.ts'

export const DESCRIPTION_CHARACTERS = 3500
export const NAME_CHARACTERS = 200

const htmlToText = compile({
  wordwrap: false,
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'h2', options: { uppercase: false } },
    { selector: 'h3', options: { uppercase: false } },
    { selector: 'h4', options: { uppercase: false } },
    { selector: 'h5', options: { uppercase: false } },
    { selector: 'h6', options: { uppercase: false } },
    { selector: 'table', options: { uppercaseHeaderCells: false } },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ul', options: { itemPrefix: '• ' } },
  ],
})

/**
 * What a shop's editor made of HTML (also escaped twice, `&amp;lt;p&amp;gt;`) as plain text: one line per
 * paragraph or list item, no entities, no invisible signs, at most `limit` characters, cut after a sentence.
 */
export const plainText = (html: string, limit = DESCRIPTION_CHARACTERS): string => {
  let text = html
  // Escaped once more than needed is common, twice more was never seen; each turn takes one layer off.
  for (let layer = 0; layer < 3 && hasMarkup(text); layer++) text = htmlToText(keepLines(text))
  return cutAtSentence(tidy(withoutRubbish(text)), limit)
}

const hasMarkup = (text: string) => /<[a-z!/]|&(#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text)

/** In HTML a line break is a space; where there are no tags it was meant as one. */
const keepLines = (text: string) => (/<[a-z!/]/i.test(text) ? text : text.replace(/\n/g, '<br>'))

/** The menu of a browser's translator, pasted by accident along with the text. */
const withoutRubbish = (text: string): string =>
  text.includes('translator Afrikaans')
    ? text.replace(/translator Afrikaans.*?(?:Double-click\s+Select to translate|$)/gs, '')
    : text

// Controls and formatting marks; not the joiner that holds composed emoji together.
const INVISIBLE = /(?![\n\t\u200d])[\p{Cc}\p{Cf}]/gu

/** Most names and values need nothing done to them. */
const UNTIDY = /[\p{Cc}\p{Cf}]|[^\S ]| {2}|^ | $/u

const tidy = (text: string): string => {
  if (!UNTIDY.test(text) && text.isWellFormed()) return text
  return text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .toWellFormed()
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const cutAtSentence = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const head = text.slice(0, limit).toWellFormed()
  const sentence = Math.max(
    ...['. ', '! ', '? ', '.\n', '!\n', '?\n', '\n'].map((end) => head.lastIndexOf(end)),
  )
  if (sentence > limit / 2) return head.slice(0, sentence + 1).trim()
  const word = head.lastIndexOf(' ', limit - 2)
  return `${head
    .slice(0, word > 0 ? word : limit - 1)
    .replace(/\ufffd$/, '')
    .trimEnd()}…`
}

/** A text on one line, for names and values. */
export const oneLine = (html: string, limit = NAME_CHARACTERS): string =>
  plainText(html, limit).replace(/\s+/g, ' ')

/** A copy of its own: what a parser gives is a slice, and keeps the whole part of the file that it was cut from. */
export const detached = (slice: string): string => Buffer.from(slice).toString()

export interface Chosen {
  readonly text: string
  /** Nothing Ukrainian was there, so that the Russian words were taken. */
  readonly russian: boolean
}

/**
 * The Ukrainian words of a text of the feed where there are any, else the others; `text` is '' where
 * nothing is left after `clean`.
 */
export const chooseWords = (words: FeedText, clean: (html: string) => string): Chosen => {
  const uk = words.uk === undefined ? '' : clean(words.uk)
  if (uk !== '') return { text: uk, russian: false }
  const plain = words.plain === undefined ? '' : clean(words.plain)
  if (plain !== '' && !isRussian(plain)) return { text: plain, russian: false }
  const ru = words.ru === undefined ? '' : clean(words.ru)
  const text = plain || ru
  return { text, russian: text !== '' && (text === ru || isRussian(text)) }
}

const isRussian = (text: string) => /[ыэъё]/i.test(text) && !/[іїєґ]/i.test(text)

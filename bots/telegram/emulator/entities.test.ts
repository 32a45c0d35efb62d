import { expect, test } from 'vitest'
import { withAutomaticEntities } from './entities-automatic.ts'
import { parseHtml } from './entities-html.ts'
import { parseMarkdownV2 } from './entities-markdown.ts'
import { mediaCaption, messageText } from './formatted-text.ts'

const words = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('It was expected to be refused')
}

test('HTML: every tag of the reference becomes its entity', () => {
  const tags: Record<string, string> = {
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
    code: 'code',
    pre: 'pre',
    blockquote: 'blockquote',
  }
  for (const [tag, type] of Object.entries(tags)) {
    expect(parseHtml(`x<${tag}>ab</${tag}>`), tag).toEqual({
      text: 'xab',
      entities: [{ type, offset: 1, length: 2 }],
    })
  }
})

test('HTML: tags with attributes', () => {
  expect(parseHtml('<blockquote expandable>ab</blockquote>').entities).toMatchObject([
    { type: 'expandable_blockquote' },
  ])
  expect(parseHtml('<span class="tg-spoiler">ab</span>').entities).toMatchObject([{ type: 'spoiler' }])
  expect(parseHtml("<a href='http://kram.ua/x?a=1&amp;b=2'>ab</a>").entities).toMatchObject([
    { type: 'text_link', url: 'http://kram.ua/x?a=1&b=2' },
  ])
  expect(parseHtml('<a href="tg://user?id=42">ab</a>').entities).toMatchObject([
    { type: 'text_mention', user: { id: 42 } },
  ])
  expect(parseHtml('<pre><code class="language-ts">ab</code></pre>').entities).toEqual([
    { type: 'pre', offset: 0, length: 2, language: 'ts' },
  ])
  expect(parseHtml('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities).toMatchObject([
    { type: 'custom_emoji', length: 2 },
  ])
})

test('HTML: a link that is none is dropped, its text stays', () => {
  expect(parseHtml('<a href="javascript://x">ab</a>')).toEqual({ text: 'ab', entities: [] })
  expect(parseHtml('<a href="http://localhost/">ab</a>')).toEqual({ text: 'ab', entities: [] })
})

test('HTML: offsets count UTF-16 units, also beyond the basic plane', () => {
  expect(parseHtml('🎁 <b>Їжак🦔</b>').entities).toEqual([{ type: 'bold', offset: 3, length: 6 }])
})

test('HTML: character references are decoded, unknown ones stand as they are', () => {
  expect(parseHtml('&lt;b&gt; &amp; &quot; &#39; &#x1F381; &nbsp; & x').text).toBe('<b> & " \' 🎁 &nbsp; & x')
})

test('HTML: nested and overlapping ends are told apart, in order of start and length', () => {
  expect(parseHtml('<b>a<i>b</i></b><u>c</u>').entities.map(({ type }) => type)).toEqual([
    'bold',
    'italic',
    'underline',
  ])
})

const htmlRefusals: [html: string, words: string][] = [
  ['12345<x>', 'Unsupported start tag "x" at byte offset 5'],
  ['Їa<x>', 'Unsupported start tag "x" at byte offset 3'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ['a<b', 'Unclosed start tag at byte offset 1'],
  ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['<b>a</b', 'Unclosed end tag at byte offset 4'],
  ['<a href=">a', 'Unclosed start tag at byte offset 0'],
  ['<a href=x_y>a</a>', 'Unexpected end of name token at byte offset 8'],
  ['<a =x>a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ['<a href', 'Unclosed start tag "a" at byte offset 0'],
  ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<tg-emoji>a</tg-emoji>', 'Invalid custom emoji identifier specified'],
]
test.each(htmlRefusals)('HTML: %s is refused in Telegram words', (html, expected) => {
  expect(words(() => parseHtml(html))).toBe(`Bad Request: can't parse entities: ${expected}`)
})

test('MarkdownV2: every mark becomes its entity', () => {
  const { text, entities } = parseMarkdownV2(
    '*b* _i_ __u__ ~s~ ||p|| `c` [l](http://kram.ua/a\\)b)\n```ts\nx``y```\n>q1\n>q2',
  )
  expect(text).toBe('b i u s p c l\nx``y\nq1\nq2')
  expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
    ['bold', 0, 1],
    ['italic', 2, 1],
    ['underline', 4, 1],
    ['strikethrough', 6, 1],
    ['spoiler', 8, 1],
    ['code', 10, 1],
    ['text_link', 12, 1],
    ['pre', 14, 4],
    ['blockquote', 19, 5],
  ])
  expect(entities.find(({ type }) => type === 'pre')).toMatchObject({ language: 'ts' })
  expect(entities.find(({ type }) => type === 'text_link')).toMatchObject({ url: 'http://kram.ua/a)b' })
})

test('MarkdownV2: nested marks and escaped signs', () => {
  expect(parseMarkdownV2('*a _b_ 1\\.5\\!*')).toEqual({
    text: 'a b 1.5!',
    entities: [
      { type: 'bold', offset: 0, length: 8 },
      { type: 'italic', offset: 2, length: 1 },
    ],
  })
})

const markdownRefusals: [source: string, words: string][] = [
  ['Ціна 1.5', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['a | b', "Character '|' is reserved and must be escaped with the preceding '\\'"],
  ['a > b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
  ['є *a', "Can't find end of Bold entity at byte offset 3"],
  ['_a', "Can't find end of Italic entity at byte offset 0"],
  ['`a', "Can't find end of Code entity at byte offset 0"],
  ['[a](b', "Can't find end of a URL at byte offset 4"],
]
test.each(markdownRefusals)('MarkdownV2: %s is refused in Telegram words', (source, expected) => {
  expect(words(() => parseMarkdownV2(source))).toBe(`Bad Request: can't parse entities: ${expected}`)
})

test('links, phones, commands, mentions and hashtags are marked by themselves', () => {
  const found = (text: string) =>
    withAutomaticEntities(text, []).map(({ type, offset, length }) => [
      type,
      text.slice(offset, offset + length),
    ])
  expect(found('Див. https://kram.ua/a?b=1, або kram.ua.')).toEqual([
    ['url', 'https://kram.ua/a?b=1'],
    ['url', 'kram.ua'],
  ])
  expect(found('тел. +380 67 123-45-67 @kram_bot #знижка2026 /cart')).toEqual([
    ['phone_number', '+380 67 123-45-67'],
    ['mention', '@kram_bot'],
    ['hashtag', '#знижка2026'],
    ['bot_command', '/cart'],
  ])
  expect(found('/start@kram_bot a/b 1/2 #123 x@kram.ua')).toEqual([
    ['bot_command', '/start@kram_bot'],
    ['email', 'x@kram.ua'],
  ])
})

test('inside code and links nothing is marked by itself', () => {
  expect(messageText({ text: '<code>/cart kram.ua</code>', parseMode: 'HTML' }).entities).toHaveLength(1)
})

test('white space is cut at both ends and entities move along', () => {
  expect(messageText({ text: ' \n a <b>b </b> \n', parseMode: 'HTML' })).toEqual({
    text: 'a b',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  })
})

test('given entities are kept; those outside of the text are refused', () => {
  const bold = { type: 'bold', offset: 0, length: 2 }
  expect(messageText({ text: 'ab', entities: [bold] }).entities).toEqual([bold])
  expect(words(() => messageText({ text: 'ab', entities: [{ ...bold, length: 3 }] }))).toBe(
    'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 3',
  )
})

test('the limits of texts and captions count the text after parsing', () => {
  expect(messageText({ text: `<b>${'я'.repeat(4096)}</b>`, parseMode: 'HTML' }).text).toHaveLength(4096)
  expect(words(() => messageText({ text: 'я'.repeat(4097) }))).toBe('Bad Request: message is too long')
  expect(words(() => messageText({ text: '' }))).toBe('Bad Request: message text is empty')
  expect(words(() => messageText({ text: ' \n' }))).toBe('Bad Request: text must be non-empty')
  expect(words(() => messageText({ text: '<b></b>', parseMode: 'HTML' }))).toBe(
    'Bad Request: text must be non-empty',
  )
  expect(words(() => messageText({ text: 'x'.repeat(40_000) }))).toBe('Bad Request: text is too long')
  expect(words(() => messageText({ text: 'x', parseMode: 'BBCode' }))).toBe(
    'Bad Request: unsupported parse_mode',
  )
  expect(mediaCaption({ text: `<i>${'x'.repeat(1024)}</i>`, parseMode: 'HTML' }).text).toHaveLength(1024)
  expect(words(() => mediaCaption({ text: 'x'.repeat(1025) }))).toBe(
    'Bad Request: message caption is too long',
  )
})

/**
 * How a typed text may be meant: as it stands, by another word for the same thing, or by the keys that were pressed
 * while the keyboard was in the other language. Which of them the catalogue knows is asked in find-words.store.ts.
 */

/** In the order of belief. */
export const READINGS = ['typed', 'meant', 'other_keys', 'other_keys_meant'] as const
export type ReadingName = (typeof READINGS)[number]

/** One way to read one piece of the text (what stands between two spaces). */
export interface Said {
  readonly piece: number
  readonly reading: ReadingName
  readonly text: string
}

export const QUERY_MAX = 100
const PIECES_MAX = 8

const CYRILLIC = /[а-яіїєґёыэъ]/
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const UKRAINIAN = 'ʼйцукенгшщзхїфівапролджєячсмитьбю'
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const keyMap = (from: string, to: string) => new Map([...from].map((sign, i) => [sign, [...to][i]!] as const))
const TO_UKRAINIAN = keyMap(LATIN, UKRAINIAN)
const TO_LATIN = new Map([...keyMap(RUSSIAN, LATIN), ...keyMap(UKRAINIAN, LATIN)])

const ALIKE = new Map([...'aceiopxyk'].map((sign, i) => [sign, [...'асеіорхук'][i]!] as const))

/** A Ukrainian word with a Latin letter in it that looks the same, as it was meant. */
const withoutStrangers = (piece: string): string =>
  CYRILLIC.test(piece) ? [...piece].map((sign) => ALIKE.get(sign) ?? sign).join('') : piece

/** The same keys in the other language; undefined where both languages or neither were typed. */
const onOtherKeys = (piece: string): string | undefined => {
  const latin = /[a-z]/.test(piece)
  const cyrillic = CYRILLIC.test(piece)
  if (latin === cyrillic) return undefined
  const map = latin ? TO_UKRAINIAN : TO_LATIN
  return [...piece].map((sign) => map.get(sign) ?? sign).join('')
}

/**
 * What people call things otherwise, Russian words above all, by how the word begins. Small on purpose: spelling alone
 * (ы for и, э for е, doubled letters) and single errors are seen through without it.
 */
const MEANT: readonly (readonly [begins: RegExp, means: string])[] = [
  [/^кр[оа]с+[оа]в/, 'кросівки'],
  [/^(?:сникер|снікер|sneaker)/, 'кросівки'],
  [/^ботин[оа]?к/, 'черевики'],
  [/^полуботин/, 'напівчеревики'],
  [/^сапо(?:г|ж)/, 'чоботи'],
  [/^чобіт/, 'чоботи'],
  [/^тапо?ч?[оек]/, 'капці'],
  [/^шл[её]пан/, 'шльопанці'],
  [/^босонож/, 'босоніжки'],
  [/^обув/, 'взуття'],
  [/^мужск/, 'чоловічі'],
  [/^женск/, 'жіночі'],
  [/^детск/, 'дитячі'],
  [/^мальчи/, 'хлопчика'],
  [/^девоч/, 'дівчинки'],
  [/^зимн/, 'зимові'],
  [/^летн/, 'літні'],
  [/^осенн/, 'осінні'],
  [/^домашн/, 'домашні'],
  [/^школьн/, 'шкільні'],
  [/^кож(?:ан|а$|и$)/, 'шкіряні'],
  [/^черн/, 'чорні'],
  [/^ч[её]рн/, 'чорні'],
  [/^бел/, 'білі'],
  [/^красн/, 'червоні'],
  [/^ж[её]лт/, 'жовті'],
  [/^голуб/, 'блакитні'],
  [/^розов/, 'рожеві'],
  [/^мех/, 'хутро'],
  [/^щ[её]тк/, 'щітка'],
  [/^шнурк/, 'шнурки'],
  [/^чемодан/, 'валіза'],
  [/^чехол|^чехл/, 'чохол'],
]

const meantBy = (piece: string): string | undefined => MEANT.find(([begins]) => begins.test(piece))?.[1]

/** Said beside a number, it only says what the number is: "розмір 36". */
const SIZE_WORD = /^(?:розмір|размер|size)[а-яіу]{0,2}[:.]?$/

/** Said beside what is looked for, it names nothing: no word of the catalogue, and none that somebody mistyped. */
const FILLER =
  /^(?:для|без|під|над|при|про|або|від|под|или|чи|що|яка|який|яке|які|мені|хочу|треба|потрібн[аеоі]|шукаю|купити|ціна|скільки|кошту(?:є|ють)|грн|гривень|рік|рок(?:и|ів)|the|for|and|with)[?!.,]*$/

/** Every way to read a text; at most eight pieces of it. */
export const readingsOf = (text: string): Said[] => {
  const pieces = text.slice(0, QUERY_MAX).toLowerCase().split(/\s+/).filter(Boolean).slice(0, PIECES_MAX)
  const sized = pieces.some((piece) => /^\d+$/.test(piece))
  return pieces.flatMap((as, piece) => {
    if ((sized && SIZE_WORD.test(as)) || FILLER.test(as)) return []
    const typed = withoutStrangers(as)
    const other = onOtherKeys(typed)
    const ways: Readonly<Record<ReadingName, string | undefined>> = {
      typed,
      meant: meantBy(typed),
      other_keys: other,
      other_keys_meant: other && meantBy(other),
    }
    return READINGS.flatMap((reading): Said[] => {
      const said = ways[reading]
      return said ? [{ piece, reading, text: said }] : []
    })
  })
}

const NAMED = /^(?:арт(?:икул)?|article|sku|код)(?![a-zа-яіїєґ])[\s.:№#]*/iu
const SIZE_AFTER = /,?\s+(?:(?:розмір|размер|size|р)[.:]?\s*)?\d{1,3}(?:[.,]5)?$/iu
const NUMBERS = /^\d+(?:[-.,/\s]\d+)+$/

/**
 * Every article that a text may name, the likeliest first: as it stands; without «артикул» before it; without a size
 * after it; with a dot where a phone's keyboard put something else.
 */
export const articlesIn = (text: string): string[] => {
  const said = text.slice(0, QUERY_MAX).trim()
  const bare = said.replace(NAMED, '')
  const meant = [said, bare, bare.replace(SIZE_AFTER, '')].filter(Boolean)
  return [
    ...new Set([
      ...meant,
      ...meant.filter((each) => NUMBERS.test(each)).map((each) => each.replace(/[-,/\s]/g, '.')),
    ]),
  ]
}

/** How many letters must be put in, left out, replaced or swapped with their neighbour to make one word the other. */
export const errorsBetween = (a: string, b: string): number => {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = least
    }
  }
  return rows[a.length]![b.length]!
}

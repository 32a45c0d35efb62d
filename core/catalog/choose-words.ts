import { errorsBetween, READINGS, type ReadingName } from './search-text.ts'

/** A word of one reading of the text, and a word of the catalogue that it may be. */
export interface WordFound {
  readonly piece: number
  readonly reading: ReadingName
  /** Which word of the piece: "темно-сині" has two. */
  readonly n: number
  readonly word: string
  readonly stem: string
  /** `size`: a value of an option, its token instead of a stem. null: nothing in the catalogue comes near. */
  readonly how: 'size' | 'same' | 'begins' | 'near' | null
  readonly foundStem: string | null
  readonly foundWord: string | null
}

/** What is looked for: a product must have one stem of each group. */
export interface Understood {
  readonly groups: readonly (readonly string[])[]
  /** The words that are looked for, where they are not those that were typed. */
  readonly instead: string | null
  /** Pieces that nothing in the catalogue comes near; the others are looked for without them. */
  readonly unknown: readonly string[]
  /** Where nothing has all the groups: how many of them a product must have. */
  readonly atLeast?: number
}

interface Choice {
  readonly cost: number
  readonly stems: readonly string[]
  readonly shown: string
  readonly corrected: boolean
}

const NEAR_MOST = 5

/**
 * Decides which words were meant. The same word beats one that begins so, and that one beats a typing error; among
 * equals what was typed beats another word for it, and the other keyboard comes last.
 */
export const chooseWords = (found: readonly WordFound[], text: string): Understood => {
  const typed = text.trim().split(/\s+/)
  const pieces = [...Map.groupBy(found, ({ piece }) => piece)]
  const chosen = pieces.map(([piece, rows]) => ({ piece, choices: bestReading(rows) }))
  const known = chosen.flatMap(({ choices }) => choices ?? [])
  return {
    groups: known.map(({ stems }) => stems),
    instead: known.some(({ corrected }) => corrected) ? known.map(({ shown }) => shown).join(' ') : null,
    unknown: chosen.flatMap(({ piece, choices }) => (choices ? [] : [typed[piece] ?? ''])),
  }
}

const bestReading = (rows: readonly WordFound[]): readonly Choice[] | undefined => {
  const readings = [...Map.groupBy(rows, ({ reading }) => reading)].flatMap(([reading, words]) => {
    const choices = [...Map.groupBy(words, ({ n }) => n).values()].map((of) => choiceFor(reading, of))
    return choices.every((choice) => choice !== undefined) ? [{ reading, choices }] : []
  })
  const cost = ({ choices }: (typeof readings)[number]) => Math.max(...choices.map((choice) => choice.cost))
  const rank = ({ reading }: (typeof readings)[number]) => READINGS.indexOf(reading)
  return readings.toSorted((a, b) => cost(a) - cost(b) || rank(a) - rank(b))[0]?.choices
}

const choiceFor = (reading: ReadingName, rows: readonly WordFound[]): Choice | undefined => {
  const { stem, word } = rows[0]!
  const of = (how: WordFound['how']) =>
    rows.flatMap((row) => (row.how === how ? [{ stem: row.foundStem!, word: row.foundWord! }] : []))
  const sizes = of('size')
  if (sizes.length > 0)
    return { cost: 0, stems: sizes.map((size) => size.stem), shown: word, corrected: false }
  const [same] = of('same')
  if (same) {
    const corrected = reading !== 'typed'
    return { cost: 0, stems: [same.stem], shown: corrected ? same.word : word, corrected }
  }
  const begins = of('begins')
  if (begins.length > 0 && reading === 'typed')
    return { cost: 1, stems: begins.map((each) => each.stem), shown: word, corrected: false }
  return nearest(stem, of('near'))
}

/** One error, two in a longer word: all that are equally near, since nobody knows which was meant. */
const nearest = (stem: string, words: readonly { stem: string; word: string }[]): Choice | undefined => {
  const measured = words
    .map((each) => ({ ...each, errors: errorsBetween(stem, each.stem) }))
    .filter(({ errors }) => errors <= (stem.length >= 6 ? 2 : 1))
    .toSorted((a, b) => a.errors - b.errors || (a.stem < b.stem ? -1 : 1))
  const [first] = measured
  if (!first) return undefined
  const equal = measured.filter(({ errors }) => errors === first.errors).slice(0, NEAR_MOST)
  return {
    cost: 1 + first.errors,
    stems: equal.map((each) => each.stem),
    shown: first.word,
    corrected: true,
  }
}

import { isColourWord } from './colours.ts'
import { withoutBracketCode } from './model-code.ts'

/**
 * The name of a product from the Ukrainian names of its offers: the words they share, in their order,
 * without the code in brackets and without the colour at the end. A code written into the name becomes the
 * model's: "Подушка TP01-Grey", "Подушка TP01-Burgundy" → "Подушка TP01".
 *
 * @param names of at least one offer, `codes` their own codes in the same order
 */
export const productName = (
  names: readonly string[],
  codes: readonly string[],
  model: string | undefined,
): string => {
  const first = withoutBracketCode(names[0]!)
  if (names.length === 1) return first || names[0]!
  const bare = names.map((name, i) => {
    const words = withCodeOfModel(withoutBracketCode(name), codes[i]!, model)
      .replace(NUMBER_AND_UNIT, '$1\u00a0$2')
      .split(/[^\S\u00a0]+/)
    while (words.length > 2 && isColourWord(words.at(-1)!)) words.pop()
    return words
  })
  const shared = bare.reduce(commonWords)
  const text = shared
    .join(' ')
    .replaceAll('\u00a0', ' ')
    .replace(/[\s,;:–-]+$/, '')
  return shared.length >= 2 || text === model ? text : first
}

/** «50 мл» is one word: without its number a unit says nothing. */
const NUMBER_AND_UNIT = /(\d)\s+((?:мл|л|мм|см|м|мг|г|гр|кг|шт|гб|тб|вт)\.?)(?=\s|$)/giu

const withCodeOfModel = (name: string, code: string, model: string | undefined): string => {
  if (model === undefined) return name
  const words = name.split(/\s+/)
  const last = words.at(-1)!
  const [head, ...tail] = model.split('-')
  // The whole code of the offer, perhaps with its parts in another order (DPC-Purple-L for DPC-L-Purple).
  if (last.includes('-') && sameParts(last, code)) return [...words.slice(0, -1), model].join(' ')
  const at = words.findIndex((word) => word === head || isBeginningOf(model, word))
  if (at < 0) return name
  let end = at + 1
  // "0508 BC": the code with a space.
  for (let i = 0; words[at] === head && i < tail.length && words[end] === tail[i]; i++) end += 1
  return [...words.slice(0, at), model, ...words.slice(end)].join(' ')
}

const isBeginningOf = (model: string, word: string) =>
  word.includes('-') && (model === word || model.startsWith(`${word}-`))

const sameParts = (a: string, b: string) =>
  a.toLowerCase().split('-').sort().join() === b.toLowerCase().split('-').sort().join()

/** The longest sequence of words that stands in both, in order. */
const commonWords = (a: readonly string[], b: readonly string[]): string[] => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const common: string[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common.push(a[i]!)
      i += 1
      j += 1
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1
    else j += 1
  }
  return common
}

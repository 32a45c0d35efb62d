/** Texts that no person should ever read: a key without words, a value that was not there. */
const UNSPEAKABLE =
  /(^|[\s«(])[a-z]+(\.[a-z]+)*\.[a-z]+_[a-z_]+|\bundefined\b|\bnull\b|\bNaN\b|\[object|\{\{|\}\}/

/** Of what was said, what nobody should read. `typed` is what persons wrote themselves. */
export const unspeakableIn = (said: readonly string[], typed: readonly string[] = []): string[] =>
  said.filter((text) => UNSPEAKABLE.test(withoutQuotes(without(typed, text))))

/** What a person typed comes back in quotation marks, as they typed it. */
const withoutQuotes = (text: string): string => text.replace(/«[\s\S]*»|"[\s\S]*"/g, '')

const without = (typed: readonly string[], text: string): string =>
  typed.reduce((left, each) => left.replaceAll(each, ''), text)

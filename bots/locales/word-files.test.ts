import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../core/kernel/text.ts'
import {
  baseOf,
  ENTRIES,
  type Entry,
  entriesOf,
  NAMESPACES,
  pluralOf,
  variablesOf,
  wantedBy,
} from './word-files.fixture.ts'
import { DIALOGUE } from './words.ts'

const named = ({ language, namespace, key, words }: Entry) => `${language}/${namespace} ${key}: ${words}`
const where = (wrong: (entry: Entry) => boolean) => ENTRIES.filter(wrong).map(named)

const UKRAINIAN = /\p{Script=Cyrillic}/u
/** A language is named in itself. */
const OWN_NAMES: readonly string[] = ['language.uk']
/** Latin words that Ukrainian has no others for, and the example of an address. */
const LATIN = /IBAN|Telegram|Viber|English|olena@ukr\.net/g

describe('the files of words', () => {
  it('are not empty', () => {
    expect(ENTRIES.length).toBeGreaterThan(400)
    expect(where(({ words }) => words.trim() === '')).toEqual([])
  })

  it.each(LANGUAGES)('of the dialogue have their keys to themselves: %s', (language) => {
    const keys = DIALOGUE[language].flatMap((file) => Object.keys(file))
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })

  it.each(NAMESPACES)('say the same in every language: %s', (namespace) => {
    const keys = LANGUAGES.map((language) => [
      ...new Set(entriesOf(language, namespace).map(({ key }) => baseOf(key))),
    ])
    for (const others of keys) expect(others.toSorted()).toEqual(keys[0]?.toSorted())
  })

  it.each(LANGUAGES)('have every plural form that the language has, and no other: %s', (language) => {
    const forms = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort()
    const found = new Map<string, string[]>()
    for (const { namespace, key } of ENTRIES.filter((entry) => entry.language === language)) {
      const plural = pluralOf(key)
      if (plural)
        found.set(`${namespace} ${baseOf(key)}`, [
          ...(found.get(`${namespace} ${baseOf(key)}`) ?? []),
          plural,
        ])
    }
    expect(found.size).toBeGreaterThan(3)
    for (const [key, plurals] of found) expect([key, plurals.sort()]).toEqual([key, forms])
  })

  it('want the same variables in every language; only the count may go unsaid', () => {
    const lacks = ({ namespace, key, words }: Entry) =>
      wantedBy(namespace, baseOf(key)).some((name) => name !== 'count' && !variablesOf(words).includes(name))
    expect(where(lacks)).toEqual([])
  })

  it('have no Ukrainian letters in English', () => {
    expect(
      where(
        ({ language, key, words }) => language === 'en' && UKRAINIAN.test(words) && !OWN_NAMES.includes(key),
      ),
    ).toEqual([])
  })

  it('have no Latin words and no Russian letters in Ukrainian', () => {
    const foreign = ({ language, words }: Entry) =>
      language === 'uk' && /[A-Za-z]|[ыэъё]/i.test(words.replace(/\{\{[^}]+\}\}/g, '').replace(LATIN, ''))
    expect(where(foreign)).toEqual([])
  })

  it('write the apostrophe as ʼ in Ukrainian, and quotes as «» or “”', () => {
    expect(where(({ words }) => /['"`]/.test(words))).toEqual([])
    expect(where(({ language, words }) => /[’‘“”„]/.test(words) && language === 'uk')).toEqual([])
    expect(where(({ language, words }) => /[«»]/.test(words) && language === 'en')).toEqual([])
  })

  it('are spaced as type is set: no double spaces, none at the end, no hyphen for a dash', () => {
    // A line under a line of a list is indented by four.
    const untidy = (words: string) => / {2}| $| \n|\n{3}| - |\t/.test(words.replace(/^ {4}(?=\S)/, ''))
    expect(where(({ words }) => untidy(words))).toEqual([])
    expect(where(({ words }) => / [,.:;!?]/.test(words))).toEqual([])
  })
})

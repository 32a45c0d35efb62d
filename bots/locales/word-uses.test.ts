import { beforeAll, describe, expect, it } from 'vitest'
import { baseOf, ENTRIES, keysOf, wantedBy } from './word-files.fixture.ts'
import { readUses, type Use, type Uses } from './word-uses.fixture.ts'
import type { Namespace } from './words.ts'

let read: Uses
beforeAll(() => {
  read = readUses()
})

const KEYS: Readonly<Record<Namespace, readonly string[]>> = {
  dialogue: keysOf('dialogue'),
  notices: keysOf('notices'),
  errors: keysOf('errors'),
}

/** Where the words of a use are: as `bots/telegram/screens.ts` looks for those said above a screen. */
const homeOf = ({ kind, key }: Use): Namespace => {
  if (kind === 'notice' || kind === 'template') return 'notices'
  if (kind === 'refusal') return 'errors'
  return kind === 'answer' && KEYS.errors.includes(key) ? 'errors' : 'dialogue'
}

/** A key with a context ends in `?`: where it has no words, the plain one's are said. */
const MAYBE = /\?$/

const matches = (asked: string, key: string): boolean => {
  const exact = asked.replace(MAYBE, '')
  if (!exact.includes('*')) return exact === key
  return new RegExp(`^${exact.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`).test(key)
}

const found = (use: Use): string[] => KEYS[homeOf(use)].filter((key) => matches(use.key, key))
const named = ({ key, at }: Use) => `${key} at ${at}`
const distinct = (kind: Use['kind']) =>
  new Set(read.uses.filter((use) => use.kind === kind).map(({ key }) => key)).size

/** Said in words of their own making: `noticeWords` of each messenger. */
const TRANSLATED: readonly string[] = [
  'product.added',
  'product.added_open',
  'code.taken',
  'count.fits',
  'count.differs',
  'count.held',
]
/** Messages that are no words but a screen: the card of an order. */
const DRAWN: readonly string[] = ['staff.card']

describe('words and the code that says them', () => {
  it('are both read: an empty search would prove nothing', () => {
    expect(distinct('refusal')).toBeGreaterThanOrEqual(30)
    expect(distinct('say')).toBeGreaterThan(150)
    expect(distinct('answer')).toBeGreaterThan(8)
    expect(distinct('template')).toBeGreaterThan(12)
    expect(read.uses.filter(({ onButton }) => onButton).length).toBeGreaterThan(40)
  })

  it('every refusal has words, and so has everything that is said', () => {
    const mute = read.uses.filter(
      (use) => !MAYBE.test(use.key) && !DRAWN.includes(use.key) && found(use).length === 0,
    )
    expect(mute.map(named)).toEqual([])
  })

  it('every word that stands open in a text is given by all who say it', () => {
    const open = read.uses.flatMap((use) =>
      use.given === undefined ||
      use.kind === 'template' ||
      use.key.includes('*') ||
      TRANSLATED.includes(use.key)
        ? []
        : found(use)
            .flatMap((key) => wantedBy(homeOf(use), key))
            .filter((name) => !use.given?.includes(name))
            .map((name) => `{{${name}}} of ${named(use)}`),
    )
    expect(open).toEqual([])
  })

  it.each(['dialogue', 'errors', 'notices'] as const)('no text lies unused: %s', (namespace) => {
    const asked = new Set(read.uses.filter((use) => homeOf(use) === namespace).flatMap(found))
    // Codes also pass through constants and tables: `{ paid: 'card.recorded' }[outcome]`.
    const quoted = (key: string) => namespace === 'dialogue' && read.quoted.has(key)
    expect(KEYS[namespace].filter((key) => !asked.has(key) && !quoted(key))).toEqual([])
  })

  it('a button says what it does, without a shout and without a full stop', () => {
    const labels = new Set(read.uses.filter(({ onButton }) => onButton).flatMap(found))
    const wrong = ENTRIES.filter(
      ({ namespace, key, words }) =>
        namespace === 'dialogue' && labels.has(baseOf(key)) && (/!|\.$/.test(words) || words.length > 40),
    )
    expect(wrong.map(({ language, key, words }) => `${language} ${key}: ${words}`)).toEqual([])
  })
})

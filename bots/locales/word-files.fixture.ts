import { LANGUAGES, type Language } from '../../core/kernel/text.ts'
import { type Namespace, RESOURCES } from './words.ts'

export const NAMESPACES = Object.keys(RESOURCES.uk) as Namespace[]

interface Tree {
  readonly [key: string]: string | Tree
}

const flatten = (tree: Tree, path: readonly string[] = []): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value]] : flatten(value, [...path, key]),
  )

const PLURAL = /_(zero|one|two|few|many|other)$/

/** The key as it is asked for: `review.total` of `review.total_few`. */
export const baseOf = (key: string): string => key.replace(PLURAL, '')

/** `few` of `review.total_few`; undefined where the words have no plurals. */
export const pluralOf = (key: string): string | undefined => PLURAL.exec(key)?.[1]

/** Names between `{{` and `}}`. */
export const variablesOf = (words: string): string[] =>
  [...words.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/g)].map(([, name]) => name!).sort()

/** One text of a file. */
export interface Entry {
  readonly language: Language
  readonly namespace: Namespace
  /** With the plural's ending: `review.total_few`. */
  readonly key: string
  readonly words: string
}

/** Every text of every file. */
export const ENTRIES: readonly Entry[] = LANGUAGES.flatMap((language) =>
  NAMESPACES.flatMap((namespace) =>
    flatten(RESOURCES[language][namespace]).map(([key, words]) => ({ language, namespace, key, words })),
  ),
)

export const entriesOf = (language: Language, namespace: Namespace): Entry[] =>
  ENTRIES.filter((entry) => entry.language === language && entry.namespace === namespace)

/** Keys of a namespace as they are asked for. */
export const keysOf = (namespace: Namespace): string[] => [
  ...new Set(entriesOf('uk', namespace).map(({ key }) => baseOf(key))),
]

/** What the words of a key want to be given, in any of its forms. */
export const wantedBy = (namespace: Namespace, key: string): string[] => [
  ...new Set(
    ENTRIES.filter((entry) => entry.namespace === namespace && baseOf(entry.key) === key).flatMap(
      ({ words }) => variablesOf(words),
    ),
  ),
]

import type { IdPrefix } from '../../core/kernel/ids.ts'

/** One part of a button's address: what it may be, how it is written and read back. */
export type Part<T = unknown> = {
  readonly write: (value: T) => string
  /** undefined for what no button of ours ever carried. */
  readonly read: (text: string) => T | undefined
} & Kind

/** What a part is, for whoever makes examples of it (tests). */
type Kind =
  | { readonly kind: 'id'; readonly prefix: IdPrefix }
  | { readonly kind: 'whole'; readonly max: number }
  | { readonly kind: 'one_of'; readonly values: readonly string[] }
  | { readonly kind: 'word' }
  | { readonly kind: 'barcode' }
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'absent'; readonly as: null | undefined; readonly part: Part }

/** The sign of a part that is not there. */
const ABSENT = '-'

const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined

/** An id of ours (core/kernel/ids.ts). */
export const id = (prefix: IdPrefix): Part<string> => ({
  kind: 'id',
  prefix,
  write: (value) => value,
  read: matching(new RegExp(`^${prefix}_[1-9A-HJ-NP-Za-km-z]{12}$`)),
})

const WHOLE_MAX = 999_999_999_999

/** A whole number from nought to `max`, for an address that has room for no more digits. */
export const upTo = (max: number): Part<number> => ({
  kind: 'whole',
  max,
  write: String,
  read: (text) => (/^\d{1,12}$/.test(text) && Number(text) <= max ? Number(text) : undefined),
})

/** A whole number from nought: a quantity, a page, kopiykas. */
export const whole: Part<number> = upTo(WHOLE_MAX)

/** A whole number from nought to below `end`. */
export const below = (end: number): Part<number> => ({
  kind: 'whole',
  max: end - 1,
  write: String,
  read: (text) => (/^\d{1,12}$/.test(text) && Number(text) < end ? Number(text) : undefined),
})
/** One of the given words. */
export const oneOf = <const T extends string>(values: readonly T[]): Part<T> => ({
  kind: 'one_of',
  values,
  write: (value) => value,
  read: (text) => values.find((value) => value === text),
})

/** A code in small letters: a reason that the owner may have added. */
export const word: Part<string> = {
  kind: 'word',
  write: (value) => value,
  read: matching(/^[a-z_]{1,20}$/),
}

/** A barcode as it is kept (core/catalog/barcode.ts). */
export const barcode: Part<string> = {
  kind: 'barcode',
  write: (value) => value,
  read: matching(/^[A-Z0-9][A-Z0-9./_-]{3,19}$/),
}

export const yesNo: Part<boolean> = {
  kind: 'yes_no',
  write: (value) => (value ? 'y' : 'n'),
  read: (text) => (text === 'y' ? true : text === 'n' ? false : undefined),
}

const absent = <T, A extends null | undefined>(part: Part<T>, as: A): Part<T | A> =>
  ({
    kind: 'absent',
    as,
    part,
    write: (value: T | A) => (value === undefined || value === null ? ABSENT : part.write(value)),
    read: part.read,
  }) as Part<T | A>

/** A part that may be left out. */
export const maybe = <T>(part: Part<T>): Part<T | undefined> => absent(part, undefined)

/** A part that may be null: a size that is not chosen. */
export const orNull = <T>(part: Part<T>): Part<T | null> => absent(part, null)

// biome-ignore lint/suspicious/noExplicitAny: a table of parts of whatever types
type Shape = Readonly<Record<string, Part<any>>>

/** Actions by their names, each with the parts of its address in their order. */
export type ActionTable = Readonly<Record<string, Shape>>

type ValueOf<P> = P extends { write: (value: infer T) => string } ? T : never
type MaybeKeys<S extends Shape> = {
  [K in keyof S]: undefined extends ValueOf<S[K]> ? K : never
}[keyof S]

/** The actions of a table as a union: `{ to: 'line', lineId: string } | …`. */
export type ActionsOf<T extends ActionTable> = {
  [N in keyof T & string]: { readonly to: N } & {
    readonly [K in Exclude<keyof T[N], MaybeKeys<T[N]>>]: ValueOf<T[N][K]>
  } & {
    readonly [K in MaybeKeys<T[N]>]?: ValueOf<T[N][K]>
  }
}[keyof T & string]

/** `['prd_…', '3']`: an action's address without its name; what is left out at the end is not written. */
export const writeParts = (shape: Shape, action: Readonly<Record<string, unknown>>): string[] => {
  const written = Object.entries(shape).map(([name, part]) => part.write(action[name]))
  while (written.at(-1) === ABSENT) written.pop()
  return written
}

/** The action's own values; undefined for anything that `writeParts` never wrote. */
export const readParts = (
  shape: Shape,
  texts: readonly string[],
): Readonly<Record<string, unknown>> | undefined => {
  const parts = Object.entries(shape)
  if (texts.length > parts.length) return undefined
  const values: Record<string, unknown> = {}
  for (const [i, [name, part]] of parts.entries()) {
    const text = texts[i] ?? ABSENT
    if (part.kind === 'absent' && text === ABSENT) {
      if (part.as === null) values[name] = null
      continue
    }
    const value = part.read(text)
    if (value === undefined) return undefined
    values[name] = value
  }
  return values
}

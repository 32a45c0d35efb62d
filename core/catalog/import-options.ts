import type { Text } from '../kernel/text.ts'
import type { Choice } from './import-product.ts'

/** A variant of the product that the import does not bring (any more), with the values it has. */
export interface OtherVariant {
  readonly id: string
  readonly values: readonly Text[]
}

export interface Options {
  readonly names: readonly Text[]
  /** The values of the brought variants, in their order. */
  readonly brought: readonly (readonly Text[])[]
  /** What the values of the others become, so that they follow the new options. */
  readonly others: readonly OtherVariant[]
}

const NOTHING: Text = { uk: '—' }
const ANY: Text = { uk: 'Варіант', en: 'Variant' }

/**
 * A product's options are the choices that differ between its variants; one colour of all is no choice.
 * Variants that are there from before and are not brought keep what they say, since carts and buttons name them.
 */
export const chooseOptions = (
  brought: readonly (readonly Choice[])[],
  before: { readonly names: readonly Text[]; readonly variants: readonly OtherVariant[] },
): Options => {
  const old = before.variants.map(({ id, values }) => ({
    id,
    choices: before.names.flatMap((name, i): Choice[] => (values[i] ? [{ name, value: values[i] }] : [])),
  }))
  const all = [...brought, ...old.map(({ choices }) => choices)]
  const known = uniqueNames(all)
  const differing = known.filter((name) => new Set(all.map((said) => valueIn(said, name)?.uk)).size > 1)
  // Variants that nothing tells apart must be chosen between all the same: one alone would hide the other.
  const names = differing.length === 0 && all.length > 1 ? [known[0] ?? ANY] : differing
  const valuesIn = (choices: readonly Choice[]) => names.map((name) => valueIn(choices, name) ?? NOTHING)
  return {
    names,
    brought: brought.map(valuesIn),
    others: old.map(({ id, choices }) => ({ id, values: valuesIn(choices) })),
  }
}

const valueIn = (choices: readonly Choice[], name: Text) =>
  choices.find((choice) => choice.name.uk === name.uk)?.value

const uniqueNames = (all: readonly (readonly Choice[])[]): Text[] => {
  const names = new Map<string, Text>()
  for (const { name } of all.flat()) if (!names.has(name.uk)) names.set(name.uk, name)
  return [...names.values()]
}

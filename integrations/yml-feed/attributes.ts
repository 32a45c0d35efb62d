import type { ImportProduct } from '../../core/catalog/index.ts'
import type { Text } from '../../core/kernel/text.ts'
import type { Read } from './grouping.ts'
import { isColour, isSize, isWeight } from './words.ts'

type Attributes = ImportProduct['attributes']

const MOST = 30

/**
 * What is said of the whole product: parameters that all sizes share, and those that follow the size as
 * «S — 55 см, M — 65 см». What differs otherwise is left out: nobody could tell which variant it belongs to.
 */
export const attributesOf = (members: readonly Read[]): Attributes => {
  const names = [...new Set(members.flatMap(({ offer }) => offer.params.map(({ name }) => name)))]
  return names
    .flatMap((name): Attributes => {
      if (isSize(name)) return []
      // Colours of several are an option; of one they are said in our words, not in a marketplace's.
      if (isColour(name)) {
        const colours = new Set(members.map(({ colour }) => colour?.uk))
        const [colour] = members
        return colours.size === 1 && colour?.colour ? [{ name: { uk: name }, value: colour.colour }] : []
      }
      const value = sharedValue(members, name)
      return value === undefined ? [] : [{ name: { uk: name }, value: { uk: value } }]
    })
    .slice(0, MOST)
}

const sharedValue = (members: readonly Read[], name: string): string | undefined => {
  const sizes = [...new Set(members.map(({ size }) => size?.uk ?? ''))]
  const bySize = sizes.map((size) => ({
    size,
    value: mostSaid(
      members
        .filter((member) => (member.size?.uk ?? '') === size)
        .flatMap(({ offer }) => valuesOf(offer.params, name)),
    ),
  }))
  const said = bySize.filter((entry) => entry.value !== undefined)
  if (new Set(said.map(({ value }) => value)).size === 1) return said[0]!.value
  if (said.some(({ size }) => size === '')) return undefined
  return said
    .map(({ size, value }) => `${size} — ${value}`)
    .join(', ')
    .slice(0, 300)
}

const valuesOf = (params: Read['offer']['params'], name: string) =>
  params.filter((param) => param.name === name).map(({ value }) => value)

/** The value most of them say; the earliest of equals. */
const mostSaid = (values: readonly string[]): string | undefined => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: string | undefined
  for (const [value, count] of counts) if (best === undefined || count > counts.get(best)!) best = value
  return best
}

/** What is said beside a variant's size: the first measure that differs between the variants («101 л», «24,5 см»). */
export const detailName = (members: readonly Read[], options: readonly string[]): string | undefined => {
  if (members.length < 2) return undefined
  const names = members[0]!.offer.params.map(({ name }) => name)
  return names.find((name) => {
    if (isSize(name) || isColour(name) || isWeight(name) || options.includes(name)) return false
    const values = members.map(({ offer }) => valuesOf(offer.params, name)[0])
    return (
      new Set(values).size > 1 &&
      values.some((value) => value && MEASURE.test(value)) &&
      followsSize(members, values)
    )
  })
}

const followsSize = (members: readonly Read[], values: readonly (string | undefined)[]) => {
  const pairs = new Set(members.map(({ size }, i) => `${size?.uk} ${values[i]}`))
  const sizes = new Set(members.map(({ size }) => size?.uk))
  return sizes.size > 1 && pairs.size === sizes.size
}

const MEASURE = /^\d+(?:[.,]\d+)?\s*\p{L}/u

export const detailOf = ({ offer }: Read, name: string | undefined): Text | null => {
  const value = name === undefined ? undefined : offer.params.find((param) => param.name === name)?.value
  return value !== undefined && MEASURE.test(value) && value.length <= 30 ? { uk: value } : null
}

/** «5 кг», «500 г», «0,8 кг» in whole grams. */
export const weightOf = ({ offer }: Read): number | null => {
  const said = offer.params.find(({ name }) => isWeight(name))?.value
  const match =
    said === undefined
      ? null
      : /^(\d+(?:[.,]\d+)?)\s*(кг|kg|г|гр|g)\b|^(\d+(?:[.,]\d+)?)\s*(кг|г)(?:\.|$)/iu.exec(said)
  if (!match) return null
  const amount = Number((match[1] ?? match[3])!.replace(',', '.'))
  const grams = Math.round(/^к|^k/i.test((match[2] ?? match[4])!) ? amount * 1000 : amount)
  return grams > 0 && grams < 1_000_000 ? grams : null
}

import type { Choice } from '../../core/catalog/index.ts'
import type { Text } from '../../core/kernel/text.ts'
import { colourOfWord, isColourWord } from './colours.ts'
import { codeInName, type ModelCode, readCode, withoutBracketCode } from './model-code.ts'
import type { Offer } from './offer.ts'
import { COLOUR, isColour, isSize, isWeight, SIZE } from './words.ts'

/** An offer and what its code and parameters say of its options. */
export interface Read {
  readonly offer: Offer
  readonly size?: Text
  readonly colour?: Text
  /** The product's code, where the offer's own code says it. */
  readonly model?: string
}

/** Offers that are one product, each with all it could be chosen by. */
export interface Group {
  readonly members: readonly { readonly read: Read; readonly choices: readonly Choice[] }[]
}

export const readOptions = (offer: Offer): Read => {
  const sizeSaid = offer.params.find(({ name }) => isSize(name))?.value
  const colourSaid = offer.params.find(({ name }) => isColour(name))?.value
  const code = codeOf(offer, { size: sizeSaid, colour: colourSaid })
  const size = sizeSaid ?? code?.size
  // A code is the shop's own word, a parameter one of a marketplace's list: Khaki is sold there as green.
  const colour = code?.colour ?? (colourSaid === undefined ? undefined : colourOfWord(colourSaid))
  return {
    offer,
    ...(size !== undefined && { size: { uk: size } }),
    ...(colour && { colour }),
    ...(code && { model: code.model }),
  }
}

const codeOf = (
  offer: Offer,
  said: { size: string | undefined; colour: string | undefined },
): ModelCode | undefined => {
  for (const code of [offer.vendorCode, offer.id, codeInName(offer.name)]) {
    const read = code === undefined ? undefined : readCode(code, said)
    if (read) return read
  }
  return undefined
}

export interface GroupKeys {
  /** Offers with the same key are candidates for one product. */
  readonly key: string
  /** Goes before `key` where any other offer has the same. */
  readonly sharedKey?: string
  /** Whether offers of other categories may belong to it, too. */
  readonly anyCategory: boolean
}

/**
 * What offers of one product have in common. The shop's own `group_id` is believed; else the model's code,
 * a vendor code that several offers share, or the name without size and colour, each within one vendor and
 * one category. An offer that says none of this is a product of its own.
 */
export const groupKeys = (read: Read): GroupKeys => {
  const { offer } = read
  if (offer.groupId) return { key: `group ${offer.groupId}`, anyCategory: true }
  const of = (kind: string, what: string) => `${kind} ${offer.vendor} | ${what}`.toLowerCase()
  if (read.model !== undefined) return { key: of('model', read.model), anyCategory: false }
  const name = nameKey(read)
  return {
    key: name === undefined ? `offer ${offer.id}` : of('name', name),
    ...(offer.vendorCode !== undefined && { sharedKey: of('code', offer.vendorCode) }),
    anyCategory: false,
  }
}

/** The name without what the offer's own size and colour add to it; only where its parameters say one. */
const nameKey = ({ offer, size, colour }: Read): string | undefined => {
  if (!size && !colour) return undefined
  const sizeWord = size?.uk.toLowerCase()
  const words = withoutBracketCode(offer.name)
    .split(/\s+/)
    .filter((word) => word.toLowerCase().replace(/[,;]$/, '') !== sizeWord && !(colour && isColourWord(word)))
  // "Футболка чоловіча" of nobody may be any of a hundred T-shirts.
  return words.length >= (offer.vendor ? 2 : 3) ? words.join(' ') : undefined
}

/**
 * Splits candidates (in the order of the feed) into products. Offers that nothing tells apart, or of which
 * one lacks the option that tells the others apart, do not become variants of one product: better two
 * cards of one thing than one card with two things.
 */
export const splitIntoProducts = (candidates: readonly Read[]): Group[] => {
  if (candidates.length === 1)
    return [{ members: [{ read: candidates[0]!, choices: choicesOf(candidates[0]!) }] }]
  const believed = candidates[0]!.model === undefined || candidates[0]!.offer.groupId !== undefined
  const extra = believed ? namesThatTellApart(candidates) : []
  const sizes = new Set(candidates.map(({ size }) => size?.uk))
  const colours = new Set(candidates.map(({ colour }) => colour?.uk))
  const taken = new Set<string>()
  const together: Read[] = []
  const apart: Read[] = []
  for (const read of candidates) {
    const lacks = (!read.size && sizes.size > 1) || (!read.colour && colours.size > 1)
    const said = JSON.stringify(choicesOf(read, extra).map(({ value }) => value.uk.toLowerCase()))
    if (taken.has(said) || (lacks && !believed)) {
      apart.push(read)
      continue
    }
    taken.add(said)
    together.push(read)
  }
  const groups =
    together.length > 0
      ? [{ members: together.map((read) => ({ read, choices: choicesOf(read, extra) })) }]
      : []
  // Put apart, it is known by its own code: two products of one article cannot be.
  return [
    ...groups,
    ...apart.map(({ model: _, ...read }) => ({ members: [{ read, choices: choicesOf(read) }] })),
  ]
}

const choicesOf = ({ offer, size, colour }: Read, extra: readonly string[] = []): Choice[] => [
  ...(size ? [{ name: SIZE, value: size }] : []),
  ...(colour ? [{ name: COLOUR, value: colour }] : []),
  ...extra.map((name) => ({
    name: { uk: name },
    value: { uk: offer.params.find((param) => param.name === name)?.value ?? '—' },
  })),
]

/** The fewest further parameters that tell offers apart which size and colour do not («Обʼєм», «Памʼять»). */
const namesThatTellApart = (reads: readonly Read[]): string[] => {
  const distinct = (names: readonly string[]) =>
    new Set(
      reads.map((read) => JSON.stringify(choicesOf(read, names).map(({ value }) => value.uk.toLowerCase()))),
    ).size
  const chosen: string[] = []
  const candidates = reads[0]!.offer.params
    .map(({ name }) => name)
    .filter((name) => !isSize(name) && !isColour(name) && !isWeight(name))
    .filter((name) => reads.every(({ offer }) => offer.params.some((param) => param.name === name)))
  for (let best = distinct([]); best < reads.length; ) {
    const scores = candidates.map((name) => ({ name, score: distinct([...chosen, name]) }))
    const winner = scores.reduce((a, b) => (b.score > a.score ? b : a), { name: '', score: best })
    if (winner.name === '') break
    chosen.push(winner.name)
    best = winner.score
  }
  return chosen
}

import type { ImportProduct } from '../../core/catalog/index.ts'
import { attributesOf, detailName, detailOf, weightOf } from './attributes.ts'
import type { Group, Read } from './grouping.ts'
import { codeInName } from './model-code.ts'
import { productName } from './product-name.ts'
import { DESCRIPTION_CHARACTERS, plainText } from './text.ts'
import { sizeRank } from './words.ts'

const PICTURES = 8

/** A group of offers as one product in the shop's terms. */
export const toProduct = (group: Group, categoryKey: string): ImportProduct => {
  const reads = group.members.map(({ read }) => read)
  const options = group.members[0]!.choices.map(({ name }) => name.uk)
  const detail = detailName(reads, options)
  const names = reads.map(({ offer }) => offer.name)
  const name = productName(names, reads.map(codeOf), reads[0]!.model)
  return {
    articles: articlesOf(reads),
    categoryKey,
    name: { uk: name },
    description: { uk: descriptionOf(reads) },
    attributes: attributesOf(inOrder(reads)),
    pictureUrls: picturesOf(reads),
    variants: inOrder(reads).map((read) => ({
      offerId: read.offer.id,
      fingerprint: read.offer.fingerprint,
      price: read.offer.price,
      oldPrice: read.offer.oldPrice,
      quantity: read.offer.quantity,
      barcodes: read.offer.barcodes ?? [],
      choices: group.members.find((member) => member.read === read)!.choices,
      detail: detailOf(read, detail),
      weightGrams: weightOf(read),
    })),
  }
}

/** The offer's code as its name writes it, else its id. */
const codeOf = ({ offer }: Read) => codeInName(offer.name) ?? offer.vendorCode ?? offer.id

/** What people order by: the model's code; where another product has it, with the vendor; else the offer's own. */
const articlesOf = (reads: readonly Read[]): string[] => {
  const { offer, model } = reads[0]!
  const shared = reads.every((read) => read.offer.vendorCode === offer.vendorCode)
    ? offer.vendorCode
    : undefined
  const code = model ?? shared
  const wanted = [code, code && offer.vendor ? `${code} ${offer.vendor}` : undefined, offer.id]
  return [...new Set(wanted.filter((article) => article !== undefined))].map((article) =>
    article.slice(0, 100),
  )
}

/** By size where sizes have an order, then by colour as the feed began with them. */
const inOrder = (reads: readonly Read[]): Read[] => {
  const place = (of: (read: Read) => string | undefined) => {
    const seen = [...new Set(reads.map(of))]
    return (read: Read) => seen.indexOf(of(read))
  }
  const bySize = place(({ size }) => size?.uk)
  const byColour = place(({ colour }) => colour?.uk)
  const ranked = reads.every(({ size }) => size !== undefined && sizeRank(size.uk) !== undefined)
  const rank = (read: Read) => (ranked ? sizeRank(read.size!.uk)! : 0)
  return [...reads].sort((a, b) => rank(a) - rank(b) || bySize(a) - bySize(b) || byColour(a) - byColour(b))
}

/**
 * The description that most offers share (numbers set aside), the first that says more than the name.
 * Where each size has one of its own («Розмір S — …», «Розмір M — …»), all of them, from the smallest.
 */
const descriptionOf = (reads: readonly Read[]): string => {
  const kinds = new Map<string, Read[]>()
  for (const read of inOrder(reads)) {
    const kind = read.offer.description.replace(/\d+/g, '#')
    kinds.set(kind, [...(kinds.get(kind) ?? []), read])
  }
  const told = [...kinds.values()]
    .map((offers) => ({ offers, text: plainText(offers[0]!.offer.description), sizes: sizesOf(offers) }))
    .filter(({ offers, text }) => text !== '' && !offers.some(({ offer }) => isName(text, offer.name)))
  const best = told.reduce<(typeof told)[number] | undefined>(
    (a, b) => (a && !isBetter(b, a) ? a : b),
    undefined,
  )
  if (!best) return ''
  if (best.sizes > 1 || sizesOf(reads) === 1) return best.text
  const bySize = new Map(told.map(({ offers, text }) => [offers[0]!.size?.uk, text]))
  const all = [...bySize.values()].join('\n\n')
  return all.length <= DESCRIPTION_CHARACTERS ? all : best.text
}

const sizesOf = (reads: readonly Read[]) => new Set(reads.map(({ size }) => size?.uk)).size

const isBetter = (
  a: { sizes: number; offers: readonly Read[] },
  b: { sizes: number; offers: readonly Read[] },
) => a.sizes > b.sizes || (a.sizes === b.sizes && a.offers.length > b.offers.length)

/** «Чохол для валізи (NPC-Black-L)» says nothing about «Чохол для валізи NPC-Black-L». */
const isName = (text: string, name: string) => text.length < name.length + 20 && simple(text) === simple(name)

const simple = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '')

/** One picture of each colour first, then the second ones: a card shows eight. */
const picturesOf = (reads: readonly Read[]): string[] => {
  const firsts = new Map<string, readonly string[]>()
  for (const { offer, colour } of reads) {
    const key = colour?.uk ?? ''
    if (!firsts.get(key)?.length) firsts.set(key, offer.pictures)
  }
  const rows = [...firsts.values()]
  const urls = new Set<string>()
  for (let i = 0; i < Math.max(...rows.map((row) => row.length)); i++) {
    for (const row of rows) {
      const url = row[i]
      if (url !== undefined) urls.add(url)
    }
  }
  return [...urls].slice(0, PICTURES)
}

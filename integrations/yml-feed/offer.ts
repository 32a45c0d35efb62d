import { hash } from 'node:crypto'
import { readBarcode } from '../../core/catalog/index.ts'
import { type Money, money } from '../../core/kernel/money.ts'
import type { FeedOffer, FeedParam } from './feed.ts'
import { chooseWords, detached, oneLine } from './text.ts'
import { inUkrainian } from './words.ts'

/** An offer that can be sold: checked, in one language, prices in kopiykas. Plain data, so that it can be spooled. */
export interface Offer {
  readonly id: string
  readonly name: string
  /** Still as the feed has it: only the one that a product takes is turned into text. */
  readonly description: string
  readonly price: Money
  /** Only where it was higher. */
  readonly oldPrice: Money | null
  readonly quantity: number
  readonly categoryId: string
  readonly vendor: string
  readonly vendorCode?: string
  readonly groupId?: string
  readonly barcodes?: readonly string[]
  readonly params: readonly FeedParam[]
  readonly pictures: readonly string[]
  /** Changes with anything the feed says of the offer, except how many there are. */
  readonly fingerprint: string
}

export type Checked =
  | { readonly offer: Offer; readonly notes: readonly OfferNote[] }
  /** Why the offer cannot be sold, as said to the person who runs the import. */
  | { readonly skip: string }

export type OfferNote = 'russian' | 'no-quantity' | 'bad-barcode'

const PICTURES = 12
const BARCODES = 10
const LONGEST = 20_000

/** Checks an offer by itself. What is missing and cannot be guessed makes it unsellable, with the reason. */
export const checkOffer = (raw: FeedOffer): Checked => {
  if (raw.id === '') return { skip: 'no id' }
  if (raw.id.length > 100) return { skip: 'the id is longer than 100 characters' }
  const name = chooseWords(raw.name, oneLine)
  if (name.text === '') return { skip: 'no name' }
  if (!raw.categoryId) return { skip: 'no categoryId' }
  const currency = raw.currency?.toUpperCase() ?? 'UAH'
  if (currency !== 'UAH') {
    return {
      skip: `the price is in ${currency.slice(0, 10)}: only UAH can be sold yet (an exchange rate comes later)`,
    }
  }
  const price = readPrice(raw.price)
  if (typeof price === 'string') return { skip: price }
  const quantity = readQuantity(raw)
  if (typeof quantity === 'string') return { skip: quantity }

  const description = rawDescription(raw)
  const barcodes = readBarcodes(raw)
  const offer: Offer = {
    id: raw.id,
    name: name.text,
    description: description.text,
    price,
    oldPrice: readOldPrice(raw.oldPrice, price),
    quantity: quantity.pieces,
    categoryId: raw.categoryId,
    vendor: oneLine(raw.vendor ?? '', 100),
    ...(raw.vendorCode !== undefined && { vendorCode: oneLine(raw.vendorCode, 100) }),
    ...(raw.groupId !== undefined && { groupId: raw.groupId }),
    ...(barcodes.codes.length > 0 && { barcodes: barcodes.codes }),
    params: readParams(raw.params),
    pictures: [
      ...new Set(raw.pictures.filter((url) => /^https?:\/\//i.test(url) && url.length < 2000)),
    ].slice(0, PICTURES),
    fingerprint: fingerprintOf(raw),
  }
  const notes: OfferNote[] = []
  if (name.russian || description.russian) notes.push('russian')
  if (quantity.guessed) notes.push('no-quantity')
  if (barcodes.bad) notes.push('bad-barcode')
  return { offer, notes }
}

const readPrice = (said: string | undefined): Money | string => {
  if (said === undefined) return 'no price'
  const match = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(said.replace(/\s/g, ''))
  if (!match) return `the price "${said.slice(0, 30)}" is no price`
  const price = money(Number(match[1]) * 100 + Math.round(Number(`0.${match[2] ?? 0}`) * 100))
  return price > 0 ? price : 'the price is 0'
}

/** What is no higher price is none: an offer is sold all the same. */
const readOldPrice = (said: string | undefined, price: Money): Money | null => {
  const old = readPrice(said)
  return typeof old !== 'string' && old > price ? old : null
}

const readQuantity = ({ quantity, available }: FeedOffer): { pieces: number; guessed: boolean } | string => {
  if (available === false) return { pieces: 0, guessed: false }
  // Where a feed counts nothing, one piece is what can be promised without selling what is not there.
  if (quantity === undefined) return { pieces: 1, guessed: true }
  const match = /^(-?\d{1,7})(?:[.,]\d+)?$/.exec(quantity.replace(/\s/g, ''))
  if (!match) return `the quantity "${quantity.slice(0, 30)}" is no number`
  return { pieces: Math.max(0, Number(match[1])), guessed: false }
}

const rawDescription = ({ description }: FeedOffer) =>
  chooseWords(description, (html) => {
    const text = html.slice(0, LONGEST).trim()
    return isRubbish(text) ? '' : text
  })

/** Feeds say a code an element, or several in one. A misprinted one is left out: scanned, it would never be found. */
const readBarcodes = ({ barcodes = [] }: FeedOffer): { codes: string[]; bad: boolean } => {
  const said = barcodes.flatMap((text) => text.split(/[,;\s]+/)).filter(Boolean)
  const codes = said.map(readBarcode).filter((code) => code !== undefined)
  return { codes: [...new Set(codes)].slice(0, BARCODES), bad: codes.length < said.length }
}

/** Nothing but the menu of a translator that was pasted in with the text, once or several times. */
const isRubbish = (text: string) => text.startsWith('translator Afrikaans') && /to translate\W*$/.test(text)

const readParams = (params: readonly FeedParam[]): FeedParam[] => {
  const seen = new Set<string>()
  const kept: FeedParam[] = []
  for (const param of params) {
    const name = readWord(param.name, 100)
    const value = readWord(param.value, 300)
    // A name said twice is a marketplace's class after the exact value ("101 л", "Великі (90 - 100 л)").
    if (name === '' || value === '' || seen.has(name.toLowerCase())) continue
    seen.add(name.toLowerCase())
    kept.push({ name, value })
  }
  return kept
}

/** A feed says the same few words a hundred thousand times. */
const WORDS = new Map<string, string>()
const MOST_WORDS = 5000

const readWord = (said: string, limit: number): string => {
  const known = WORDS.get(said)
  if (known !== undefined) return known
  const word = inUkrainian(oneLine(said, limit))
  if (WORDS.size >= MOST_WORDS) WORDS.clear()
  WORDS.set(detached(said), detached(word))
  return word
}

const fingerprintOf = ({ quantity: _, available: __, ...rest }: FeedOffer): string =>
  hash('sha256', JSON.stringify(rest), 'base64url').slice(0, 22)

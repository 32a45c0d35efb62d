import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import { BrokenFeed, type FeedCategory, type FeedOffer } from './feed.ts'

/** What the reader tells while it reads, in the order of the file. */
export interface FeedVisitor {
  category(category: FeedCategory): void
  offer(offer: FeedOffer): void
  /** So many bytes of the file are read. */
  read?(bytes: number): void
}

/** Names that HTML knows and XML does not, but shops' exports write all the same. */
const HTML_ENTITIES = {
  nbsp: '\u00a0',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  times: '×',
  copy: '©',
  reg: '®',
  trade: '™',
}

/**
 * Streams a marketplace feed (YML) to `visitor`; what it holds of the file is one offer.
 *
 * @throws BrokenFeed when the file is not well-formed, ends too early or is no feed at all. By then offers
 *   have been visited: the caller must not have used them yet.
 */
export const readFeed = async (chunks: AsyncIterable<Uint8Array>, visitor: FeedVisitor): Promise<void> => {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  Object.assign(parser.ENTITIES, HTML_ENTITIES)
  const outline = new Outline(visitor)
  parser.on('opentag', (tag) => outline.open(tag.name, tag.attributes))
  parser.on('text', (text) => outline.text(text))
  parser.on('cdata', (text) => outline.text(text))
  parser.on('closetag', (tag) => outline.close(tag.name))

  let decoder: TextDecoder | undefined
  const write = (text: string) => {
    try {
      parser.write(text)
    } catch (error) {
      throw new BrokenFeed(`not well-formed XML: ${(error as Error).message}`, { cause: error })
    }
  }
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk)
    write(decoder.decode(chunk, { stream: true }))
    visitor.read?.(chunk.length)
  }
  if (!decoder) throw new BrokenFeed('the file is empty')
  write(decoder.decode())
  try {
    parser.close()
  } catch (error) {
    throw new BrokenFeed(`the file is cut off: ${(error as Error).message}`, { cause: error })
  }
  if (!outline.hasShop) throw new BrokenFeed('no <shop> in it: this is not a marketplace feed (YML)')
  if (!outline.hasOffers) throw new BrokenFeed('no <offers> in it: this is not a marketplace feed (YML)')
}

/** Many Ukrainian exports are still in windows-1251, and say so in the first line. */
const decoderOf = (first: Uint8Array): TextDecoder => {
  const head = new TextDecoder('latin1').decode(first.subarray(0, 200))
  const named = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named)
  } catch (error) {
    throw new BrokenFeed(`unknown encoding "${named}"`, { cause: error })
  }
}

const SHOP = 2
const LIST = 3
const ENTRY = 4
const FIELD = 5

/** Follows where in the file we are: root / shop / categories or offers / category or offer / field. */
class Outline {
  hasShop = false
  hasOffers = false
  #visitor: FeedVisitor
  #depth = 0
  #inShop = false
  #list: 'categories' | 'offers' | undefined
  #categoryId: string | undefined
  #offer: FeedOffer | undefined
  #param = { name: '', unit: '' }
  #text = ''

  constructor(visitor: FeedVisitor) {
    this.#visitor = visitor
  }

  open(name: string, attributes: Record<string, string>): void {
    this.#depth += 1
    if (this.#depth > FIELD) {
      // Markup that nobody escaped: kept as it would have been written.
      this.#text += `<${name}>`
      return
    }
    this.#text = ''
    if (this.#depth === SHOP && name === 'shop') {
      this.#inShop = true
      this.hasShop = true
    }
    if (this.#depth === LIST && this.#inShop && (name === 'categories' || name === 'offers')) {
      this.#list = name
      if (name === 'offers') this.hasOffers = true
    }
    if (this.#depth === ENTRY && this.#list === 'categories') this.#categoryId = attributes.id ?? ''
    if (this.#depth === ENTRY && this.#list === 'offers' && name === 'offer')
      this.#offer = startOffer(attributes)
    if (this.#depth === FIELD) this.#param = { name: attributes.name ?? '', unit: attributes.unit ?? '' }
  }

  text(text: string): void {
    if (this.#depth >= ENTRY) this.#text += text
  }

  close(name: string): void {
    this.#depth -= 1
    const closed = this.#depth + 1
    if (closed > FIELD) {
      if (name !== 'br') this.#text += `</${name}>`
      return
    }
    if (closed === FIELD && this.#offer)
      addField(this.#offer, { field: name, text: this.#text.trim(), param: this.#param })
    if (closed === ENTRY && this.#categoryId !== undefined) {
      this.#visitor.category({ id: this.#categoryId, name: this.#text.trim() })
      this.#categoryId = undefined
    }
    if (closed === ENTRY && this.#offer) {
      this.#visitor.offer(this.#offer)
      this.#offer = undefined
    }
    if (closed === LIST) this.#list = undefined
    if (closed === SHOP) this.#inShop = false
  }
}

const startOffer = (attributes: Record<string, string>): FeedOffer => ({
  id: (attributes.id ?? '').trim(),
  available: attributes.available === undefined ? undefined : yes(attributes.available),
  groupId: attributes.group_id?.trim() || undefined,
  name: {},
  description: {},
  params: [],
  pictures: [],
})

const yes = (said: string) => /^(true|1|yes|\+)$/i.test(said.trim())

interface Field {
  readonly field: string
  readonly text: string
  readonly param: { readonly name: string; readonly unit: string }
}

type Put = (offer: FeedOffer, text: string) => void

const PUT: Readonly<Record<string, Put>> = {
  name: (offer, text) => (offer.name.plain = text),
  model: (offer, text) => (offer.name.plain ??= text),
  name_ua: (offer, text) => (offer.name.uk = text),
  name_uk: (offer, text) => (offer.name.uk = text),
  name_ru: (offer, text) => (offer.name.ru = text),
  description: (offer, text) => (offer.description.plain = text),
  description_ua: (offer, text) => (offer.description.uk = text),
  description_uk: (offer, text) => (offer.description.uk = text),
  description_ru: (offer, text) => (offer.description.ru = text),
  price: (offer, text) => (offer.price = text),
  oldprice: (offer, text) => (offer.oldPrice = text),
  old_price: (offer, text) => (offer.oldPrice = text),
  price_old: (offer, text) => (offer.oldPrice = text),
  currencyId: (offer, text) => (offer.currency = text),
  categoryId: (offer, text) => (offer.categoryId = text),
  vendor: (offer, text) => (offer.vendor = text),
  vendorCode: (offer, text) => (offer.vendorCode = text),
  article: (offer, text) => (offer.vendorCode ??= text),
  barcode: (offer, text) => (offer.barcodes = [...(offer.barcodes ?? []), text]),
  quantity_in_stock: (offer, text) => (offer.quantity = text),
  stock_quantity: (offer, text) => (offer.quantity = text),
  quantity: (offer, text) => (offer.quantity ??= text),
  picture: (offer, text) => offer.pictures.push(text),
}

const addField = (offer: FeedOffer, { field, text, param }: Field): void => {
  if (text === '') return
  if (field === 'param') {
    if (param.name.trim() !== '')
      offer.params.push({ name: param.name.trim(), value: param.unit ? `${text} ${param.unit}` : text })
    return
  }
  PUT[field]?.(offer, text)
}

import { type StagedFeed, stageFeed } from './stage-feed.ts'

/** A feed with the given `<offer>`s; category 1 is «Взуття». */
export const feedOf = (offers: string, categories = '<category id="1">Взуття</category>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><yml_catalog><shop><categories>${categories}</categories><offers>${offers}</offers></shop></yml_catalog>`

interface OfferXml {
  readonly id: string
  readonly available?: boolean
  readonly groupId?: string
  readonly name?: string
  readonly price?: string
  readonly quantity?: string
  readonly categoryId?: string
  /** Parameters by name, and any other element as it is written. */
  readonly params?: Readonly<Record<string, string>>
  readonly more?: string
}

/** One `<offer>`: a shoe for 1,000 ₴, three of it, unless said otherwise. An empty text leaves the element out. */
export const offerXml = (offer: OfferXml): string => {
  const element = (name: string, text: string) => (text === '' ? '' : `<${name}>${text}</${name}>`)
  const group = offer.groupId === undefined ? '' : ` group_id="${offer.groupId}"`
  return [
    `<offer id="${offer.id}" available="${offer.available ?? true}"${group}>`,
    element('name_ua', offer.name ?? `Черевики ${offer.id}`),
    element('price', offer.price ?? '1000'),
    element('quantity_in_stock', offer.quantity ?? '3'),
    element('categoryId', offer.categoryId ?? '1'),
    ...Object.entries(offer.params ?? {}).map(([name, value]) => `<param name="${name}">${value}</param>`),
    offer.more ?? '',
    '</offer>',
  ].join('')
}

/** A text as it comes from a file: in pieces that end anywhere. */
export const chunksOf = async function* (text: string, size = 100): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const stage = (xml: string): Promise<StagedFeed> => stageFeed(chunksOf(xml, 4096))

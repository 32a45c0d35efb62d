import type { Offer } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { type Card, GAP } from './card.ts'
import { formatMoney } from './format.ts'
import type { Pen } from './screen.ts'

/** "1 060 ₴ · арт. 12.1.250": what is said under a product's name in another chat. */
export const offerDetails = ({ price, priceVaries, available, article }: Offer, words: Words): string => {
  const sum = formatMoney(price)
  const said = priceVaries ? words.say('price.from', { price: sum }) : sum
  return [available ? said : words.say('product.sold_out'), words.say('line.article', { article })].join(
    ' · ',
  )
}

/** A product in a chat that is none of ours: its button opens the bot on it. */
export const offerCard = (offer: Offer, { words, link }: Pen): Card => ({
  lines: [{ bold: words.of(offer.name) }, GAP, offerDetails(offer, words)],
  rows: [[{ label: words.say('offer.open'), url: link(`p_${offer.id}`) }]],
  ...(offer.photo ? { photo: offer.photo } : {}),
})

import type { Product } from '../../core/catalog/index.ts'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import { type Words, wordsIn } from '../locales/words.ts'
import { button, type Card, GAP } from '../screens/card.ts'
import { noticeWords } from '../screens/notice-words.ts'
import { priceWords } from '../screens/product-cards.ts'
import { type Started, speakerOf } from './adapter.ts'
import type { ViberApi } from './client.ts'
import { drawCard } from './render.ts'
import type { Sender } from './sender.ts'

export interface WelcomeNeeds {
  readonly core: () => Core
  readonly api: ViberApi
  readonly sender: Sender
  readonly log: Log
}

type LinkedProduct = Product & { readonly archived: boolean }

/** Viber takes a welcome that comes at once; what the shop says of itself must not make it late. */
const DEADLINE_MS = 700

/**
 * What somebody reads who only opened the chat: the shop's greeting, or what the link names by which they came. They
 * are not subscribed, so nothing is kept of them; their first press makes them a customer.
 */
export const createWelcome =
  ({ core, api, sender, log }: WelcomeNeeds) =>
  async (event: Started): Promise<Record<string, unknown>> => {
    const words = wordsIn(speakerOf(event.user).language)
    const card = await soon(cardFor(core(), event.context, words)).catch((error: unknown) => {
      log.warn({ err: error }, 'the welcome is the short one')
      return shortCard(words)
    })
    // The welcome is one message: its picture is left to what it leads to.
    const { messages, keyboard } = drawCard({ ...card, photo: undefined }, { served: sender.served, words })
    return api.welcome(messages[0]!, keyboard)
  }

const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('too slow for a welcome')), DEADLINE_MS).unref()
    }),
  ])

/** What the link's word names, and a button that leads there; a word that leads nowhere says so. */
const cardFor = async (core: Core, context: string, words: Words): Promise<Card> => {
  const { rows } = shortCard(words)
  const [, kind, id = ''] = /^([pc])_([\w-]{1,62})$/.exec(context) ?? []
  const product = kind === 'p' ? await productIn(core, id) : undefined
  if (product) {
    const { lines, to, label } = productWelcome(product, words)
    return { lines, rows: [[button(label, to)], ...rows] }
  }
  const category = kind === 'c' && (await core.catalog.categories()).find((each) => each.id === id)
  if (category) {
    const name = words.of(category.name)
    return { lines: [{ bold: name }], rows: [[button(name, { to: 'list', categoryId: id })], ...rows] }
  }
  const { shop } = await core.settings.read()
  const greeting = [{ bold: words.of(shop.name) }, GAP, words.of(shop.greeting)]
  return { lines: kind ? [noticeWords({ code: 'link.unknown' }, words), GAP, ...greeting] : greeting, rows }
}

const productIn = async (core: Core, word: string) => {
  const id = word.startsWith('prd_') ? word : await core.catalog.inLink(word)
  return id === undefined ? undefined : core.catalog.product(id)
}

/** A product with its price, or where it is sold no more what else there is of its kind. */
const productWelcome = (product: LinkedProduct, words: Words) => {
  const name = words.of(product.name)
  const category = words.of(product.categoryName)
  const { article, categoryId, id: productId } = product
  if (product.archived)
    return {
      lines: [noticeWords({ code: 'link.sold_no_more', params: { name } }, words), { bold: category }],
      to: { to: 'list', categoryId },
      label: category,
    } as const
  const price = product.available ? priceWords(product, words) : words.say('product.sold_out')
  return {
    lines: [{ bold: name }, words.say('product.article', { article, category }), GAP, { bold: price }],
    to: { to: 'product', productId },
    label: words.say('welcome.product'),
  } as const
}

const shortCard = (words: Words): Card => ({
  lines: [words.say('home.lead')],
  rows: [
    [
      button(words.say('catalog.button'), { to: 'catalog' }),
      button(words.say('search.button'), { to: 'search' }),
    ],
    [button(words.say('support.button'), { to: 'ask' }), button(words.say('home.button'), { to: 'home' })],
  ],
})

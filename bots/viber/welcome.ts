import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import { type Words, wordsIn } from '../locales/words.ts'
import { button, type Card, GAP } from '../screens/card.ts'
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

/** Viber takes a welcome that comes at once; what the shop says of itself must not make it late. */
const DEADLINE_MS = 700

/**
 * What somebody reads who only opened the chat: the shop's greeting, or the product whose link they came by. They
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

const cardFor = async (core: Core, context: string, words: Words): Promise<Card> => {
  const productId = /^p_(prd_\w+)$/.exec(context)?.[1]
  const product = productId ? await core.catalog.product(productId) : undefined
  const { shop } = await core.settings.read()
  if (!product)
    return { ...shortCard(words), lines: [{ bold: words.of(shop.name) }, GAP, words.of(shop.greeting)] }
  return {
    lines: [{ bold: words.of(product.name) }, words.of(shop.name)],
    rows: [
      [button(words.say('welcome.product'), { to: 'product', productId: product.id })],
      ...shortCard(words).rows,
    ],
  }
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

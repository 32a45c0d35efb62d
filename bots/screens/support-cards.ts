import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP } from './card.ts'
import { dayWord, formatDate, formatTime } from './format.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import type { About, SupportScreen } from './support.screens.ts'

/** When the shop answers, where it is closed: today, tomorrow, or on a day. */
const restWords = (opensAt: Date, { now, words }: { now: Date; words: Words }): string =>
  words.say(`support.rest.${dayWord(opensAt, now)}`, {
    time: formatTime(opensAt, words.language),
    date: formatDate(opensAt, words.language),
  })

const backButton = (about: About | undefined, words: Words): Button[] => {
  if (about?.kind === 'order')
    return [button(words.say('support.back_order'), { to: 'order', orderId: about.id })]
  if (about?.kind === 'product')
    return [button(words.say('support.back_product'), { to: 'product', productId: about.id })]
  return []
}

const aboutWords = (about: About, words: Words): string =>
  about.kind === 'order'
    ? words.say('support.about_order', { number: about.number })
    : words.say('support.about_product', { name: words.of(about.name) })

const askCard = ({ about, opensAt, waits, now }: ScreenOf<'ask'>, words: Words): Card => ({
  lines: [
    { bold: words.say('support.title') },
    ...(about ? [aboutWords(about, words)] : []),
    GAP,
    words.say(waits ? 'support.waits' : 'support.lead'),
    ...(opensAt ? [restWords(opensAt, { now, words })] : []),
  ],
  rows: [[...backButton(about, words), button(words.say('home.button'), { to: 'home' })]],
})

export const supportCards: CardsOf<SupportScreen> = {
  ask: (screen, { words }) => askCard(screen, words),
}

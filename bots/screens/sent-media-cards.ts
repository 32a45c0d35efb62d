import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from './card.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import type { SentMediaScreen } from './sent-media.screens.ts'

const sentMediaCard = ({ orders }: ScreenOf<'sent_media'>, words: Words): Card => ({
  lines: [
    { bold: words.say('sent_media.title') },
    GAP,
    words.say('sent_media.lead'),
    words.say('sent_media.words'),
  ],
  rows: [
    ...orders.map(({ id, number }) => [
      button(words.say('sent_media.slip', { number }), { to: 'sent_slip', orderId: id }),
    ]),
    [button(words.say('sent_media.manager'), { to: 'sent_ask' })],
    [button(words.say('home.button'), { to: 'home' })],
  ],
})

export const sentMediaCards: CardsOf<SentMediaScreen> = {
  sent_media: (screen, { words }) => sentMediaCard(screen, words),
}

import type { Words } from '../locales/words.ts'
import { cardOf, STAYING } from '../screens/cards.ts'
import type { Pen, Screen } from '../screens/screen.ts'
import { type Drawing, drawCard } from './render.ts'

/** The bot that speaks, as Telegram introduces it. */
export interface Bot {
  readonly id: number
  readonly username: string
  readonly supports_inline_queries?: boolean
}

/** What drawing for this bot needs. A product is shared with its photo where the bot may be called from any chat, else as a link. */
export const penOf = (bot: Omit<Bot, 'id'>, words: Words): Pen => {
  const { username } = bot
  const link = (word: string) => `https://t.me/${username}?start=${word}`
  return {
    words,
    link,
    share: (label, { word, text }) => {
      if (bot.supports_inline_queries) return { label, query: word }
      const [url, words] = [encodeURIComponent(link(word)), encodeURIComponent(text)]
      return { label, url: `https://t.me/share/url?url=${url}&text=${words}` }
    },
  }
}

/** A screen as Telegram shows it, with its notice on top. */
export const drawScreen = (screen: Screen, pen: Pen): Drawing =>
  drawCard(cardOf(screen, pen), { record: STAYING.has(screen.name) })

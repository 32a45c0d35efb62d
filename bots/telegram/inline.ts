import type { Api } from 'grammy'
import type { InlineQuery, InlineQueryResult, Update } from 'grammy/types'
import type { Offer } from '../../core/catalog/index.ts'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import { nearestLanguage, type Words, wordsIn } from '../locales/words.ts'
import { offerCard, offerDetails } from '../screens/offer-card.ts'
import type { Pen } from '../screens/screen.ts'
import { personOf } from './adapter.ts'
import { refusalOf } from './client.ts'
import { drawCard } from './render.ts'
import { type Bot, penOf } from './screens.ts'

/** Telegram takes fifty results; a thumb looks at a screen or two of them. */
const PAGE = 20
/** A price may change and a pair be sold: Telegram asks again after this. */
const CACHE_SECONDS = 60

export interface InlineNeeds {
  readonly api: Api
  readonly core: Core
  readonly bot: Bot
  readonly log: Log
}

export type Inline = ReturnType<typeof createInline>

/**
 * `@bot words` in any chat shows products. A path of its own beside the dialogue: nothing is stored and no screen
 * changes, since Telegram forgets a query in seconds and asks anew with the next letter. It never throws.
 */
export const createInline = ({ api, core, bot, log }: InlineNeeds) => {
  const running = new Set<Promise<void>>()
  /** What each person typed last: who types on is not answered to half a word. */
  const latest = new Map<number, string>()

  /** The bot's own ids of the photos; those that nobody was sent yet have none. */
  const fileIdsOf = (offers: readonly Offer[]) =>
    core.mediaIds.findAll(
      `telegram:${bot.id}`,
      offers.flatMap(({ photo }) => photo ?? []),
    )

  const answer = async (query: InlineQuery): Promise<void> => {
    const words = wordsIn(nearestLanguage(query.from.language_code))
    const skip = /^\d{1,6}$/.test(query.offset) ? Number(query.offset) : 0
    const user = await core.users.find(personOf(query.from.id))
    const { offers, next } = await core.wishes.offers({
      userId: user?.id,
      words: query.query.trim(),
      skip,
      limit: PAGE,
    })
    const pen = penOf(bot, words)
    const fileIds = await fileIdsOf(offers)
    // Telegram may cut in while we look: the person has typed on.
    if (latest.get(query.from.id) !== query.id) return
    const give = (results: readonly InlineQueryResult[]) =>
      api.answerInlineQuery(query.id, results, {
        cache_time: CACHE_SECONDS,
        // The words are in this person's language, and without a word come their favourites.
        is_personal: true,
        next_offset: next === undefined ? '' : String(next),
        ...(offers.length === 0 && skip === 0 ? { button: nothingFound(words) } : {}),
      })
    try {
      await give(offers.map((offer) => resultOf(offer, pen, fileIds.get(offer.photo ?? ''))))
    } catch (error) {
      if (refusalOf(error) !== 'bad_media') throw error
      await give(offers.map((offer) => resultOf(offer, pen)))
    }
  }

  const run = async (query: InlineQuery): Promise<void> => {
    latest.set(query.from.id, query.id)
    try {
      await answer(query)
    } catch (error) {
      // Whoever waits types another letter and asks anew; an answer that came too late is no trouble at all.
      if (refusalOf(error) !== 'query_too_old') log.warn({ err: error }, 'an inline query was not answered')
    } finally {
      if (latest.get(query.from.id) === query.id) latest.delete(query.from.id)
    }
  }

  return {
    /** Answers in the background; anything that is no inline query is left alone. */
    hear: ({ inline_query: query }: Update): void => {
      if (!query || query.from.is_bot) return
      const work = run(query)
      running.add(work)
      void work.finally(() => running.delete(work))
    },
    /** Nobody waits for an answer any more. */
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** A photo that the bot has is sent with its words under it; a product without one is an article. */
const resultOf = (offer: Offer, pen: Pen, fileId?: string): InlineQueryResult => {
  const { words } = pen
  const { html, buttons } = drawCard(offerCard(fileId ? offer : { ...offer, photo: null }, pen))
  const shared = {
    id: offer.id,
    title: words.of(offer.name),
    description: offerDetails(offer, words),
    reply_markup: { inline_keyboard: buttons.map((row) => [...row]) },
  }
  if (fileId) return { type: 'photo', ...shared, photo_file_id: fileId, caption: html, parse_mode: 'HTML' }
  return {
    type: 'article',
    ...shared,
    input_message_content: {
      message_text: html,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
  }
}

const nothingFound = (words: Words) => ({ text: words.say('offer.nothing'), start_parameter: 'catalog' })

import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Mouth } from '../answering.ts'
import { wordsIn } from '../locales/words.ts'
import { STAYING } from '../screens/cards.ts'
import { chatOf, hear } from './adapter.ts'
import { refusalOf, toIntegrationError } from './client.ts'
import { createGroupMouth } from './group-mouth.ts'
import { cardFactsOf, type Living, readLiving } from './living.ts'
import type { Drawing } from './render.ts'
import { type Bot, drawScreen, penOf } from './screens.ts'
import { createSender } from './sender.ts'

export interface MouthNeeds {
  readonly api: Api
  readonly core: Core
  readonly bot: Bot
  readonly download: Mouth['download']
  readonly log: Log
}

export const createTelegramMouth = ({ api, core, bot, download, log }: MouthNeeds): Mouth => {
  const sender = createSender({ api, core, botId: bot.id })

  /** Takes messages away and gives back those that are still there: the new screen stands, so nothing is sent again for them. */
  const removeAll = async (chatId: number, messageIds: readonly number[]): Promise<number[]> => {
    const left: number[] = []
    for (const messageId of new Set(messageIds)) {
      try {
        await sender.remove(chatId, messageId)
      } catch (error) {
        if (!isPassing(error)) throw error
        left.push(messageId)
      }
    }
    return left
  }

  /** One message shows an order or a ticket to one of the staff. Gives the one that did until now, where it is another. */
  const keepCard = async (person: string, { about, messageId }: { about: string; messageId: number }) => {
    const before = await core.staffCards.keep({ about, person, messageId: String(messageId) })
    return before ? [Number(before.messageId)] : []
  }

  const draw = async (
    chatId: number,
    { drawing, target }: { drawing: Drawing; target: number | null },
  ): Promise<number> => {
    const edits = target !== null && !drawing.asksPhone && !drawing.media && !drawing.file
    const edited = edits && (await sender.edit(chatId, target, drawing))
    return edited ? target : sender.send(chatId, drawing)
  }

  const show = async ({
    person,
    screen,
    language,
    living,
    body,
  }: Parameters<Mouth['show']>[0]): Promise<Living | null> => {
    const chatId = chatOf(person)
    const drawing = drawScreen(screen, penOf(bot, wordsIn(language)))
    const press = pressOf(body)
    const before = readLiving(living)
    const facts = cardFactsOf(screen)
    const card = facts?.about ?? null
    // A press draws where it was pressed, unless that message is a record; anything else draws below.
    const target = press && !press.onRecord ? press.messageId : null

    try {
      // Our living screen is no card by now; any other message may be one, which from now on shows something else. Said
      // before it does: a new card that comes at this moment must not take it away as its older self.
      const living = before?.messageId === target && before.card === null
      if (!card && target !== null && !living)
        await core.staffCards.forgetMessage({ person, messageId: String(target) })
      const edited = before?.messageId === target && !becomes(before, drawing) ? null : target
      const messageId = await draw(chatId, { drawing, target: edited })
      const old = [
        ...(before?.left ?? []),
        ...(target === null ? [] : [target]),
        ...(before && (before.card === null || before.card === card) ? [before.messageId] : []),
        ...(card ? await keepCard(person, { about: card, messageId }) : []),
      ]
      const left = await removeAll(
        chatId,
        old.filter((id) => id !== messageId),
      )
      const kind = kindOf(drawing)
      const shows = facts?.shows ?? null
      // A screen that stays as it is begins a new one below; what is left of the old is remembered with it.
      if (STAYING.has(screen.name))
        return left.length > 0 ? { messageId: left[0]!, kind, card, shows, left } : null
      return { messageId, kind, card, shows, left }
    } catch (error) {
      if (refusalOf(error) === 'blocked') {
        await core.users.blocked(person)
        return before
      }
      throw toIntegrationError(error)
    }
  }

  return {
    messenger: 'telegram',
    hasDesk: true,
    hear: (body) => {
      const update = body as Update
      const heard = hear(update)
      if (!heard) return undefined
      const { press } = heard
      return press ? { ...heard, acknowledge: () => acknowledge(api, press.queryId, log) } : heard
    },
    show,
    download,
    inChat: createGroupMouth({ api, core, bot, log }),
  }
}

/** Whether Telegram edits what is there into this: a text may become a photo, but no photo a text, and a file nothing. */
const becomes = (before: Living | null, drawing: Drawing): boolean => {
  if (before?.kind === 'media' || drawing.media || drawing.file) return false
  return before?.kind !== 'photo' || drawing.photo !== null
}

const kindOf = ({ asksPhone, media, photo }: Drawing): Living['kind'] => {
  if (asksPhone) return 'asks_phone'
  return media ? 'media' : photo ? 'photo' : 'text'
}

const pressOf = (body: unknown) => (body ? hear(body as Update)?.press : undefined)

/** The press is stored and its screen follows, whatever becomes of this. */
const acknowledge = async (api: Api, queryId: string, log: Log): Promise<void> => {
  await api
    .answerCallbackQuery(queryId)
    .catch((error: unknown) => log.info({ err: error }, 'a press was answered too late'))
}

const isPassing = (error: unknown): boolean => {
  const known = toIntegrationError(error)
  return known instanceof IntegrationError && known.retry
}

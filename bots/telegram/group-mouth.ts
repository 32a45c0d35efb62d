import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import { cut } from '../../core/kernel/text.ts'
import type { StaffCard } from '../../core/staff/index.ts'
import type { Mouth } from '../answering.ts'
import { wordsIn } from '../locales/words.ts'
import { noticeWords } from '../screens/notice-words.ts'
import type { ChatReply } from '../staff/in-chat.ts'
import { chatOf, hearInGroup, personOf } from './adapter.ts'
import { movedTo, refusalOf, toIntegrationError } from './client.ts'
import { drawCard } from './render.ts'
import { type Bot, drawScreen, penOf } from './screens.ts'
import { createSender } from './sender.ts'

const TOAST_MAX = 200

interface Needs {
  readonly api: Api
  readonly core: Core
  readonly bot: Bot
}

/**
 * For `catch`: a group that is another by now, or has removed the bot, is remembered as that; nothing is left to do
 * there. @throws what Telegram refused otherwise, in our terms
 */
const unlessGone =
  (core: Core, chat: string) =>
  async (error: unknown): Promise<void> => {
    const to = movedTo(error)
    if (to !== undefined) await core.staff.moveChat({ from: chat, to: personOf(to) })
    else if (refusalOf(error) === 'blocked') {
      if (await core.staff.chatAt(chat)) await core.staff.loseChat({ chat })
    } else throw toIntegrationError(error)
  }

/** Hears what concerns us in groups and answers there: over the pressed message, and by a toast. */
export const createGroupMouth = ({
  api,
  core,
  bot,
  log,
}: Needs & { readonly log: Log }): NonNullable<Mouth['inChat']> => {
  const sender = createSender({ api, core, botId: bot.id })

  const draw = async (chat: string, { screen, language }: ChatReply, target: number | undefined) => {
    if (!screen) return
    const drawing = drawScreen(screen, penOf(bot, wordsIn(language)))
    const work = target ? sender.edit(chatOf(chat), target, drawing) : sender.send(chatOf(chat), drawing)
    await work.then(() => undefined, unlessGone(core, chat))
  }

  return (body) => {
    const update = body as Update
    const said = hearInGroup(update, bot.username)
    if (!said) return undefined
    const query = update.callback_query
    return {
      said,
      answer: async (reply) => {
        if (query) {
          const text = reply?.toast && noticeWords(reply.toast, wordsIn(reply.language))
          // The card says it too: a toast that comes too late is no trouble.
          await api
            .answerCallbackQuery(query.id, text ? { text: cut(text, TOAST_MAX) } : {})
            .catch((error: unknown) => log.info({ err: error }, 'a toast came too late'))
        }
        if (reply) await draw(said.chat, reply, query?.message?.message_id)
      },
    }
  }
}

/** Draws an order's card again where it stands in a group; one that is no chat of the staff any more shows no order. */
export const redrawInGroup = async (
  { api, core, bot }: Needs,
  {
    card,
    read,
  }: { card: StaffCard; read: (chat: string) => Promise<ReturnType<typeof drawCard> | undefined> },
): Promise<void> => {
  const { about, person, messageId } = card
  const sender = createSender({ api, core, botId: bot.id })
  const drawing = await read(person)
  if (!drawing) {
    const order = await core.orders.find(about)
    const lines = [wordsIn('uk').notice('staff.chat_closed', { number: order?.number ?? '' })]
    await core.staffCards.forget(card)
    await sender
      .edit(chatOf(person), Number(messageId), drawCard({ lines, rows: [] }))
      .then(() => undefined, unlessGone(core, person))
    return
  }
  await sender.edit(chatOf(person), Number(messageId), drawing).then(
    async (there) => {
      if (!there) await core.staffCards.forget(card)
    },
    unlessGone(core, person),
  )
}

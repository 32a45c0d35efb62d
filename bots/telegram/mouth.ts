import { type Api, InputFile } from 'grammy'
import type { Update } from 'grammy/types'
import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Mouth } from '../answering.ts'
import type { MediaKind } from '../dialogue/heard.ts'
import { wordsIn } from '../locales/words.ts'
import type { CardFile, CardMedia } from '../screens/card.ts'
import { chatOf, hear } from './adapter.ts'
import { refusalOf, toIntegrationError } from './client.ts'
import { cardFactsOf, type Living, readLiving } from './living.ts'
import type { Drawing } from './render.ts'
import { type Bot, drawScreen, penOf, STAYING } from './screens.ts'

export interface MouthNeeds {
  readonly api: Api
  readonly core: Core
  readonly bot: Bot
  readonly download: Mouth['download']
}

export const createTelegramMouth = ({ api, core, bot, download }: MouthNeeds): Mouth => {
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
    const known = (await core.staffCards.of(about)).find((card) => card.person === person)
    await core.staffCards.keep({ about, person, messageId: String(messageId) })
    const before = known && Number(known.messageId)
    return before === undefined || before === messageId ? [] : [before]
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
      const edited = before?.messageId === target && !becomes(before, drawing) ? null : target
      const messageId = await draw(chatId, { drawing, target: edited })
      const old = [
        ...(before?.left ?? []),
        ...(target === null ? [] : [target]),
        ...(before && (before.card === null || before.card === card) ? [before.messageId] : []),
        ...(card ? await keepCard(person, { about: card, messageId }) : []),
      ]
      // Our living screen is no card by now; any other message may be one, which from now on shows something else.
      const living = before?.messageId === messageId && before.card === null
      if (!card && target === messageId && !living)
        await core.staffCards.forgetMessage({ person, messageId: String(messageId) })
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
    hear: (body) => {
      const update = body as Update
      const heard = hear(update)
      if (!heard) return undefined
      const { press } = heard
      return press ? { ...heard, acknowledge: () => acknowledge(api, press.queryId) } : heard
    },
    show,
    download,
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
const acknowledge = async (api: Api, queryId: string): Promise<void> => {
  await api.answerCallbackQuery(queryId).catch(() => undefined)
}

const isPassing = (error: unknown): boolean => {
  const known = toIntegrationError(error)
  return known instanceof IntegrationError && known.retry
}

/** Sends and edits drawings; pictures are uploaded once and then named by the file_id that this bot got. */
export const createSender = ({ api, core, botId }: { api: Api; core: Core; botId: number }) => {
  const bot = `telegram:${botId}`

  const uploaded = async (hash: string): Promise<InputFile | undefined> => {
    const picture = await core.catalog.picture(hash)
    return picture && new InputFile(picture.bytes, `${hash.slice(0, 12)}.jpg`)
  }

  /** Runs `use` with the picture's file_id, or its bytes where Telegram does not know it (any more). */
  const withPhoto = async <T extends { photo?: { file_id: string }[] } | true>(
    hash: string,
    use: (photo: string | InputFile) => Promise<T>,
  ): Promise<T | undefined> => {
    const known = await core.mediaIds.find(bot, hash)
    if (known) {
      try {
        return await use(known)
      } catch (error) {
        if (refusalOf(error) !== 'bad_media') throw error
      }
    }
    const file = await uploaded(hash)
    if (!file) return undefined
    const sent = await use(file)
    const fileId = sent === true ? undefined : sent.photo?.at(-1)?.file_id
    if (fileId) await core.mediaIds.keep(bot, hash, fileId)
    return sent
  }

  const markup = ({ asksPhone, buttons }: Drawing) =>
    asksPhone
      ? {
          keyboard: [
            [{ text: asksPhone.share, request_contact: true }],
            [{ text: asksPhone.back }, { text: asksPhone.home }],
          ],
          one_time_keyboard: true,
          resize_keyboard: true,
        }
      : { inline_keyboard: buttons.map((row) => [...row]) }

  const sendText = async (chatId: number, drawing: Drawing) =>
    (
      await api.sendMessage(chatId, drawing.html, {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: markup(drawing),
      })
    ).message_id

  /** A file that Telegram keeps, with the words under it; undefined where it does not have it any more. */
  const sendMedia = async (
    chatId: number,
    { media, drawing }: { media: CardMedia; drawing: Drawing },
  ): Promise<number | undefined> => {
    const under = { caption: drawing.html, parse_mode: 'HTML', reply_markup: markup(drawing) } as const
    const sends: Readonly<Record<MediaKind, () => Promise<{ message_id: number }>>> = {
      photo: () => api.sendPhoto(chatId, media.id, under),
      voice: () => api.sendVoice(chatId, media.id, under),
      video: () => api.sendVideo(chatId, media.id, under),
      audio: () => api.sendAudio(chatId, media.id, under),
      document: () => api.sendDocument(chatId, media.id, under),
      // A round video takes no words under it: they follow.
      video_note: async () => {
        await api.sendVideoNote(chatId, media.id)
        return { message_id: await sendText(chatId, drawing) }
      },
    }
    try {
      return (await sends[media.kind]()).message_id
    } catch (error) {
      if (refusalOf(error) !== 'bad_media') throw error
      return undefined
    }
  }

  const sendFile = async (chatId: number, { file, drawing }: { file: CardFile; drawing: Drawing }) =>
    (
      await api.sendDocument(chatId, new InputFile(Buffer.from(file.text), file.name), {
        caption: drawing.html,
        parse_mode: 'HTML',
        reply_markup: markup(drawing),
      })
    ).message_id

  const send = async (chatId: number, drawing: Drawing): Promise<number> => {
    if (drawing.file) return sendFile(chatId, { file: drawing.file, drawing })
    if (drawing.media)
      return (await sendMedia(chatId, { media: drawing.media, drawing })) ?? sendText(chatId, drawing)
    if (!drawing.photo) return sendText(chatId, drawing)
    const sent = await withPhoto(drawing.photo, (photo) =>
      api.sendPhoto(chatId, photo, {
        caption: drawing.html,
        parse_mode: 'HTML',
        reply_markup: markup(drawing),
      }),
    )
    return sent ? sent.message_id : sendText(chatId, drawing)
  }

  const editText = (chatId: number, messageId: number, drawing: Drawing) =>
    api.editMessageText(chatId, messageId, drawing.html, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: drawing.buttons.map((row) => [...row]) },
    })

  /** Draws over a message of ours. False where Telegram does not let that kind be edited into this, or it is gone. */
  const edit = async (chatId: number, messageId: number, drawing: Drawing): Promise<boolean> => {
    try {
      if (!drawing.photo) {
        await editText(chatId, messageId, drawing)
        return true
      }
      const edited = await withPhoto(
        drawing.photo,
        (media) =>
          api.editMessageMedia(
            chatId,
            messageId,
            { type: 'photo', media, caption: drawing.html, parse_mode: 'HTML' },
            { reply_markup: { inline_keyboard: drawing.buttons.map((row) => [...row]) } },
          ) as Promise<{ photo?: { file_id: string }[] } | true>,
      )
      return edited !== undefined
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === 'not_modified') return true
      if (refusal === 'message_gone') return false
      throw error
    }
  }

  /** Takes a message away: deleted where that still goes, else stripped of its buttons. */
  const remove = async (chatId: number, messageId: number): Promise<void> => {
    try {
      await api.deleteMessage(chatId, messageId)
    } catch (error) {
      if (refusalOf(error) !== 'message_gone') throw error
      await api.editMessageReplyMarkup(chatId, messageId).catch((gone: unknown) => {
        if (!refusalOf(gone)) throw gone
      })
    }
  }

  return { send, edit, remove }
}

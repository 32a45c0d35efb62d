import { type Api, InputFile } from 'grammy'
import type { Core } from '../../core/index.ts'
import type { MediaKind } from '../dialogue/heard.ts'
import type { CardFile, CardMedia } from '../screens/card.ts'
import { refusalOf } from './client.ts'
import type { Drawing } from './render.ts'

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

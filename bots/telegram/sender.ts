import { type Api, InputFile } from 'grammy'
import type { Message } from 'grammy/types'
import type { Core } from '../../core/index.ts'
import type { MediaKind } from '../dialogue/heard.ts'
import type { CardFile, CardMedia } from '../screens/card.ts'
import { refusalOf } from './client.ts'
import { type Drawing, escapeHtml } from './render.ts'

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

  /** Sends a file by its id here or by its bytes, with the words under it. Gives the message and the id that it has here. */
  const sendMedia = async (
    chatId: number,
    { kind, file, drawing }: { kind: MediaKind; file: string | InputFile; drawing: Drawing },
  ): Promise<{ messageId: number; mediaId: string | undefined }> => {
    const under = { caption: drawing.html, parse_mode: 'HTML', reply_markup: markup(drawing) } as const
    const sends: Readonly<Record<MediaKind, () => Promise<Message>>> = {
      photo: () => api.sendPhoto(chatId, file, under),
      voice: () => api.sendVoice(chatId, file, under),
      video: () => api.sendVideo(chatId, file, under),
      audio: () => api.sendAudio(chatId, file, under),
      document: () => api.sendDocument(chatId, file, under),
      video_note: () => api.sendVideoNote(chatId, file),
    }
    const sent = await sends[kind]()
    const mediaId = (kind === 'photo' ? sent.photo?.at(-1) : sent[kind])?.file_id
    // A round video takes no words under it: they follow.
    return { messageId: kind === 'video_note' ? await sendText(chatId, drawing) : sent.message_id, mediaId }
  }

  /** A file of another messenger: the copy that is kept of it, uploaded once. Undefined where there is none. */
  const sendCopy = async (
    chatId: number,
    { media, drawing }: { media: CardMedia; drawing: Drawing },
  ): Promise<number | undefined> => {
    const kept = await core.files.of(media)
    const known = kept?.sentAs[bot]
    if (known) {
      const sent = await unlessBadMedia(sendMedia(chatId, { kind: media.kind, file: known, drawing }))
      if (sent) return sent.messageId
    }
    const copy = kept && (await core.files.read(kept.id))
    if (!copy) return undefined
    const file = new InputFile(copy.bytes, copy.name)
    const sent = await unlessBadMedia(sendMedia(chatId, { kind: media.kind, file, drawing }))
    if (sent?.mediaId) await core.files.sentAs(copy.id, { bot, mediaId: sent.mediaId })
    return sent?.messageId
  }

  /** A file that a person sent, or what is said in its place. */
  const sendMediaOrWords = async (
    chatId: number,
    { media, drawing }: { media: CardMedia; drawing: Drawing },
  ): Promise<number> => {
    const own = media.messenger === 'telegram'
    const sent = own
      ? (await unlessBadMedia(sendMedia(chatId, { kind: media.kind, file: media.id, drawing })))?.messageId
      : await sendCopy(chatId, { media, drawing })
    if (sent !== undefined) return sent
    return sendText(chatId, { ...drawing, html: `${drawing.html}\n\n${escapeHtml(media.instead)}` })
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
    if (drawing.media) return sendMediaOrWords(chatId, { media: drawing.media, drawing })
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

/** Undefined where Telegram does not take the file: an id that it has no more, a picture that it cannot read. */
const unlessBadMedia = async <T>(sending: Promise<T>): Promise<T | undefined> => {
  try {
    return await sending
  } catch (error) {
    if (refusalOf(error) !== 'bad_media') throw error
    return undefined
  }
}

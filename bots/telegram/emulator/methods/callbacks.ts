import { flag, text } from '../params.ts'
import type { Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { announce } from '../world.ts'

const answerableForMs = 15_000
const maxAnswerLength = 200

const answerCallbackQuery: Method = ({ world, bot, params }) => {
  const answerText = text(params, 'text')
  const url = text(params, 'url')
  if (answerText && answerText.length > maxAnswerLength) throw badRequest('MESSAGE_TOO_LONG')
  if (url && !/^(?:https?:\/\/)?t\.me\/\w+\?start=[\w-]{1,64}$/i.test(url)) throw badRequest('URL_INVALID')
  const query = world.callbacks.get(text(params, 'callback_query_id') ?? '')
  const isLive = query && query.botId === bot.id && world.timing.nowMs() - query.createdMs <= answerableForMs
  if (!isLive) throw badRequest('query is too old and response timeout expired or query ID is invalid')
  // The person's phone hears the first answer only; Telegram says nothing about a second one.
  if (!query.answer) {
    query.answer = {
      ...(answerText && { text: answerText }),
      ...(flag(params, 'show_alert') && { showAlert: true }),
      ...(url && { url }),
    }
    announce(world, { kind: 'answer', personId: query.personId, bot: bot.username, callbackId: query.id })
  }
  return true
}

export const callbackMethods: Record<string, Method> = { answerCallbackQuery }

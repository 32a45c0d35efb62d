import { keepInlineAnswer } from '../inline-queries.ts'
import { flag, integer, isObject, type JsonObject, list, object, type Params, text } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { checkReplyMarkup, inlineRows } from '../reply-markup.ts'
import type { InlineAnswer, InlineResult } from '../world.ts'
import { takePhoto } from './media.ts'
import { captionContent, textContent } from './send.ts'

const answerableForMs = 15_000
const maxResults = 50
const maxIdBytes = 64
const maxOffsetBytes = 64
const usualCacheS = 300

const answerInlineQuery: Method = async (call) => {
  const { world, bot, params } = call
  const given = (list(params, 'results') ?? []) as Params[]
  if (given.length > maxResults) throw badRequest('RESULTS_TOO_MUCH')
  checkIds(given.map(({ id }) => String(id)))
  const nextOffset = text(params, 'next_offset') ?? ''
  if (Buffer.byteLength(nextOffset) > maxOffsetBytes) throw badRequest('NEXT_OFFSET_INVALID')
  const button = buttonOf(object(params, 'button'))
  const results: InlineResult[] = []
  for (const result of given) results.push(await resultOf(call, result))

  const query = world.inlineQueries.get(text(params, 'inline_query_id') ?? '')
  const isLive = query && query.botId === bot.id && world.timing.nowMs() - query.createdMs <= answerableForMs
  if (!isLive || query.answer)
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  const answer: InlineAnswer = { results, nextOffset, ...(button && { button }) }
  const cacheS = Math.max(0, integer(params, 'cache_time') ?? usualCacheS)
  keepInlineAnswer(world, query, { answer, cacheS, isPersonal: flag(params, 'is_personal') })
  return true
}

function checkIds(ids: readonly string[]): void {
  for (const id of ids) {
    const bytes = Buffer.byteLength(id)
    if (bytes < 1 || bytes > maxIdBytes) throw badRequest('RESULT_ID_INVALID')
  }
  if (new Set(ids).size < ids.length) throw badRequest('RESULT_ID_DUPLICATE')
}

function buttonOf(button: JsonObject | undefined): InlineAnswer['button'] {
  if (!button) return undefined
  const label = text(button, 'text') ?? ''
  const startParameter = text(button, 'start_parameter') ?? ''
  if (button.web_app !== undefined)
    throw badRequest('buttons with web apps are not supported by the emulator')
  if (label === '') throw badRequest('inline query results button text must be non-empty')
  if (!/^[\w-]{1,64}$/.test(startParameter)) throw badRequest('START_PARAM_INVALID')
  return { text: label, startParameter }
}

/** The emulator knows articles with a text, and photos that the bot has. */
async function resultOf(call: Call, result: Params): Promise<InlineResult> {
  const { title, description } = result
  if (result.reply_markup !== undefined) checkReplyMarkup(result.reply_markup)
  const rows = inlineRows(object(result, 'reply_markup'))
  return {
    id: String(result.id),
    type: String(result.type),
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    content: await contentOf(call, result),
    ...(rows && { inlineKeyboard: rows }),
  }
}

async function contentOf(call: Call, result: Params): Promise<InlineResult['content']> {
  const words = result.input_message_content
  if (words !== undefined) return wordsOf(words)
  const fileId = text(result, 'photo_file_id')
  if (result.type === 'photo' && fileId)
    return { photo: await takePhoto(call, fileId), ...captionContent(result) }
  throw badRequest(`inline results of type "${String(result.type)}" are not supported by the emulator`)
}

function wordsOf(content: unknown): InlineResult['content'] {
  const source = isObject(content) ? content : {}
  if (source.message_text === undefined)
    throw badRequest('only texts are supported as input_message_content by the emulator')
  const { message_text: said, ...rest } = source
  return textContent({ ...rest, text: said })
}

export const inlineMethods: Record<string, Method> = { answerInlineQuery }

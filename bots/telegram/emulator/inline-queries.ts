import { addMessage, renderMessage, userOf } from './messages.ts'
import type { Actor } from './person-actions.ts'
import { badRequest, Refusal } from './refusal.ts'
import type { Updates } from './updates.ts'
import { chatOf, type InlineAnswer, type InlineQuery, type Message, type World } from './world.ts'

const maxQueryLength = 256
const keptQueries = 1_000

interface Needs {
  world: World
  updates: Updates
}

const cacheKey = ({ botId, query, offset }: InlineQuery, personId: number | '') =>
  JSON.stringify([botId, personId, query, offset])

/** A person types after the bot's name, in any chat. What was answered a moment ago is answered again, else the bot is asked. */
export function personAsksInline(
  { world, updates }: Needs,
  { bot, person }: Actor,
  asked: { query: string; offset: string },
): InlineQuery {
  if (asked.query.length > maxQueryLength) throw badRequest('the query is too long, at most 256 characters')
  const id = String(world.nextCallbackId++)
  const query: InlineQuery = {
    id,
    botId: bot.id,
    personId: person.id,
    ...asked,
    createdMs: world.timing.nowMs(),
  }
  world.inlineQueries.set(id, query)
  if (world.inlineQueries.size > keptQueries)
    world.inlineQueries.delete(world.inlineQueries.keys().next().value!)
  const known =
    world.inlineCache.get(cacheKey(query, person.id)) ?? world.inlineCache.get(cacheKey(query, ''))
  if (known && known.untilMs > world.timing.nowMs()) query.answer = known.answer
  else
    updates.push(
      bot,
      'inline_query',
      { id, from: userOf(person), query: asked.query, offset: asked.offset, chat_type: 'sender' },
      `inline:${person.id}`,
    )
  return query
}

/** The bot has answered: the phone shows it, and others who type the same may see it too. */
export function keepInlineAnswer(
  world: World,
  query: InlineQuery,
  { answer, cacheS, isPersonal }: { answer: InlineAnswer; cacheS: number; isPersonal: boolean },
): void {
  query.answer = answer
  const untilMs = world.timing.nowMs() + cacheS * 1000
  if (cacheS > 0)
    world.inlineCache.set(cacheKey(query, isPersonal ? query.personId : ''), { answer, untilMs })
  world.changes.emit('inline', query)
}

/** Resolves with the answer, or undefined when there is none in time. */
export function inlineAnswer(
  world: World,
  query: InlineQuery,
  timeoutMs: number,
): Promise<InlineAnswer | undefined> {
  if (query.answer) return Promise.resolve(query.answer)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      world.changes.off('inline', look)
      resolve(query.answer)
    }
    const look = (answered: InlineQuery) => {
      if (answered === query) end()
    }
    const timer = setTimeout(end, timeoutMs)
    world.changes.on('inline', look)
  })
}

/** The person picks a result: it goes as their own message into the chat with the bot, which hears of it. */
export function personPicksResult(
  { world, updates }: Needs,
  { bot, person }: Actor,
  picked: { queryId: string; resultId: string },
): Message {
  const query = world.inlineQueries.get(picked.queryId)
  const result = query?.answer?.results.find(({ id }) => id === picked.resultId)
  if (query?.personId !== person.id || !result) throw new Refusal(404, 'there is no such result')
  const chat = chatOf(world, bot, person.id)
  if (chat.isBlocked) throw new Refusal(409, 'the person has blocked this bot; unblock it first')
  chat.isStarted = true
  const message = addMessage(world, bot, chat, {
    from: 'person',
    content: result.content,
    isViaBot: true,
    ...(result.inlineKeyboard && { inlineKeyboard: result.inlineKeyboard }),
  })
  chat.actedRevision = message.revision
  updates.push(bot, 'message', renderMessage(world, bot, chat, message), `chat:${person.id}`)
  return message
}

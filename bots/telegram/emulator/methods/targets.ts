import { integer } from '../params.ts'
import type { Call } from '../platform.ts'
import { badRequest, forbidden, Refusal } from '../refusal.ts'
import { type Chat, findChat, type Message } from '../world.ts'

/** The chat that a parameter names. Refuses persons nobody knows, persons who never wrote to the bot, and groups that moved. */
export function knownChat({ world, bot, params }: Call, name = 'chat_id'): Chat {
  const id = integer(params, name)
  if (id !== undefined && id < 0) return knownGroup({ world, bot }, id)
  if (id === undefined || !world.persons.has(id)) throw badRequest('chat not found')
  const chat = findChat(world, bot, id)
  if (!chat?.isStarted) throw forbidden("bot can't initiate conversation with a user")
  return chat
}

function knownGroup({ world, bot }: Pick<Call, 'world' | 'bot'>, id: number): Chat {
  const group = world.groups.get(id)
  const chat = findChat(world, bot, id)
  if (!group || !chat?.isStarted) throw badRequest('chat not found')
  if (group.migratedTo !== undefined)
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: group.migratedTo,
    })
  if (chat.isBlocked) throw forbidden(`bot was kicked from the ${group.type} chat`)
  return chat
}

/** As `knownChat`, and the person has not blocked the bot. */
export function writableChat(call: Call): Chat {
  const chat = knownChat(call)
  if (chat.isBlocked) throw forbidden('bot was blocked by the user')
  return chat
}

/** The message that an edit names, with its chat; only the bot's own and editable ones. */
export function editableMessage(call: Call): { chat: Chat; message: Message } {
  requireMessageId(call)
  const chat = writableChat(call)
  const message = chat.messages.get(integer(call.params, 'message_id') ?? 0)
  if (!message) throw badRequest('message to edit not found')
  if (message.from !== 'bot' || message.hadReplyMarkup || message.forwardOrigin)
    throw badRequest("message can't be edited")
  return { chat, message }
}

function requireMessageId({ params }: Call): void {
  if (params.inline_message_id !== undefined)
    throw badRequest('inline messages are not supported by the emulator')
  if (params.chat_id === undefined && params.message_id === undefined)
    throw badRequest('message identifier is not specified')
  if (params.chat_id === undefined) throw badRequest('chat_id is empty')
  if (params.message_id === undefined) throw badRequest('message to edit not found')
}

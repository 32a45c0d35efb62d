import { botUserOf, chatObjectIn, userOf } from '../messages.ts'
import { integer, text } from '../params.ts'
import type { Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { announce } from '../world.ts'
import { knownChat, writableChat } from './targets.ts'

const actionLastsMs = 5_000
const actions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

const sendChatAction: Method = (call) => {
  const name = text(call.params, 'action') ?? ''
  if (!actions.has(name)) throw badRequest('wrong parameter action in request')
  const chat = writableChat(call)
  chat.action = { name, untilMs: call.world.timing.nowMs() + actionLastsMs }
  announce(call.world, { kind: 'action', personId: chat.personId, bot: call.bot.username })
  return true
}

const getChat: Method = (call) => {
  const chat = knownChat(call)
  return {
    ...chatObjectIn(call.world, chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    },
  }
}

const getChatMember: Method = (call) => {
  const chat = knownChat(call)
  const userId = integer(call.params, 'user_id')
  if (userId === call.bot.id) return { user: botUserOf(call.bot), status: chat.isBlocked ? 'left' : 'member' }
  const members = call.world.groups.get(chat.personId)?.memberIds ?? [chat.personId]
  if (userId === undefined || !members.includes(userId)) throw badRequest('member not found')
  return { user: userOf(call.world.persons.get(userId)!), status: 'member' }
}

export const chatMethods: Record<string, Method> = { sendChatAction, getChat, getChatMember }

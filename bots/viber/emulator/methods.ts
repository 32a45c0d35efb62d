import { type CheckedMessage, checkMessage } from './check-message.ts'
import { isObject, type JsonObject } from './json.ts'
import { limits } from './limits.ts'
import { addressProblem } from './links.ts'
import type { Platform } from './platform.ts'
import { badData, missingData, Refusal } from './refusal.ts'
import { type Chat, chatOf, nextToken, type Person, type World } from './world.ts'

/** One method of the API: gives the fields of its answer beside `status`, or throws a Refusal. */
export type Method = (platform: Platform, body: JsonObject) => JsonObject | Promise<JsonObject>

const eventTypes = [
  'delivered',
  'seen',
  'failed',
  'subscribed',
  'unsubscribed',
  'conversation_started',
  'client_status',
  'message',
]
const hourMs = 3_600_000
const broadcasts = new WeakMap<World, number[]>()

export const methods: Readonly<Record<string, Method>> = {
  async set_webhook({ world, deliveries }, body) {
    const { url, event_types: types, send_name: sendName } = body
    if (url === undefined) throw missingData('url is missing')
    if (typeof url !== 'string') throw badData('url must be a string')
    if (types !== undefined && !(Array.isArray(types) && types.every((each) => eventTypes.includes(each))))
      throw badData(`event_types must be a list of ${eventTypes.join(', ')}`)
    if (url === '') {
      delete world.webhook
      world.changes.emit('changed')
      return {}
    }
    const problem = addressProblem(url)
    if (problem) throw new Refusal(1, `invalidUrl: it ${problem}`)
    const failure = await deliveries.tryWebhook(url)
    if (failure) throw new Refusal(1, `invalidUrl: it ${failure}`)
    world.webhook = {
      url,
      ...(types !== undefined && { eventTypes: types as string[] }),
      sendName: sendName !== false,
    }
    world.changes.emit('changed')
    deliveries.webhookChanged()
    return { event_types: types ?? eventTypes }
  },

  send_message({ world, phones }, body) {
    requireWebhook(world)
    const checked = checkMessage(body)
    const { receiver } = body
    if (receiver === undefined) throw missingData('receiver is missing')
    const { chat } = receiverOf(world, receiver, checked)
    const token = nextToken(world)
    const billingStatus = billed(world, chat)
    phones.send(chat, checked, { token, billingStatus })
    return { message_token: token, billing_status: billingStatus }
  },

  broadcast_message({ world, phones }, body) {
    requireWebhook(world)
    const { broadcast_list: list } = body
    if (list === undefined) throw missingData('broadcast_list is missing')
    if (!Array.isArray(list) || list.length === 0 || !list.every((each) => typeof each === 'string'))
      throw badData('broadcast_list must be a list of ids')
    if (list.length > limits.broadcastReceivers)
      throw badData(`broadcast_list is longer than ${limits.broadcastReceivers}`)
    checkMessage(body)
    countBroadcast(world)
    const token = nextToken(world)
    const failed: JsonObject[] = []
    for (const receiver of new Set(list as string[])) {
      try {
        const person = world.persons.get(receiver)
        const checked = checkMessage(person ? withoutPlaceholders(body, person) : body)
        const { chat } = receiverOf(world, receiver, checked)
        phones.send(chat, checked, { token, billingStatus: billed(world, chat) })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        failed.push({ receiver, status: error.status, status_message: error.message })
      }
    }
    return { message_token: token, failed_list: failed }
  },

  get_account_info({ world }) {
    const { bot, webhook } = world
    return {
      id: 'pa:75346594275468546724',
      name: bot.name,
      uri: bot.uri,
      icon: '',
      background: '',
      category: 'Shopping',
      subcategory: 'Online store',
      country: 'UA',
      webhook: webhook?.url ?? '',
      event_types: webhook?.eventTypes ?? eventTypes,
      subscribers_count: [...world.chats.values()].filter(({ isSubscribed }) => isSubscribed).length,
      members: [],
    }
  },

  get_user_details({ world }, { id }) {
    if (id === undefined) throw missingData('id is missing')
    const person = typeof id === 'string' ? world.persons.get(id) : undefined
    if (!person) throw new Refusal(5)
    const chat = chatOf(world, person.id)
    if (!chat.isSubscribed) throw new Refusal(6)
    const nowMs = world.clock.nowMs()
    chat.detailsMs = chat.detailsMs.filter((askedMs) => askedMs > nowMs - 12 * hourMs)
    if (chat.detailsMs.length >= limits.detailsIn12h) throw new Refusal(12)
    chat.detailsMs.push(nowMs)
    return {
      message_token: nextToken(world),
      user: {
        ...userOf(world, person),
        primary_device_os: 'android 14',
        viber_version: '23.0.0',
        mcc: 255,
        mnc: 1,
        device_type: 'Pixel 8',
      },
    }
  },

  get_online({ world }, { ids }) {
    if (ids === undefined) throw missingData('ids is missing')
    if (!Array.isArray(ids)) throw badData('ids must be a list')
    if (ids.length > limits.onlineIds) throw badData(`ids is longer than ${limits.onlineIds}`)
    const users = ids.map((id: unknown) => {
      const person = typeof id === 'string' ? world.persons.get(id) : undefined
      const isKnown = person !== undefined && chatOf(world, person.id).isSubscribed
      if (!isKnown) return { id, online_status: 4, online_status_message: 'unavailable' }
      return person.isOnline
        ? { id, online_status: 0, online_status_message: 'online' }
        : { id, online_status: 1, online_status_message: 'offline', last_online: world.clock.nowMs() }
    })
    return { users }
  },
}

function requireWebhook({ webhook }: World): void {
  if (!webhook) throw new Refusal(10)
}

/** The chat of somebody who can be written to now; counts the message as one that waits for an answer. */
function receiverOf(world: World, receiver: unknown, { minApiVersion }: CheckedMessage): { chat: Chat } {
  const person = typeof receiver === 'string' ? world.persons.get(receiver) : undefined
  if (!person) throw new Refusal(5)
  const chat = chatOf(world, person.id)
  if (!chat.isSubscribed) throw new Refusal(6)
  if (minApiVersion > person.apiVersion) throw new Refusal(13)
  const nowMs = world.clock.nowMs()
  chat.unansweredMs = chat.unansweredMs.filter((sentMs) => sentMs > nowMs - hourMs)
  if (chat.unansweredMs.length >= limits.unansweredInHour) throw new Refusal(12)
  chat.unansweredMs.push(nowMs)
  return { chat }
}

/** 1: within the session that the person's last message opened; 5: outside of it, charged. */
const billed = ({ clock }: World, chat: Chat): number => (clock.nowMs() < chat.sessionEndsMs ? 1 : 5)

function countBroadcast(world: World): void {
  const nowMs = world.clock.nowMs()
  const recent = (broadcasts.get(world) ?? []).filter((sentMs) => sentMs > nowMs - 10_000)
  if (recent.length >= limits.broadcastsIn10s) throw new Refusal(12)
  broadcasts.set(world, [...recent, nowMs])
}

/** The message for one of many: placeholders anywhere in it stand for the receiver. */
function withoutPlaceholders(body: JsonObject, { id, name }: Person): JsonObject {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value
        .replaceAll('replace_me_with_url_encoded_receiver_id', encodeURIComponent(id))
        .replaceAll('replace_me_with_receiver_id', id)
        .replaceAll('replace_me_with_user_name', name)
    if (Array.isArray(value)) return value.map(fill)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, fill(field)]))
  }
  const { broadcast_list: _list, ...message } = body
  return fill(message) as JsonObject
}

/** The person as events and details have them. */
export const userOf = (
  { webhook }: World,
  { id, name, country, language, apiVersion }: Person,
): JsonObject => ({
  id,
  name: webhook?.sendName === false ? 'Subscriber' : name,
  avatar: '',
  country,
  language,
  api_version: apiVersion,
})

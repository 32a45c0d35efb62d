import createJson from 'json-bigint'
import { z } from 'zod'
import type { Received } from '../../core/inbox.ts'
import { cut } from '../../core/kernel/text.ts'
import type { Receipt } from '../../core/notifications/index.ts'
import { type Action, readAction, writeAction } from '../dialogue/action.ts'
import { commandIn, type Heard, type MediaKind, type Speaker } from '../dialogue/heard.ts'
import { nearestLanguage } from '../locales/words.ts'

/** Before the address of a button: a press comes as a text, and nobody types this. */
const PRESS_MARK = 'kram:'

export const pressOf = (action: Action): string => PRESS_MARK + writeAction(action)

/** «‹ Назад» of a question that has its own keyboard. */
export const BACK_PRESS = `${PRESS_MARK}‹`

export const personOf = (viberId: string): string => `viber:${viberId}`
export const receiverOf = (person: string): string => person.slice('viber:'.length)

/** Numbers beyond 2^53 (tokens) come as strings, exact. */
const JSON_EXACT = createJson({ storeAsString: true, protoAction: 'ignore', constructorAction: 'ignore' })

/** Viber's user; of those who switched personalisation off little is told. */
const userSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().default(''),
  language: z.string().optional(),
})

const exact = z.union([z.string(), z.number()]).transform(String)

/** What we hear of; anything else, also of releases to come, is nothing to us. */
const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('message'),
    timestamp: exact,
    message_token: exact,
    sender: userSchema,
    message: z.looseObject({ type: z.string() }),
  }),
  z.object({
    event: z.literal('conversation_started'),
    timestamp: exact,
    message_token: exact,
    user: userSchema,
    subscribed: z.boolean().default(false),
    context: z.string().default(''),
  }),
  z.object({ event: z.literal('subscribed'), timestamp: exact, message_token: exact, user: userSchema }),
  z.object({
    event: z.literal('unsubscribed'),
    timestamp: exact,
    message_token: exact,
    user_id: z.string().min(1).max(200),
  }),
  ...(['delivered', 'seen', 'failed'] as const).map((event) =>
    z.object({
      event: z.literal(event),
      timestamp: exact,
      message_token: exact,
      user_id: z.string().min(1).max(200),
      desc: z.string().optional(),
    }),
  ),
])

export type ViberEvent = z.infer<typeof eventSchema>
export type Started = Extract<ViberEvent, { event: 'conversation_started' }>
export type Report = Extract<ViberEvent, { event: 'delivered' | 'seen' | 'failed' }>

/**
 * A callback's body. `undefined`: JSON that is no event of ours (`webhook`, `client_status`, what is to come).
 * @throws SyntaxError where it is no JSON
 */
export const readEvent = (body: string): ViberEvent | undefined => {
  const parsed: unknown = parse(body)
  return eventSchema.safeParse(parsed).data
}

const parse = (body: string): unknown => {
  try {
    return JSON_EXACT.parse(body)
  } catch {
    throw new SyntaxError('no JSON')
  }
}

export const userIdOf = (event: ViberEvent): string => {
  if ('user_id' in event) return event.user_id
  return event.event === 'message' ? event.sender.id : event.user.id
}

/** An event ready for the inbox: the same one has the same name however often it is sent. */
export const receivedFrom = (event: ViberEvent): Received => ({
  source: 'viber',
  externalId: `${event.event}:${event.message_token}:${userIdOf(event)}`,
  person: personOf(userIdOf(event)),
  sequence: readSequence(event.timestamp),
  body: event,
})

const readSequence = (timestamp: string): bigint => (/^\d{1,18}$/.test(timestamp) ? BigInt(timestamp) : 0n)

/** What became of a message of ours, as it is kept. */
export const receiptOf = ({ event, message_token, user_id, timestamp, desc }: Report): Receipt => ({
  person: personOf(user_id),
  messageId: message_token,
  kind: event,
  at: new Date(Number(readSequence(timestamp))),
  error: desc,
})

export interface HeardEvent {
  readonly heard: Heard
  readonly speaker: Speaker
}

/** What a person did, in the dialogue's terms; undefined for what needs no answer. */
export const hear = (event: ViberEvent): HeardEvent | undefined => {
  switch (event.event) {
    case 'message':
      return heardBy(event.sender, hearMessage(event.message))
    case 'conversation_started':
      // Who is subscribed is written to as always; the others got their welcome in the answer to this event.
      return {
        heard: { kind: 'command', name: 'start', argument: event.context },
        speaker: speakerOf(event.user),
      }
    case 'subscribed':
      return { heard: { kind: 'unblocked' }, speaker: speakerOf(event.user) }
    case 'unsubscribed':
      return { heard: { kind: 'blocked' }, speaker: speakerOf({ id: event.user_id, name: '' }) }
    default:
      return undefined
  }
}

export const speakerOf = (user: z.infer<typeof userSchema>): Speaker => ({
  person: personOf(user.id),
  name: cut(user.name, 120),
  username: null,
  language: nearestLanguage(user.language),
})

const text = z.object({ text: z.string() })
const contact = z.object({ contact: z.object({ phone_number: z.string() }) })
/** An address that is longer than Viber's own limit is none of its own. */
const media = z.object({ media: z.string().max(2000), text: z.string().default('') })

const MEDIA: Readonly<Record<string, MediaKind>> = { picture: 'photo', video: 'video', file: 'document' }

const hearMessage = (message: { type: string }): Heard | undefined => {
  if (message.type === 'text') return hearText(text.safeParse(message).data?.text ?? '')
  if (message.type === 'contact') {
    const phone = contact.safeParse(message).data?.contact.phone_number
    // Any contact can be shared by hand: Viber does not say whose it is.
    return phone ? { kind: 'contact', phone, own: false } : { kind: 'other' }
  }
  const kind = MEDIA[message.type]
  const sent = media.safeParse(message).data
  if (kind && sent && URL.canParse(sent.media))
    return { kind: 'media', media: { kind, id: sent.media, caption: sent.text } }
  return { kind: 'other' }
}

const heardBy = (sender: z.infer<typeof userSchema>, heard: Heard | undefined): HeardEvent | undefined =>
  heard && { heard, speaker: speakerOf(sender) }

/** A link of ours that somebody pasted: what it carries, as if they had come by it. */
const PASTED = /^viber:\/\/pa\?(?:\S*&)?context=([\w-]{1,64})(?:&|$)/

const hearText = (said: string): Heard | undefined => {
  const [, argument] = PASTED.exec(said) ?? []
  if (argument) return { kind: 'command', name: 'start', argument }
  // A button that opens an address sends that address too: whoever pressed it asked us nothing.
  if (said.startsWith('viber://')) return undefined
  if (!said.startsWith(PRESS_MARK)) return commandIn(said) ?? { kind: 'text', text: said }
  if (said === BACK_PRESS) return { kind: 'back' }
  const action = readAction(said.slice(PRESS_MARK.length))
  return action ? { kind: 'action', action } : { kind: 'stale' }
}

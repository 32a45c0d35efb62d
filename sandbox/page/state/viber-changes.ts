import type { Sms, ViberBot, ViberChat, ViberPerson } from '../viber-wire.ts'
import { withOldIdentities } from './changes.ts'
import { digitsOf, type State } from './state.ts'

type Change = (state: State) => State

/** Who has Viber, and the bot there. */
export const viberArrived =
  (bot: ViberBot, persons: readonly ViberPerson[]): Change =>
  (state) => ({ ...state, viber: { ...state.viber, bot, persons } })

/** What a phone shows now. Messages that did not change keep their identity. */
export const viberChatArrived =
  (id: string, chat: ViberChat): Change =>
  (state) => {
    const before = state.viber.chats.get(id)?.messages ?? []
    const messages = withOldIdentities(before, chat.messages, ({ token }) => token)
    const chats = new Map(state.viber.chats).set(id, { ...chat, messages })
    return { ...state, viber: { ...state.viber, chats } }
  }

/** A text message came: it stands over the phone of its number, in place of the one before. */
export const smsArrived =
  (sms: Sms): Change =>
  (state) => ({ ...state, sms: new Map(state.sms).set(digitsOf(sms.to), sms) })

export const smsClosed =
  (sms: Sms): Change =>
  (state) => {
    const number = digitsOf(sms.to)
    if (state.sms.get(number) !== sms) return state
    const left = new Map(state.sms)
    left.delete(number)
    return { ...state, sms: left }
  }

import type { DomainError } from '../../core/kernel/errors.ts'
import { parsePhone } from '../../core/kernel/phone.ts'
import type { Notice } from '../screens/screen.ts'
import { home } from './home.ts'
import type { myPhoneActions, myPhoneSteps } from './my-phone.actions.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from './turn.ts'

const ask = async ({ user }: Turn, notice?: Notice): Promise<Reply> =>
  withNotice({ screen: { name: 'my_phone', phone: user.phone }, step: { asks: 'my_phone' } }, notice)

const askForCode = async (phone: string, notice?: Notice): Promise<Reply> =>
  withNotice({ screen: { name: 'phone_code', phone }, step: { asks: 'phone_code', phone } }, notice)

/** A number that was only typed, or shared where nobody vouches for it: a code goes to it. */
const sendCode = async (turn: Turn, phone: string): Promise<Reply> => {
  const { core, user, cause } = turn
  return askForCode(await core.users.askCode({ userId: user.id, phone, cause }))
}

/** A code was sent a moment ago: it is still good, and is asked for. Anything else leads to the number. */
const unlessSent = (turn: Turn, phone: string) => (refusal: DomainError) =>
  refusal.code === 'code.too_soon' ? askForCode(parsePhone(phone) ?? phone, refusal) : ask(turn, refusal)

const typed = (turn: Turn, phone: string): Promise<Reply> =>
  sendCode(turn, phone).catch(unlessRefused(unlessSent(turn, phone)))

const proven = async (turn: Turn, { merged }: { merged: boolean }): Promise<Reply> =>
  withNotice(await home(turn), { code: merged ? 'my_phone.joined' : 'my_phone.done' })

/** Whoever turns out to be somebody we know goes on as that person. */
const goingOnAs = async (turn: Turn, userId: string): Promise<Turn> => {
  const cart = await turn.core.carts.find(userId)
  const piecesInCart = cart?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0
  return { ...turn, user: { ...turn.user, id: userId }, actor: { ...turn.actor, userId }, piecesInCart }
}

const CODE = /^\d{6}$/

const proveByCode = async (turn: Turn, phone: string, text: string): Promise<Reply> => {
  const { core, user, cause } = turn
  const code = text.replace(/[\s-]/g, '')
  if (!CODE.test(code))
    return parsePhone(text) ? typed(turn, text) : askForCode(phone, { code: 'my_phone.not_code' })
  const proof = await core.users.proveByCode({ userId: user.id, phone, code, cause })
  return proven(await goingOnAs(turn, proof.userId), proof)
}

export const handlers: HandlersOf<typeof myPhoneActions> = {
  my_phone: (turn) => ask(turn),
  phone_code_again: (turn) => (turn.step.asks === 'phone_code' ? typed(turn, turn.step.phone) : ask(turn)),
}

export const fallbacks: Fallbacks<typeof myPhoneActions> = { phone_code_again: (turn) => ask(turn) }

export const questions: QuestionsOf<typeof myPhoneSteps> = {
  my_phone: {
    answer: (turn, _, text) => typed(turn, text),
    contact: async (turn, _, { phone, own }) => {
      if (!own) return typed(turn, phone)
      const proof = await turn.core.users.provePhone(turn.user.id, phone)
      return proven(await goingOnAs(turn, proof.userId), proof)
    },
    back: (turn) => home(turn),
    again: (turn) => ask(turn),
  },
  phone_code: {
    answer: (turn, { phone }, text) =>
      proveByCode(turn, phone, text).catch(
        unlessRefused((refusal) =>
          refusal.code === 'code.wrong' ? askForCode(phone, refusal) : ask(turn, refusal),
        ),
      ),
    contact: (turn, _, { phone }) => typed(turn, phone),
    again: (_, { phone }) => askForCode(phone),
  },
}

import type { Api } from 'grammy'
import { HttpError } from 'grammy'
import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Message, Messenger, SendOutcome } from '../../core/notifications/index.ts'
import { isStaff, type StaffCard } from '../../core/staff/index.ts'
import type { User } from '../../core/users/index.ts'
import { wordsIn } from '../locales/words.ts'
import type { Card } from '../screens/card.ts'
import { noticeCard } from '../screens/notice-cards.ts'
import { readCard } from '../staff/order-card.ts'
import { chatOf } from './adapter.ts'
import { refusalOf, toIntegrationError } from './client.ts'
import { readLiving, stateOf } from './living.ts'
import { createSender } from './mouth.ts'
import { CAPTION_MAX, type Drawing, drawCard, htmlOf, keyboardOf, TEXT_MAX } from './render.ts'
import { type Bot, drawScreen, penOf } from './screens.ts'
import { commandsOf } from './set-up.ts'

export interface NotifierNeeds {
  readonly api: Api
  /** Asked for late: core is made with this very messenger. */
  readonly core: () => Core
  readonly bot: Bot
}

/** Port `Messenger` over Telegram: a message stays in the chat as it is, its buttons open a new screen below it. */
export const createTelegramNotifier = ({ api, core, bot }: NotifierNeeds): Messenger => {
  const senderOf = () => createSender({ api, core: core(), botId: bot.id })

  const send = async (person: string, message: Message): Promise<SendOutcome> => {
    const user = await core().users.find(person)
    if (!user) return { kind: 'blocked' }
    if (message.template === 'staff.card')
      return sendStaffCard(person, { user, orderId: String(message.params.orderId) })
    const card = await noticeCard(message, { core: core(), words: wordsIn(user.language) })
    return deliver(() => senderOf().send(chatOf(person), asRecord(card)))
  }

  const deliver = async (sending: () => Promise<number>): Promise<SendOutcome> => {
    try {
      return { kind: 'sent', messageId: String(await sending()) }
    } catch (error) {
      if (refusalOf(error) === 'blocked') return { kind: 'blocked' }
      // The connection broke on the way: it may have arrived.
      if (error instanceof HttpError) return { kind: 'unknown', error: 'Telegram did not answer' }
      throw toIntegrationError(error)
    }
  }

  const staffDrawing = async (user: User, orderId: string): Promise<Drawing | undefined> => {
    const order = await core().orders.find(orderId)
    if (!order) return undefined
    const card = await readCard(core(), { userId: user.id, roles: user.roles }, order)
    return drawScreen({ name: 'card', card, mode: { kind: 'main' } }, penOf(bot, wordsIn(user.language)))
  }

  /**
   * New work: the order's card comes to the bottom of the chat, where it is noticed, and the older one goes. Whoever
   * has just made the order what it is looks at its card already.
   */
  const sendStaffCard = async (
    person: string,
    { user, orderId }: { user: User; orderId: string },
  ): Promise<SendOutcome> => {
    const drawing = await staffDrawing(user, orderId)
    if (!drawing) return { kind: 'blocked' }
    const known = (await core().staffCards.of(orderId)).find((card) => card.person === person)
    if (known && (await isShown(known))) return { kind: 'sent', messageId: known.messageId }
    const outcome = await deliver(() => senderOf().send(chatOf(person), drawing))
    if (outcome.kind !== 'sent') return outcome
    await core().staffCards.keep({ orderId, person, messageId: outcome.messageId })
    if (known) await takeAway(known)
    return outcome
  }

  /** The card is told of and kept: an older one that does not go away is no reason to send it again. */
  const takeAway = async ({ person, messageId }: StaffCard): Promise<void> => {
    try {
      await senderOf().remove(chatOf(person), Number(messageId))
    } catch (error) {
      if (!(toIntegrationError(error) instanceof IntegrationError)) throw error
    }
  }

  /** Who changed the order looks at its new state already, with a word about what they did above it. */
  const isShown = async ({ orderId, person, messageId }: StaffCard): Promise<boolean> => {
    const living = readLiving(await core().conversations.screenOf(person))
    if (living?.messageId !== Number(messageId) || living.card !== orderId) return false
    const order = await core().orders.find(orderId)
    return order !== undefined && living.shows === stateOf(order)
  }

  /** Who left the staff keeps no customer's data in the chat, however old the card. */
  const withdraw = async ({ orderId, person, messageId }: StaffCard, user: User): Promise<void> => {
    const order = await core().orders.find(orderId)
    const lines = [wordsIn(user.language).notice('staff.withdrawn', { number: order?.number ?? '' })]
    await senderOf().edit(chatOf(person), Number(messageId), drawCard({ lines, rows: [] }))
    await core().staffCards.forget({ orderId, person })
  }

  const redraw: Messenger['redraw'] = async ({ orderId, person, messageId }, { anew } = { anew: false }) => {
    const user = await core().users.find(person)
    if (user && !isStaff(user)) {
      await withdraw({ orderId, person, messageId }, user).catch(unlessBlocked)
      return
    }
    if (!user || (!anew && (await isShown({ orderId, person, messageId })))) return
    const drawing = await staffDrawing(user, orderId)
    if (!drawing) return
    try {
      const there = await senderOf().edit(chatOf(person), Number(messageId), drawing)
      if (!there) await core().staffCards.forget({ orderId, person })
    } catch (error) {
      if (refusalOf(error) === 'blocked') return core().staffCards.forget({ orderId, person })
      throw toIntegrationError(error)
    }
  }

  const showMenu: Messenger['showMenu'] = async (person) => {
    const user = await core().users.find(person)
    if (!user) return
    const scope = { type: 'chat', chat_id: chatOf(person) } as const
    const set = isStaff(user)
      ? api.setMyCommands(commandsOf(wordsIn(user.language), { staff: true }), { scope })
      : api.deleteMyCommands({ scope })
    await set.catch(unlessBlocked)
  }

  return { send, redraw, showMenu }
}

/** For `catch`: somebody who cannot be written to needs nothing. @throws what Telegram refused otherwise, in our terms */
const unlessBlocked = (error: unknown): void => {
  if (refusalOf(error) !== 'blocked') throw toIntegrationError(error)
}

const asRecord = (card: Card): Drawing => ({
  ...drawCard(card),
  html: htmlOf(card.lines, card.media || card.file ? CAPTION_MAX : TEXT_MAX),
  buttons: keyboardOf(card.rows, { record: true }),
})

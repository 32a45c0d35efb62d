import type { Api } from 'grammy'
import { HttpError } from 'grammy'
import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Message, Messenger, SendOutcome } from '../../core/notifications/index.ts'
import { isStaff, type StaffCard } from '../../core/staff/index.ts'
import { mayAnswer } from '../../core/support/index.ts'
import type { User } from '../../core/users/index.ts'
import { wordsIn } from '../locales/words.ts'
import type { Card } from '../screens/card.ts'
import { noticeCard } from '../screens/notice-cards.ts'
import type { Screen } from '../screens/screen.ts'
import { readChatCard } from '../staff/in-chat.ts'
import { readCard } from '../staff/order-card.ts'
import { readTicket } from '../staff/tickets.ts'
import { chatOf, personOf } from './adapter.ts'
import { movedTo, refusalOf, toIntegrationError } from './client.ts'
import { redrawInGroup } from './group-mouth.ts'
import { cardFactsOf, readLiving } from './living.ts'
import { CAPTION_MAX, type Drawing, drawCard, htmlOf, keyboardOf, TEXT_MAX } from './render.ts'
import { type Bot, drawScreen, penOf } from './screens.ts'
import { createSender } from './sender.ts'
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
    const { template, params } = message
    if (template === 'staff.card') return sendStaffCard(person, { user, about: String(params.orderId) })
    if (template === 'ticket.card') return sendStaffCard(person, { user, about: String(params.ticketId) })
    const card = await noticeCard(message, { core: core(), words: wordsIn(user.language) })
    return deliver(() => senderOf().send(chatOf(person), asRecord(card)))
  }

  const deliver = async (sending: () => Promise<number>): Promise<SendOutcome> => {
    try {
      return { kind: 'sent', messageId: String(await sending()) }
    } catch (error) {
      if (refusalOf(error) === 'blocked') return { kind: 'blocked' }
      const to = movedTo(error)
      if (to !== undefined) return { kind: 'moved', to: personOf(to) }
      // The connection broke on the way: it may have arrived.
      if (error instanceof HttpError) return { kind: 'unknown', error: 'Telegram did not answer' }
      throw toIntegrationError(error)
    }
  }

  /** An order or a ticket as one of the staff sees it; undefined where it is not theirs to see, or gone. */
  const staffScreen = async (user: User, about: string): Promise<Screen | undefined> => {
    const actor = { userId: user.id, roles: user.roles }
    if (about.startsWith('tkt_')) {
      if (!mayAnswer(actor)) return undefined
      const card = await readTicket(core(), actor, { ticketId: about })
      return { name: 'ticket', card, mode: { kind: 'main' } }
    }
    const order = await core().orders.find(about)
    if (!order) return undefined
    return { name: 'card', card: await readCard(core(), actor, order), mode: { kind: 'main' } }
  }

  /**
   * New work: its card comes to the bottom of the chat, where it is noticed, and the older one goes. Whoever
   * has just made it what it is looks at its card already.
   */
  const sendStaffCard = async (
    person: string,
    { user, about }: { user: User; about: string },
  ): Promise<SendOutcome> => {
    const screen = await staffScreen(user, about)
    // Whoever is no staff any more has nothing to do with it.
    if (!screen) return { kind: 'sent', messageId: '' }
    const known = (await core().staffCards.of(about)).find((card) => card.person === person)
    if (known && (await isShown(known, screen))) return { kind: 'sent', messageId: known.messageId }
    const drawing = drawScreen(screen, penOf(bot, wordsIn(user.language)))
    const outcome = await deliver(() => senderOf().send(chatOf(person), drawing))
    if (outcome.kind !== 'sent') return outcome
    const before = await core().staffCards.keep({ about, person, messageId: outcome.messageId })
    if (before) await takeAway(before)
    return outcome
  }

  /** The card as the group sees it; undefined where that is no chat of the staff. */
  const chatDrawing = async (chat: string, orderId: string): Promise<Drawing | undefined> => {
    const staffChat = await core().staff.chatAt(chat)
    const screen = staffChat && (await readChatCard(core(), { chat: staffChat, orderId }))
    return screen && drawScreen(screen, penOf(bot, wordsIn(staffChat.language)))
  }

  /** New work for a group: its card comes to the bottom there too, and the older one goes. */
  const sendToChat: Messenger['sendToChat'] = async (chat, orderId) => {
    const drawing = await chatDrawing(chat, orderId)
    if (!drawing) return { kind: 'blocked' }
    const outcome = await deliver(() => senderOf().send(chatOf(chat), drawing))
    if (outcome.kind !== 'sent') return outcome
    const before = await core().staffCards.keep({
      about: orderId,
      person: chat,
      messageId: outcome.messageId,
    })
    if (before) await takeAway(before)
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

  /** Who changed it looks at its new state already, with a word about what they did above it. */
  const isShown = async ({ about, person, messageId }: StaffCard, screen: Screen): Promise<boolean> => {
    const living = readLiving(await core().conversations.screenOf(person))
    if (living?.messageId !== Number(messageId) || living.card !== about) return false
    return living.shows === cardFactsOf(screen)?.shows
  }

  /** Who left the staff keeps no customer's data in the chat, however old the card. */
  const withdraw = async (card: StaffCard, user: User): Promise<void> => {
    const words = wordsIn(user.language)
    const order = await core().orders.find(card.about)
    const lines = [
      order
        ? words.notice('staff.withdrawn', { number: order.number })
        : words.notice('staff.withdrawn_ticket'),
    ]
    await senderOf().edit(chatOf(card.person), Number(card.messageId), drawCard({ lines, rows: [] }))
    await core().staffCards.forget(card)
  }

  const redraw: Messenger['redraw'] = async (card, { anew } = { anew: false }) => {
    const { about, person, messageId } = card
    if (chatOf(person) < 0)
      return redrawInGroup({ api, core: core(), bot }, { card, read: (chat) => chatDrawing(chat, about) })
    const user = await core().users.find(person)
    if (user && !mayLook(user, about)) {
      await withdraw(card, user).catch(unlessBlocked)
      return
    }
    const screen = user && (await staffScreen(user, about))
    if (!screen || (!anew && (await isShown(card, screen)))) return
    const drawing = drawScreen(screen, penOf(bot, wordsIn(user.language)))
    try {
      const there = await senderOf().edit(chatOf(person), Number(messageId), drawing)
      if (!there) await core().staffCards.forget(card)
    } catch (error) {
      if (refusalOf(error) === 'blocked') return core().staffCards.forget(card)
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

  // Telegram says nothing of what became of a message: that it took it is the best there is.
  return { send, sendToChat, reports: () => false, redraw, showMenu }
}

/** For `catch`: somebody who cannot be written to needs nothing. @throws what Telegram refused otherwise, in our terms */
const unlessBlocked = (error: unknown): void => {
  if (refusalOf(error) !== 'blocked') throw toIntegrationError(error)
}

/** Whether a card is for whoever has these roles: orders are for all the staff, what customers write is for managers. */
const mayLook = (user: User, about: string): boolean =>
  about.startsWith('tkt_') ? mayAnswer({ userId: user.id, roles: user.roles }) : isStaff(user)

const asRecord = (card: Card): Drawing => ({
  ...drawCard(card),
  html: htmlOf(card.lines, card.media || card.file ? CAPTION_MAX : TEXT_MAX),
  buttons: keyboardOf(card.rows, { record: true }),
})

import type { Api } from 'grammy'
import { HttpError } from 'grammy'
import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import { money } from '../../core/kernel/money.ts'
import type { Message, Messenger, SendOutcome } from '../../core/notifications/index.ts'
import { dueNow, type Order } from '../../core/orders/index.ts'
import type { StaffCard } from '../../core/staff/index.ts'
import type { User } from '../../core/users/index.ts'
import { type Words, wordsIn } from '../locales/words.ts'
import { button, type Card, GAP, type Line } from '../screens/card.ts'
import { deliveryWords } from '../screens/checkout-cards.ts'
import { formatDate, formatMoney, formatTime } from '../screens/format.ts'
import { bankLines, reasonWords } from '../screens/order-cards.ts'
import { readCard } from '../staff/dialogue.ts'
import { chatOf } from './adapter.ts'
import { refusalOf, toIntegrationError } from './client.ts'
import { readLiving, stateOf } from './living.ts'
import { createSender } from './mouth.ts'
import { type Drawing, drawCard, htmlOf, keyboardOf, TEXT_MAX } from './render.ts'
import { drawScreen } from './screens.ts'

export interface NotifierNeeds {
  readonly api: Api
  /** Asked for late: core is made with this very messenger. */
  readonly core: () => Core
  readonly bot: { readonly id: number; readonly username: string }
}

/** Port `Messenger` over Telegram: a message stays in the chat as it is, its buttons open a new screen below it. */
export const createTelegramNotifier = ({ api, core, bot }: NotifierNeeds): Messenger => {
  const senderOf = () => createSender({ api, core: core(), botId: bot.id })

  const send = async (person: string, message: Message): Promise<SendOutcome> => {
    const user = await core().users.find(person)
    if (!user) return { kind: 'blocked' }
    if (message.template === 'staff.card')
      return sendStaffCard(person, { user, orderId: String(message.params.orderId) })
    const card = await noticeCard(core(), message, wordsIn(user.language))
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
    return drawScreen(
      { name: 'card', card, mode: { kind: 'main' } },
      { words: wordsIn(user.language), username: bot.username },
    )
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

  const redraw: Messenger['redraw'] = async ({ orderId, person, messageId }) => {
    const user = await core().users.find(person)
    if (!user || (await isShown({ orderId, person, messageId }))) return
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

  return { send, redraw }
}

const asRecord = (card: Card): Drawing => ({
  ...drawCard(card),
  html: htmlOf(card.lines, TEXT_MAX),
  buttons: keyboardOf(card.rows, { record: true }),
})

/** A message in words: its first line stands out, its button opens what it is about. */
const noticeCard = async (core: Core, { template, params }: Message, words: Words): Promise<Card> => {
  const orderId = typeof params.orderId === 'string' ? params.orderId : undefined
  const order = orderId ? await core.orders.find(orderId) : undefined
  const said = template.startsWith('staff.')
    ? words.notice(template, staffParams(params, { order, words }))
    : words.notice(template, order ? await orderParams(core, { order, words }) : params)
  const [title = '', ...rest] = said.split('\n\n')
  const lines: Line[] = [{ bold: title }, GAP, ...rest]
  if (order && (template === 'order.awaiting_payment' || template === 'order.unpaid')) {
    const settings = await core.settings.read()
    if (settings.bank)
      lines.push(
        ...bankLines({
          number: order.number,
          sum: dueNow(order, settings.prepayment),
          bank: settings.bank,
          words,
        }),
      )
  }
  return { lines, rows: noticeRows({ template, orderId, words }) }
}

const noticeRows = ({
  template,
  orderId,
  words,
}: {
  template: string
  orderId: string | undefined
  words: Words
}): Card['rows'] => {
  if (!template.startsWith('staff.'))
    return orderId ? [[button(words.notice('button.order'), { to: 'order', orderId })]] : []
  return orderId
    ? [[button(words.notice('button.card'), { to: 'card', orderId })]]
    : [[button(words.notice('button.desk'), { to: 'desk' })]]
}

const orderParams = async (core: Core, { order, words }: { order: Order; words: Words }) => {
  const settings = await core.settings.read()
  const outlet = order.delivery.outletId ? await core.outlets.find(order.delivery.outletId) : undefined
  const rest = money(order.total - order.paid)
  const asked = order.status === 'AWAITING_PAYMENT'
  return {
    number: order.number,
    sum: formatMoney(asked ? dueNow(order, settings.prepayment) : rest),
    time: order.payBefore ? formatTime(order.payBefore, words.language) : '',
    date: order.payBefore ? formatDate(order.payBefore, words.language) : '',
    waybills: order.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? []).join(', '),
    where: deliveryWords(order.delivery, { outlet, words }),
    reason: order.cancelReason ? reasonWords(order.cancelReason, words) : '',
  }
}

const staffParams = (
  params: Message['params'],
  { order, words }: { order: Order | undefined; words: Words },
) => ({
  ...params,
  sum: typeof params.amount === 'number' ? formatMoney(money(params.amount)) : '',
  why:
    typeof params.why === 'string'
      ? words.notice(`staff.mismatch_why.${params.why}`, { number: order?.number ?? '' })
      : '',
})

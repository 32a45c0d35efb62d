import type { Core } from '../../core/index.ts'
import { money } from '../../core/kernel/money.ts'
import type { Message } from '../../core/notifications/index.ts'
import { dueNow, type Order } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, type CardMedia, GAP, type Line } from './card.ts'
import { deliveryWords } from './checkout-cards.ts'
import { formatDate, formatMoney, formatTime } from './format.ts'
import { bankLines, reasonWords } from './order-cards.ts'

/** A message in words, made by its area: the first word of its template. */
type NoticeMaker = (message: Message, needs: { core: Core; words: Words }) => Promise<Card>

const orderNotice: NoticeMaker = async ({ template, params }, { core, words }) => {
  const orderId = String(params.orderId)
  const order = await core.orders.find(orderId)
  const lines = said(
    words.notice(template, { ...params, ...(order ? await orderParams(core, { order, words }) : {}) }),
  )
  if (order && (template === 'order.awaiting_payment' || template === 'order.unpaid')) {
    const settings = await core.settings.read()
    const sum = dueNow(order, settings.prepayment)
    if (settings.bank) lines.push(...bankLines({ number: order.number, sum, bank: settings.bank, words }))
  }
  return { lines, rows: [[button(words.notice('button.order'), { to: 'order', orderId })]] }
}

const staffNotice: NoticeMaker = async ({ template, params }, { core, words }) => {
  const orderId = typeof params.orderId === 'string' ? params.orderId : undefined
  const order = orderId ? await core.orders.find(orderId) : undefined
  return {
    lines: said(words.notice(template, staffParams(params, { order, words }))),
    ...(isMedia(params.media) ? { media: params.media } : {}),
    rows: [
      [
        orderId
          ? button(words.notice('button.card'), { to: 'card', orderId })
          : button(words.notice('button.desk'), { to: 'desk' }),
      ],
    ],
  }
}

const isMedia = (value: unknown): value is CardMedia =>
  typeof value === 'object' && value !== null && 'messenger' in value

const MAKERS: Readonly<Record<string, NoticeMaker>> = { order: orderNotice, staff: staffNotice }

/** A message of the shop: its first line stands out, its button opens what it is about. @throws Error for a template of no area */
export const noticeCard: NoticeMaker = (message, needs) => {
  const area = message.template.split('.')[0] ?? ''
  const maker = Object.hasOwn(MAKERS, area) ? MAKERS[area] : undefined
  if (!maker) throw new Error(`nobody makes the message ${message.template}`)
  return maker(message, needs)
}

const said = (text: string): Line[] => {
  const [title = '', ...rest] = text.split('\n\n')
  return [{ bold: title }, GAP, ...rest]
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
    rest: formatMoney(rest),
    paid: formatMoney(order.paid),
    reason: order.cancelReason ? reasonWords(order.cancelReason, words) : '',
  }
}

const staffParams = (
  params: Message['params'],
  { order, words }: { order: Order | undefined; words: Words },
) => ({
  ...params,
  number: order?.number ?? '',
  sum: formatMoney(money(typeof params.amount === 'number' ? params.amount : (order?.total ?? 0))),
  why:
    typeof params.why === 'string'
      ? words.notice(`staff.mismatch_why.${params.why}`, { number: order?.number ?? '' })
      : '',
})

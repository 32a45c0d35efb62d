import type { EventName, OrderFact } from '../core/events.ts'
import type { Core } from '../core/index.ts'
import type { Urgency } from '../core/notifications/index.ts'
import type { Order } from '../core/orders/index.ts'
import type { Follower } from './job.ts'

/** What the customer is told of, in which words (notices.json) and how soon; null = they know it already. */
type Telling = (
  order: Order,
  fact: OrderFact & { readonly paid?: number; readonly amount?: number },
) => {
  readonly template: string
  readonly urgency: Urgency
  /** It is about their own order: it goes although they want no reminders. */
  readonly asked?: boolean
  readonly params?: Readonly<Record<string, unknown>>
} | null

const TELLINGS = {
  // Who orders in the bot sees the number at once (the screen «отримали»); for an order by phone it is news.
  'order.created': ({ source }) =>
    source === 'phone' ? { template: 'order.created', urgency: 'order' } : null,
  'order.not_reached': ({ status }) =>
    status === 'AWAITING_CONFIRMATION' ? { template: 'order.not_reached', urgency: 'answer' } : null,
  'order.awaiting_payment': () => ({ template: 'order.awaiting_payment', urgency: 'order' }),
  'order.confirmed': ({ paid, delivery: { method } }) =>
    paid > 0
      ? { template: method === 'pickup' ? 'order.prepaid_pickup' : 'order.prepaid', urgency: 'payment' }
      : { template: method === 'pickup' ? 'order.confirmed_pickup' : 'order.confirmed', urgency: 'order' },
  'order.paid': ({ delivery: { method } }) => ({
    template: method === 'pickup' ? 'order.paid_pickup' : 'order.paid',
    urgency: 'payment',
  }),
  'order.shipped': ({ delivery }) => ({
    template: delivery.method === 'pickup' ? 'order.shipped_pickup' : 'order.shipped',
    urgency: 'order',
  }),
  'order.arrived': ({ collectBefore }) => ({
    template: collectBefore ? 'order.ready' : 'order.arrived',
    urgency: 'order',
  }),
  'order.pickup_due': () => ({ template: 'order.pickup_due', urgency: 'reminder', asked: true }),
  'order.completed': () => ({ template: 'order.completed', urgency: 'order' }),
  'order.returning': () => ({ template: 'order.returning', urgency: 'order' }),
  'order.returned': () => ({ template: 'order.returned', urgency: 'order' }),
  'order.cancelled': (_, { paid = 0 }) =>
    paid > 0
      ? { template: 'order.cancelled_paid', urgency: 'order', params: { left: paid } }
      : { template: 'order.cancelled', urgency: 'order' },
  'order.partly_paid': ({ paid }, { amount = paid }) => ({
    template: 'order.partly_paid',
    urgency: 'payment',
    params: { part: amount },
  }),
  'order.unpaid': () => ({ template: 'order.unpaid', urgency: 'reminder', asked: true }),
} as const satisfies Partial<Record<EventName, Telling>>

type Told = keyof typeof TELLINGS

/** The customer is told of a change, once: a message per order, template and event. */
export const tellCustomer = <N extends Told>(core: Core, name: N): Follower<N> => ({
  name: `tell-customer-${name.replace(/[._]/g, '-')}`,
  run: async (payload, { eventId, done }) => {
    const fact = payload as OrderFact
    const { orderId } = fact
    const order = await core.orders.find(orderId)
    const telling = order && (TELLINGS[name] as Telling)(order, fact)
    if (!telling || (name === 'order.cancelled' && (await cancelledByThemselves(core, orderId)))) return
    const message = {
      key: `${telling.template}:${eventId}`,
      userId: order.userId,
      template: telling.template,
      ...(telling.asked ? { asked: true } : {}),
      params: { orderId, ...telling.params },
    }
    await core.notifications.queue(telling.urgency, [message], done)
    await core.notifications.sendDue()
  },
})

/** The transfer was not found: the customer gets the accountant's word, once. */
export const tellOfRefusedSlip = (core: Core): Follower<'slip.refused'> => ({
  name: 'tell-of-refused-slip',
  run: async ({ orderId, slipId }, { eventId, done }) => {
    const [order, word] = [await core.orders.find(orderId), await core.payments.refusalOf(slipId)]
    if (!order || !word) return
    const message = {
      key: `order.slip_refused:${eventId}`,
      userId: order.userId,
      template: 'order.slip_refused',
      params: { orderId, word },
    }
    await core.notifications.queue('payment', [message], done)
    await core.notifications.sendDue()
  },
})

/** Money was sent back for an order: its customer is told, once. */
export const tellOfRefund = (core: Core): Follower<'payment.refunded'> => ({
  name: 'tell-of-refund',
  run: async ({ orderId, amount }, { eventId, done }) => {
    const order = orderId === null ? undefined : await core.orders.find(orderId)
    if (!order) return
    const message = {
      key: `order.refunded:${eventId}`,
      userId: order.userId,
      template: 'order.refunded',
      params: { orderId: order.id, left: amount },
    }
    await core.notifications.queue('payment', [message], done)
    await core.notifications.sendDue()
  },
})

/** What managers changed in these minutes is told to the customer in one message. */
export const tellOfEdits = (core: Core): Follower<'order.edited'> => ({
  name: 'tell-customer-order-edited',
  run: async ({ orderId, from, to }, { eventId, done }) => {
    const order = await core.orders.find(orderId)
    if (!order) return
    const message = {
      key: `order.edited:${eventId}`,
      userId: order.userId,
      template: 'order.edited',
      params: { orderId, from, to },
    }
    await core.notifications.queue('order', [message], done)
    await core.notifications.sendDue()
  },
})

/** Who cancels in the bot sees it there. */
const cancelledByThemselves = async (core: Core, orderId: string): Promise<boolean> =>
  (await core.orders.history(orderId)).findLast(({ to }) => to === 'CANCELLED')?.byRole === 'customer'

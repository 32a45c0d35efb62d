import type { Subscriptions } from './job.ts'

/** Every event, and nobody who follows it: a test adds those that it is about. */
export const nobody: Subscriptions = {
  'user.registered': [],
  'order.created': [],
  'order.changed': [],
  'order.edited': [],
  'order.confirmed': [],
  'order.awaiting_payment': [],
  'order.paid': [],
  'order.shipped': [],
  'order.arrived': [],
  'order.completed': [],
  'order.returning': [],
  'order.returned': [],
  'order.cancelled': [],
  'order.unpaid': [],
  'slip.sent': [],
  'slip.refused': [],
  'order.partly_paid': [],
  'payment.received': [],
  'payment.mismatch': [],
  'price.awaits': [],
  'stock.back': [],
  'work.failed': [],
}

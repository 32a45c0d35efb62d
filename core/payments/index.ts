/** Money that comes in, and which order it pays for. */
import type { Needs } from '../orders/index.ts'
import { completeOrder } from './complete-order.ts'
import { findPayment, findUnallotted } from './payment.store.ts'
import { recordPayment } from './record-payment.ts'

export type { UnallottedPayment } from './payment.store.ts'
export type { RecordedPayment, RecordPayment } from './record-payment.ts'

export type Payments = ReturnType<typeof createPayments>

export const createPayments = (needs: Needs) => ({
  record: recordPayment(needs),
  completeOrder: completeOrder(needs),
  find: (paymentId: string) => findPayment(needs.db.queries, paymentId),
  /** Money that no order has, oldest first. */
  unallotted: ({ limit = 20 } = {}) => findUnallotted(needs.db.queries, limit),
})

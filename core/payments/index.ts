/** Money that comes in, and which order it pays for. */
import type { Needs } from '../orders/index.ts'
import { completeOrder } from './complete-order.ts'
import { findDayTotals } from './day-totals.ts'
import { forgiveShortage } from './forgive-shortage.ts'
import { dueAtCounter, handOut } from './hand-out.ts'
import { matchPayment } from './match-payment.ts'
import { countUnallotted, findMatches, findOrigin, findPayment, findUnallotted } from './payment.store.ts'
import { receiveTransfer } from './receive-transfer.ts'
import { recordPayment } from './record-payment.ts'
import { refuseSlip } from './refuse-slip.ts'
import { returnPayment } from './return-payment.ts'
import { sendSlip } from './send-slip.ts'
import { findAwaitingTransfer, findOpenSlips, findRefusal, findSlipOf } from './slip.store.ts'

export type { Allotted } from './allot.ts'
export type { DayTotals } from './day-totals.ts'
export { forgivable } from './forgive-shortage.ts'
export { mergeSlips } from './merge-slips.store.ts'
export { type PaymentSource, type UnallottedPayment, unallottedCount } from './payment.store.ts'
export type { RecordedPayment, RecordPayment } from './record-payment.ts'
export { openSlipsCount, type Slip, type SlipMedia } from './slip.store.ts'

export type Payments = ReturnType<typeof createPayments>

export const createPayments = (needs: Needs) => {
  const { queries } = needs.db
  return {
    record: recordPayment(needs),
    receiveTransfer: receiveTransfer(needs),
    match: matchPayment(needs),
    forgiveShortage: forgiveShortage(needs),
    returnPayment: returnPayment(needs),
    /** For which order money came that none has now. */
    originOf: (paymentId: string) => findOrigin(queries, paymentId),
    completeOrder: completeOrder(needs),
    handOut: handOut(needs),
    dueAtCounter: dueAtCounter(needs),
    find: (paymentId: string) => findPayment(queries, paymentId),
    /** Money that no order has, oldest first. */
    unallotted: ({ limit = 20 } = {}) => findUnallotted(queries, limit),
    countUnallotted: () => countUnallotted(queries),
    /** Orders that wait for exactly what is left of a payment, oldest first. */
    matches: (request: Parameters<typeof findMatches>[1]) => findMatches(queries, request),
    sendSlip: sendSlip(needs),
    refuseSlip: refuseSlip(needs),
    /** A customer's orders whose transfer is waited for, newest first, five at most. */
    awaitingTransfer: (userId: string) => findAwaitingTransfer(queries, userId),
    slips: (request: Parameters<typeof findOpenSlips>[1]) => findOpenSlips(queries, request),
    slipOf: (orderId: string) => findSlipOf(queries, orderId),
    refusalOf: (slipId: string) => findRefusal(queries, slipId),
    dayTotals: (day: Parameters<typeof findDayTotals>[1]) => findDayTotals(queries, day),
  }
}

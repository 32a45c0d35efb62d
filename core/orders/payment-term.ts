import type { Tx } from '../kernel/db.ts'

/**
 * An unpaid order's term stands still from now on: neither reminded nor cancelled until it goes on (domain: a slip
 * sent in stops the clock until the accountant answers). Stopped twice, it stands since the first time. A step.
 */
export const stopPaymentTerm = async (tx: Tx, orderId: string, now: Date): Promise<void> => {
  await tx.$executeRaw`
    UPDATE orders SET pay_stopped_at = ${now}, updated_at = ${now}
    WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' AND pay_stopped_at IS NULL`
}

/** The term goes on, and is as much later as it stood still. Nothing where it did not. A step. */
export const resumePaymentTerm = async (tx: Tx, orderId: string, now: Date): Promise<void> => {
  await tx.$executeRaw`
    UPDATE orders SET pay_before = pay_before + (${now}::timestamptz - pay_stopped_at),
      next_reminder = next_reminder + (${now}::timestamptz - pay_stopped_at), pay_stopped_at = NULL, updated_at = ${now}
    WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' AND pay_stopped_at IS NOT NULL`
}

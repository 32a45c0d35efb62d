import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/** A step: what one sent about a transfer the other sent. Payments and what they pay for go by the order. */
export const mergeSlips = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`UPDATE slips SET user_id = ${stays} WHERE user_id = ${goes}`
}

import type { Core } from '../core/index.ts'
import type { Follower } from './job.ts'

/** An order whose customer wants no call is confirmed by itself where nobody has to look at it. */
export const confirmWithoutCall = (core: Core): Follower<'order.created'> => ({
  name: 'confirm-without-call',
  run: async ({ orderId }, { done }) => void (await core.orders.confirmWithoutCall({ orderId, done })),
})

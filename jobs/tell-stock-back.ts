import type { Core } from '../core/index.ts'
import type { Follower } from './job.ts'

/**
 * Everybody who waits for something is told that it is back, each once, and waits no more: the message is queued and
 * the waiting ends in one transaction.
 */
export const tellStockBack = (core: Core): Follower<'stock.back'> => ({
  name: 'tell-stock-back',
  run: async ({ productId, variantId }, { done }) => {
    const watchers = await core.wishes.watchers({ productId, variantId })
    const messages = watchers.map(({ id, userId }) => ({
      key: `stock.back:${id}`,
      userId,
      template: 'stock.back',
      params: { productId, variantId },
      asked: true,
    }))
    await core.notifications.queue('reminder', messages, async (tx) => {
      await core.wishes.endWatches(
        tx,
        watchers.map(({ id }) => id),
      )
      await done(tx)
    })
    await core.notifications.sendDue()
  },
})

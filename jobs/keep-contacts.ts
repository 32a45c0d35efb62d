import type { Core } from '../core/index.ts'
import type { Follower } from './job.ts'

/** Whom and where an order went to can be chosen again in the next. */
export const keepContacts = (core: Core): Follower<'order.created'> => ({
  name: 'keep-contacts',
  run: ({ orderId }, { done }) => core.contacts.keepOf(orderId, done),
})

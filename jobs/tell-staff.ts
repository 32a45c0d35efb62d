import type { EventName, LendingFact, OrderFact } from '../core/events.ts'
import type { Core } from '../core/index.ts'
import type { StaffRole } from '../core/kernel/actor.ts'
import type { ChatMessage, Message, Messenger } from '../core/notifications/index.ts'
import { liesInItsStore, type Order } from '../core/orders/index.ts'
import type { Follower } from './job.ts'

type OrderEvent = { [N in EventName]: N extends `order.${string}` | `slip.${string}` ? N : never }[EventName]

/**
 * The card of an order to those whose work it is: once to their group chat where they have one, else to each who is on
 * shift. Where nobody is, the order is noted as waiting in either case: a group alone takes no order.
 */
const cardsOf = async (
  core: Core,
  {
    orderId,
    roles,
    eventId,
    outletId,
  }: { orderId: string; roles: readonly StaffRole[]; eventId: string; outletId?: string | undefined },
): Promise<(Message | ChatMessage)[]> => {
  const [called, chats] = [
    await core.staff.callOnShift({ orderId, roles }),
    await core.staff.chatsOf(...roles),
  ]
  const there = outletId === undefined ? called : await worksAt(core, called, outletId)
  const members = there.length > 0 ? there : called
  const card = { template: 'staff.card', params: { orderId } } as const
  return chats.length > 0
    ? chats.map(({ id }) => ({ key: `card:${eventId}:${id}`, staffChatId: id, ...card }))
    : members.map(({ userId }) => ({ key: `card:${eventId}:${userId}`, userId, ...card }))
}

/** Those of them who work at an outlet, or everywhere. */
const worksAt = async <T extends { readonly userId: string }>(
  core: Core,
  members: readonly T[],
  outletId: string | undefined,
): Promise<T[]> => {
  const at = await Promise.all(members.map(({ userId }) => core.workplaces.of({ userId, roles: [] })))
  return members.filter((_, i) => at[i] === null || at[i] === outletId)
}

/** Whose work it is to pack an order: a pickup's that lies in its own store also its seller's. */
const packersOf = (order: Order | undefined): { roles: StaffRole[]; outletId?: string | undefined } =>
  order?.shipments.some((parcel) => liesInItsStore(order.delivery, parcel))
    ? { roles: ['storekeeper', 'seller'], outletId: order.delivery.outletId }
    : { roles: ['storekeeper'] }

/** An order that is to be packed comes to those who pack it as a card with buttons. */
export const sendPackingCards = <N extends 'order.confirmed' | 'order.paid'>(
  core: Core,
  name: N,
): Follower<N> => ({
  name: `send-cards-${name.replace(/[._]/g, '-')}`,
  run: async (payload, { eventId, done }) => {
    const { orderId } = payload as OrderFact
    const order = await core.orders.find(orderId)
    const messages = await cardsOf(core, { orderId, eventId, ...packersOf(order) })
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** An order that is now these people's work comes to them as a card with buttons. */
export const sendCards = <N extends OrderEvent>(
  core: Core,
  name: N,
  ...roles: readonly StaffRole[]
): Follower<N> => ({
  name: `send-cards-${name.replace(/[._]/g, '-')}`,
  run: async (payload, { eventId, done }) => {
    const { orderId } = payload as OrderFact
    const messages = await cardsOf(core, { orderId, roles, eventId })
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** An order that is somebody's work again comes to who has it, else to everybody whose work it is. */
export const sendDueCards = (core: Core): Follower<'order.due'> => ({
  name: 'send-due-cards',
  run: async ({ orderId }, { eventId, done }) => {
    const order = await core.orders.find(orderId)
    const whose = order?.status.startsWith('AWAITING_SHIPMENT')
      ? packersOf(order)
      : { roles: ['manager'] as const }
    if (!order?.status.startsWith('AWAITING_')) return
    const holder = (await core.staff.onShiftWithRole(...whose.roles)).filter(
      ({ userId }) => userId === order.holderId,
    )
    const messages =
      holder.length > 0
        ? holder.map(({ userId }) => ({
            key: `card:${eventId}:${userId}`,
            userId,
            template: 'staff.card',
            params: { orderId },
          }))
        : await cardsOf(core, { orderId, eventId, ...whose })
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** A pickup was not collected in time: the sellers of its store put it back. */
export const tellSellers = (core: Core): Follower<'order.pickup_over'> => ({
  name: 'tell-sellers',
  run: async ({ orderId, number }, { eventId, done }) => {
    const order = await core.orders.find(orderId)
    const members = order ? await core.staff.withRole('seller') : []
    const messages = (await worksAt(core, members, order?.delivery.outletId)).map(({ userId }) => ({
      key: `pickup_over:${eventId}:${userId}`,
      userId,
      template: 'staff.pickup_over',
      params: { orderId, number },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

/** Every card of an order shows it as it is now, so that nobody acts on an old one. */
export const redrawCards = (core: Core, messenger: Messenger): Follower<OrderEvent> => ({
  name: 'redraw-cards',
  run: async ({ orderId }) => {
    for (const card of await core.staffCards.of(orderId)) await messenger.redraw(card)
  },
})

/** Whoever goes on shift gets the cards that waited for somebody who does. */
export const sendWaitingCards = (core: Core): Follower<'staff.shift_began'> => ({
  name: 'send-waiting-cards',
  run: async ({ userId, orderIds }, { eventId, done }) => {
    const messages = orderIds.map((orderId) => ({
      key: `card:${eventId}:${orderId}`,
      userId,
      template: 'staff.card',
      params: { orderId },
    }))
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** The cards of open orders follow their group to where it lives on. */
export const sendCardsToChat = (core: Core): Follower<'staff.chat_moved'> => ({
  name: 'send-cards-to-chat',
  run: async ({ id, orderIds }, { eventId, done }) => {
    const messages = orderIds.map(
      (orderId): ChatMessage => ({
        key: `card:${eventId}:${orderId}`,
        staffChatId: id,
        template: 'staff.card',
        params: { orderId },
      }),
    )
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** The cards in a group that is no chat of the staff any more show no orders. */
export const redrawCardsIn = (core: Core, messenger: Messenger): Follower<'staff.chat_ended'> => ({
  name: 'redraw-cards-in-chat',
  run: async ({ chat }) => {
    for (const card of await core.staffCards.ofPerson(chat)) await messenger.redraw(card)
  },
})

/** The bot was removed from a group of the staff: the owner hears why the cards come to each again. */
export const tellOwnerOfLostChat = (core: Core): Follower<'staff.chat_ended'> => ({
  name: 'tell-owner-of-lost-chat',
  run: async ({ title, lost }, { eventId, done }) => {
    const members = lost ? await core.staff.withRole('owner') : []
    const messages = members.map(({ userId }) => ({
      key: `chat_lost:${eventId}:${userId}`,
      userId,
      template: 'staff.chat_lost',
      params: { title },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

/** Whoever borrows a role hears which, until when, up to what sum and from whom; and that it is over. */
export const tellBorrower = <N extends 'staff.lent' | 'staff.lending_over'>(
  core: Core,
  name: N,
): Follower<N> => ({
  name: `tell-borrower-${name.replace(/[._]/g, '-')}`,
  run: async (payload, { eventId, done }) => {
    const { userId, lendingId } = payload as LendingFact
    const began = name === 'staff.lent'
    const message = {
      key: `${name}:${eventId}`,
      userId,
      template: began ? 'lending.began' : 'lending.over',
      params: { lendingId },
    }
    await core.notifications.queue(began ? 'answer' : 'order', [message], done)
    await core.notifications.sendDue()
  },
})

/** What somebody had in hand who is not there any more goes back to the queue at once. */
export const returnOrders = <N extends 'staff.changed' | 'staff.shift_ended'>(core: Core): Follower<N> => ({
  name: 'return-orders',
  run: async () => void (await core.orders.returnUntouched()),
})

/** The cards in the chat of somebody whose roles changed show what they may do now; who is no staff keeps none. */
export const redrawCardsOf = (core: Core, messenger: Messenger): Follower<'staff.changed'> => ({
  name: 'redraw-cards-of-person',
  run: async ({ userId }) => {
    for (const person of await core.users.reachable(userId))
      for (const card of await core.staffCards.ofPerson(person)) await messenger.redraw(card, { anew: true })
  },
})

/** The menu of commands of a person is that of what they may do, in their language. */
export const showMenu = <N extends 'staff.changed' | 'user.language_changed'>(
  core: Core,
  messenger: Messenger,
): Follower<N> => ({
  name: 'show-menu',
  run: async ({ userId }) => {
    for (const person of await core.users.reachable(userId)) await messenger.showMenu(person)
  },
})

/** An order waits and nobody is on shift: the owner hears it once. */
export const tellOwnerOfUnattended = (core: Core): Follower<'order.unattended'> => ({
  name: 'tell-owner-of-unattended',
  run: async ({ orderId, number }, { eventId, done }) => {
    const members = await core.staff.withRole('owner')
    const messages = members.map(({ userId }) => ({
      key: `unattended:${eventId}:${userId}`,
      userId,
      template: 'staff.unattended',
      params: { orderId, number },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

/** The same of a ticket. */
export const redrawTicketCards = (core: Core, messenger: Messenger): Follower<'ticket.changed'> => ({
  name: 'redraw-ticket-cards',
  run: async ({ ticketId }) => {
    for (const card of await core.staffCards.of(ticketId)) await messenger.redraw(card)
  },
})

/** Money that no order took: the accountants are told what came and why it stands apart. */
export const tellAccountants = (core: Core): Follower<'payment.mismatch'> => ({
  name: 'tell-accountants',
  run: async ({ paymentId, orderId, why }, { eventId, done }) => {
    const payment = await core.payments.find(paymentId)
    const members = payment ? await core.staff.withRole('accountant') : []
    const messages = members.map(({ userId }) => ({
      key: `mismatch:${eventId}:${userId}`,
      userId,
      template: 'staff.mismatch',
      params: { orderId, why, amount: payment?.left || payment?.amount },
    }))
    await core.notifications.queue('payment', messages, done)
    await core.notifications.sendDue()
  },
})

/** A customer says that a transfer was sent: the accountants get the slip itself. */
export const sendSlips = (core: Core): Follower<'slip.sent'> => ({
  name: 'send-slips',
  run: async ({ orderId }, { eventId, done }) => {
    const slip = await core.payments.slipOf(orderId)
    if (slip?.media) await core.files.keep({ userId: slip.userId, media: slip.media })
    const members = slip ? await core.staff.withRole('accountant') : []
    const messages = members.map(({ userId }) => ({
      key: `slip:${eventId}:${userId}`,
      userId,
      template: 'staff.slip',
      params: { orderId, media: slip?.media ?? null, comment: slip?.comment ?? '' },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

/** What did not work by itself is raised to the owner, once per trouble whoever noticed it. */
export const tellOwnerOfFailure = (core: Core): Follower<'work.failed'> => ({
  name: 'tell-owner-of-failure',
  run: async ({ key, what, error }, { done }) => {
    const members = await core.staff.withRole('owner')
    const messages = members.map(({ userId }) => ({
      key: `failed:${key}:${userId}`,
      userId,
      template: 'staff.failed',
      params: { what, error: error.slice(0, 500) },
    }))
    await core.notifications.queue('answer', messages, done)
    await core.notifications.sendDue()
  },
})

/** Prices that fell too far wait for the owner's word. */
export const tellOwnerOfPrices = (core: Core): Follower<'price.awaits'> => ({
  name: 'tell-owner-of-prices',
  run: async ({ variantIds }, { eventId, done }) => {
    const members = await core.staff.withRole('owner')
    const messages = members.map(({ userId }) => ({
      key: `prices:${eventId}:${userId}`,
      userId,
      template: 'staff.price',
      params: { count: variantIds.length },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

/** Sizes are running out: who orders goods and who keeps them hear it, all in one message. */
export const tellOfLowStock = (core: Core): Follower<'stock.low'> => ({
  name: 'tell-of-low-stock',
  run: async ({ variantIds }, { eventId, done }) => {
    const members = await core.staff.withRole('storekeeper', 'owner')
    const messages = [...new Set(members.map(({ userId }) => userId))].map((userId) => ({
      key: `low:${eventId}:${userId}`,
      userId,
      template: 'staff.low',
      params: { variantIds },
    }))
    await core.notifications.queue('order', messages, done)
    await core.notifications.sendDue()
  },
})

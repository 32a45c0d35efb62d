import type { Core } from '../core/index.ts'
import type { Messenger } from '../core/notifications/index.ts'
import { confirmWithoutCall } from './confirm-without-call.ts'
import type { Subscriptions } from './job.ts'
import { keepContacts } from './keep-contacts.ts'
import { relayTicket, tellUndelivered } from './relay-ticket.ts'
import { sendCode } from './send-code.ts'
import { tellCustomer, tellOfEdits, tellOfRefund, tellOfRefusedSlip } from './tell-customer.ts'
import {
  redrawCards,
  redrawCardsIn,
  redrawCardsOf,
  redrawTicketCards,
  returnOrders,
  sendCards,
  sendCardsToChat,
  sendDueCards,
  sendPackingCards,
  sendSlips,
  sendWaitingCards,
  showMenu,
  tellAccountants,
  tellBorrower,
  tellOfLowStock,
  tellOwnerOfFailure,
  tellOwnerOfLostChat,
  tellOwnerOfPrices,
  tellOwnerOfUnattended,
  tellSellers,
} from './tell-staff.ts'
import { tellStockBack } from './tell-stock-back.ts'

/** What follows what. An event without a line here does not compile. */
export const createSubscriptions = ({
  core,
  messenger,
}: {
  core: Core
  messenger: Messenger
}): Subscriptions => {
  const redraw = redrawCards(core, messenger)
  return {
    'user.registered': [],
    'user.merged': [],
    'phone.code_asked': [sendCode(core)],
    'user.language_changed': [showMenu(core, messenger)],
    'staff.changed': [showMenu(core, messenger), redrawCardsOf(core, messenger), returnOrders(core)],
    'staff.lent': [tellBorrower(core, 'staff.lent')],
    'staff.lending_over': [tellBorrower(core, 'staff.lending_over')],
    'staff.shift_began': [sendWaitingCards(core)],
    'staff.shift_ended': [returnOrders(core)],
    'staff.chat_moved': [sendCardsToChat(core)],
    'staff.chat_ended': [redrawCardsIn(core, messenger), tellOwnerOfLostChat(core)],
    'order.created': [
      sendCards(core, 'order.created', 'manager'),
      tellCustomer(core, 'order.created'),
      keepContacts(core),
      confirmWithoutCall(core),
    ],
    'order.changed': [redraw],
    'order.edited': [tellOfEdits(core)],
    'order.unheld': [redraw, sendCards(core, 'order.unheld', 'manager')],
    'order.unattended': [tellOwnerOfUnattended(core)],
    'order.not_reached': [redraw, tellCustomer(core, 'order.not_reached')],
    'order.due': [redraw, sendDueCards(core)],
    'order.awaiting_payment': [
      redraw,
      sendCards(core, 'order.awaiting_payment', 'accountant'),
      tellCustomer(core, 'order.awaiting_payment'),
    ],
    'order.confirmed': [
      redraw,
      sendPackingCards(core, 'order.confirmed'),
      tellCustomer(core, 'order.confirmed'),
    ],
    'order.paid': [redraw, sendPackingCards(core, 'order.paid'), tellCustomer(core, 'order.paid')],
    'order.shipped': [redraw, tellCustomer(core, 'order.shipped')],
    'order.arrived': [redraw, tellCustomer(core, 'order.arrived')],
    'order.completed': [redraw, tellCustomer(core, 'order.completed')],
    'order.pickup_due': [tellCustomer(core, 'order.pickup_due')],
    'order.pickup_over': [redraw, tellSellers(core)],
    'order.returning': [redraw, tellCustomer(core, 'order.returning')],
    'order.returned': [redraw, tellCustomer(core, 'order.returned')],
    'order.cancelled': [redraw, tellCustomer(core, 'order.cancelled')],
    'order.unpaid': [tellCustomer(core, 'order.unpaid')],
    'slip.sent': [redraw, sendSlips(core)],
    'slip.refused': [redraw, tellOfRefusedSlip(core)],
    'order.partly_paid': [redraw, tellCustomer(core, 'order.partly_paid')],
    'payment.received': [],
    'payment.mismatch': [tellAccountants(core)],
    'payment.refunded': [tellOfRefund(core)],
    'price.awaits': [tellOwnerOfPrices(core)],
    'stock.back': [tellStockBack(core)],
    'stock.low': [tellOfLowStock(core)],
    'ticket.changed': [relayTicket(core), redrawTicketCards(core, messenger)],
    'message.undelivered': [tellUndelivered(core)],
    'work.failed': [tellOwnerOfFailure(core)],
  }
}

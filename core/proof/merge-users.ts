import { mergeCarts } from '../carts/index.ts'
import { mergeBrowses } from '../catalog/index.ts'
import { mergeContacts } from '../contacts/index.ts'
import { event } from '../events.ts'
import { mergeFiles } from '../files/index.ts'
import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'
import { mergeNotifications } from '../notifications/index.ts'
import { mergeOrders } from '../orders/index.ts'
import type { Announce } from '../outbox.ts'
import { mergeSlips } from '../payments/index.ts'
import { mergeStaff } from '../staff/index.ts'
import { mergeTickets } from '../support/index.ts'
import { type MergeReason, mergeUser } from '../users/index.ts'
import { mergeWishes } from '../wishes/index.ts'
import { mergeCodes } from './code.store.ts'

/**
 * Two users turn out to be one person. Everything of the one is the other's from this moment on: a step of each module,
 * in the transaction that found it out, both users locked. Whoever still acts as the one who went finds everything with
 * the one who stays (migration merges: name_whoever_stays).
 */
export const mergeUsers = async (
  tx: Tx,
  announce: Announce,
  { phone, why, by, ...merge }: Merge & MergeReason & { readonly phone: string },
): Promise<void> => {
  const { stays, goes } = merge
  await mergeCarts(tx, merge)
  const orders = await mergeOrders(tx, merge, phone)
  await mergeSlips(tx, merge)
  await mergeWishes(tx, merge)
  await mergeBrowses(tx, merge)
  await mergeContacts(tx, merge)
  await mergeCodes(tx, merge)
  await mergeFiles(tx, merge)
  const ticketId = await mergeTickets(tx, merge)
  await mergeNotifications(tx, merge)
  const isStaff = await mergeStaff(tx, merge)
  await mergeUser(tx, { ...merge, why, by })
  await announce(
    tx,
    event('user.merged', { userId: stays, goneId: goes }),
    ...orders.map((order) => event('order.changed', order)),
    ...(ticketId ? [event('ticket.changed', { ticketId })] : []),
    ...(isStaff ? [event('staff.changed', { userId: stays })] : []),
  )
}

/** The columns that name a person and name whoever stays after a merge. */
export const MOVED = [
  'carts.user_id',
  'orders.user_id',
  'orders.holder_id',
  'slips.user_id',
  'favourites.user_id',
  'product_views.user_id',
  'stock_watches.user_id',
  'browses.user_id',
  'saved_contacts.user_id',
  'customer_notes.user_id',
  'tickets.user_id',
  'tickets.holder_id',
  'notifications.user_id',
  'identities.user_id',
  'phone_codes.user_id',
  'sent_files.user_id',
  'memberships.user_id',
  'workplaces.user_id',
  'lendings.user_id',
  'shifts.user_id',
  'ordering_for.user_id',
  'ordering_for.customer_id',
  'staff_chats.by_user',
  'users.merged_into_id',
] as const

/** Those that go on naming the user they were written by, and why. */
export const KEPT: Readonly<Record<string, string>> = {
  'order_history.by_user': 'history: who did it',
  'ticket_entries.user_id': 'history: who said it',
  'stock_movements.by_user': 'ledger',
  'payments.recorded_by': 'ledger',
  'payment_returns.returned_by': 'ledger',
  'slips.answered_by': 'history: who answered',
  'customer_notes.by_user': 'history: who wrote it',
  'staff_history.by_user': 'history',
  'staff_history.about_user': 'history',
  'settings_history.by_user': 'history',
  'user_merges.goes_id': 'history of merges',
  'user_merges.stays_id': 'history of merges',
  'user_merges.by_user': 'history of merges',
  'memberships.granted_by': 'history: who gave the role',
  'lendings.lent_by': 'history: who lent it',
  'tokens.created_by': 'history: who invited',
  'tokens.used_by': 'history: who came by it',
  'barcodes.by_user': 'history: who bound it',
  'moves.requested_by': 'history of goods',
  'moves.sent_by': 'history of goods',
  'moves.closed_by': 'history of goods',
  'counts.begun_by': 'history of goods',
  'counts.closed_by': 'history of goods',
  'count_lines.by_user': 'history of goods',
  'piece_fates.by_user': 'history of goods',
  'power_cuts.by_user': 'history: who moved the deadlines',
  'power_cuts.undone_by': 'history: who moved them back',
}

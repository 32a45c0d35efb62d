import { event } from '../events.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Db, sqlState } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import type { Announce } from '../outbox.ts'
import { lockPhone } from './ordering-for.store.ts'
import { setPhone, takeOverClaimed } from './prove-phone.store.ts'

const UNIQUE_VIOLATION = '23505'

/**
 * The user's own number is proven (the messenger vouches that the contact is the sender's). It replaces an older
 * one of the same user. Whoever was only said to have it goes over to them: their orders by phone, their contacts,
 * what the staff noted about them; the history of each order says so. A cart that a manager is filling for that one
 * goes on, and its order is theirs too (place-order.ts).
 *
 * Two users who have both proven a number, or identities of their own, are not merged here.
 *
 * @throws DomainError `user.phone_invalid`; `user.phone_taken` when another user has proven it: nothing changes then
 */
export const provePhone =
  ({ db, clock, announce }: { db: Db; clock: Clock; announce: Announce }) =>
  async (userId: string, typed: string): Promise<string> => {
    const phone = parsePhone(typed)
    if (!phone) throw new DomainError('user.phone_invalid')
    try {
      await db.transaction(async (tx) => {
        const now = clock.now()
        await lockPhone(tx, phone)
        await setPhone(tx, { userId, phone, now })
        const orders = await takeOverClaimed(tx, { userId, phone, now })
        await announce(tx, ...orders.map((order) => event('order.changed', order)))
      })
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw new DomainError('user.phone_taken')
      throw error
    }
    return phone
  }

import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import type { Announce } from '../outbox.ts'
import { lockPhone } from '../users/index.ts'
import { lockInvolved, older, setPhone } from './involved.store.ts'
import { mergeUsers } from './merge-users.ts'
import type { Needs } from './needs.ts'

export interface Proven {
  readonly phone: string
  /** Who the person is now: another one than asked where they were merged into an older user. */
  readonly userId: string
  /** Another user was merged with this one. */
  readonly merged: boolean
}

/**
 * The user's own number is proven: the messenger vouches that the contact is the sender's, or a code came back
 * (prove-by-code.ts). It replaces an older one of the same user where nobody has it. Where another user has proven it
 * and this one none, they are one person, and the older user stays. Whoever was only said to have it goes over to whoever
 * stays: their orders by phone, their contacts, what the staff noted about them; the history of each order says so.
 *
 * @throws DomainError `user.phone_invalid`; `user.phone_taken` when another user has proven it and this one has proven
 *   another: two persons, so nothing changes; `data.gone` when the user was erased a moment ago
 */
export const provePhone =
  ({ db, clock, announce }: Needs) =>
  async (userId: string, typed: string): Promise<Proven> => {
    const phone = parsePhone(typed)
    if (!phone) throw new DomainError('user.phone_invalid')
    return db.transaction((tx) => takePhone(tx, announce, { userId, phone, now: clock.now() }))
  }

/** A step: the number is this user's. */
export const takePhone = async (
  tx: Tx,
  announce: Announce,
  { userId, phone, now }: { userId: string; phone: string; now: Date },
): Promise<Proven> => {
  await lockPhone(tx, phone)
  const involved = await lockInvolved(tx, { userId, phone })
  const self = involved.find((one) => one.is === 'self')
  if (!self || self.erasedAt) throw new DomainError('data.gone')
  const owner = involved.find((one) => one.is === 'owner')
  if (owner && self.phone !== null) throw new DomainError('user.phone_taken')

  const [stays, goes] = owner ? [self, owner].toSorted(older) : [self]
  if (goes)
    await mergeUsers(tx, announce, {
      ...{ stays: stays!.id, goes: goes.id, goesSpoke: true, now },
      ...{ phone, why: 'proven' },
    })
  await setPhone(tx, { userId: stays!.id, phone, now })
  for (const { id } of involved.filter((one) => one.is === 'claimed'))
    await mergeUsers(tx, announce, {
      ...{ stays: stays!.id, goes: id, goesSpoke: false, now },
      ...{ phone, why: 'claimed' },
    })
  return { phone, userId: stays!.id, merged: goes !== undefined }
}

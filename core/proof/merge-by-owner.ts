import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { lockPair, older, setPhone } from './involved.store.ts'
import { mergeUsers } from './merge-users.ts'
import type { Needs } from './needs.ts'

export interface MergeByOwner {
  readonly actor: Actor
  readonly userId: string
  readonly otherId: string
  readonly cause?: Cause | undefined
}

/**
 * The owner knows that two customers are one person, without proof of a number: nobody else may say so. The older one
 * stays, with the number that they have proven, else with the other's. It cannot be undone; the history names who did it.
 *
 * @returns who stays
 * @throws DomainError `merge.forbidden`; `merge.same` where they are one already; `data.gone` where one was erased
 * @throws Repeated when the update that causes it was done already
 */
export const mergeByOwner =
  ({ db, clock, announce }: Needs) =>
  ({ actor, userId, otherId, cause }: MergeByOwner): Promise<string> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['owner']) || !actor.userId) throw new DomainError('merge.forbidden')
      const [stays, goes] = (await lockPair(tx, [userId, otherId])).toSorted(older)
      if (!stays || !goes) throw new DomainError('merge.same')
      if (stays.erasedAt || goes.erasedAt) throw new DomainError('data.gone')
      const phone = stays.phone ?? goes.phone
      await mergeUsers(tx, announce, {
        ...{ stays: stays.id, goes: goes.id, goesSpoke: true, now },
        ...{ phone: phone ?? '', why: 'owner', by: actor.userId },
      })
      if (phone) await setPhone(tx, { userId: stays.id, phone, now })
      return stays.id
    })

import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { deleteWatch, insertWatch, type Watched } from './watch.store.ts'

/**
 * A person asks to be told when a sold-out size, or anything of a sold-out product, is back, or asks no longer.
 * Either may be repeated: it changes nothing the second time.
 *
 * @returns `there`: nothing is waited for, since it can be ordered now
 * @throws DomainError `product.gone` for what is sold no more
 */
export const watchStock =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  async ({
    on,
    ...watch
  }: Watched & { userId: string; on: boolean }): Promise<'waits' | 'there' | 'ended'> => {
    if (!on) {
      await deleteWatch(db.queries, watch)
      return 'ended'
    }
    const outcome = await insertWatch(db.queries, { ...watch, id: newId('wch'), now: clock.now() })
    if (!outcome) throw new DomainError('product.gone')
    return outcome
  }

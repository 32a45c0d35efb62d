import { type Cause, once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { lockPhone } from '../users/index.ts'
import { takeTry, useCode } from './code.store.ts'
import { isCode } from './code.ts'
import type { Needs } from './needs.ts'
import { type Proven, takePhone } from './prove-phone.ts'

export interface ProveByCode {
  readonly userId: string
  readonly phone: string
  /** As it was typed. */
  readonly code: string
  readonly cause?: Cause | undefined
}

/**
 * The code that was sent to a number came back: the number is this user's, with all that follows (prove-phone.ts). A
 * wrong one costs a try, also when it is typed in many places at once.
 *
 * @throws DomainError `user.phone_invalid`, `code.wrong` { left }, `code.over` when it is too old, used, replaced by a
 *   newer one or was wrong too often, `user.phone_taken`, `data.gone`
 * @throws Repeated when the update that causes it was done already
 */
export const proveByCode =
  ({ db, clock, announce }: Needs) =>
  async ({ userId, phone: typed, code, cause }: ProveByCode): Promise<Proven> => {
    const phone = parsePhone(typed)
    if (!phone) throw new DomainError('user.phone_invalid')
    const outcome = await db.transaction(async (tx): Promise<Proven | { left: number }> => {
      const now = clock.now()
      await once(tx, cause, now)
      await lockPhone(tx, phone)
      const asked = await takeTry(tx, { userId, phone, now })
      if (!asked) throw new DomainError('code.over')
      // Thrown only after the try is kept.
      if (code.length > 40 || !isCode(code, asked)) return { left: asked.left }
      await useCode(tx, { id: asked.id, now })
      return takePhone(tx, announce, { userId, phone, now })
    })
    if ('phone' in outcome) return outcome
    if (outcome.left === 0) throw new DomainError('code.over')
    throw new DomainError('code.wrong', { left: outcome.left })
  }

import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { later } from '../kernel/clock.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { lockPhone } from '../users/index.ts'
import { findCodeLimit, findProvenReachable, insertCode } from './code.store.ts'
import { CODE_LIVES_MS, newCode } from './code.ts'
import type { Needs } from './needs.ts'

export interface AskCode {
  readonly userId: string
  /** As it was typed. */
  readonly phone: string
  readonly cause?: Cause | undefined
}

/**
 * A code for a number that was only typed: it goes to a messenger where the number is proven, else by a text message
 * (send-code.ts); whoever reads it there and types it here has the number. Six digits, good for ten minutes and five
 * tries; the newest alone is good. The same is said and done whether anybody has the number or not. Only where the shop
 * sends no text messages it must be said that no code can come: that counts as asked, so that nobody looks numbers up.
 *
 * @returns the number as it is kept
 * @throws DomainError `user.phone_invalid`, `code.too_soon` { seconds }, `code.enough`, `code.no_channel`
 * @throws Repeated when the update that causes it was done already
 */
export const askCode =
  ({ db, clock, announce, texts }: Needs) =>
  async ({ userId, phone: typed, cause }: AskCode): Promise<string> => {
    const phone = parsePhone(typed)
    if (!phone) throw new DomainError('user.phone_invalid')
    const isSent = await db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      for (const locked of [phone, userId].toSorted()) await lockPhone(tx, locked)
      const limit = await findCodeLimit(tx, { userId, phone, now })
      if (limit === 'too_many') throw new DomainError('code.enough')
      if (limit) throw new DomainError('code.too_soon', limit)
      const expiresAt = later(now, CODE_LIVES_MS)
      const codeId = await insertCode(tx, { userId, phone, code: newCode(), now, expiresAt })
      const reachable = await findProvenReachable(tx, phone)
      await announce(tx, event('phone.code_asked', { codeId }))
      return texts !== null || reachable !== undefined
    })
    if (!isSent) throw new DomainError('code.no_channel')
    return phone
  }

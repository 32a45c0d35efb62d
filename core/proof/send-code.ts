import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { findCodeToSend, findProvenReachable } from './code.store.ts'
import type { Needs } from './needs.ts'

/**
 * A code goes out: to the messenger where its number is proven, once, as an answer; else as a text message, at least
 * once. One that is over by then, or that has no way, goes nowhere.
 *
 * @throws IntegrationError when the text message did not go and may be tried again
 */
export const sendCode =
  ({ db, clock, texts, notifications }: Needs) =>
  async (codeId: string, done: (tx: Tx) => Promise<void>): Promise<void> => {
    const code = await findCodeToSend(db.queries, { id: codeId, now: clock.now() })
    const userId = code && (await findProvenReachable(db.queries, code.phone))
    if (userId) {
      const message = { key: `phone.code:${codeId}`, userId, template: 'phone.code', params: { codeId } }
      return notifications.queue('answer', [message], done)
    }
    if (code && texts) {
      const { phone, plain, language } = code
      await texts.send({ to: phone, template: 'phone.code', params: { code: plain }, language })
    }
    await db.transaction(done)
  }

/** The code as a message says it at the moment it goes. @throws DomainError `code.over` */
export const readCode =
  ({ db, clock }: Needs) =>
  async (codeId: string): Promise<string> => {
    const code = await findCodeToSend(db.queries, { id: codeId, now: clock.now() })
    if (!code) throw new DomainError('code.over')
    return code.plain
  }

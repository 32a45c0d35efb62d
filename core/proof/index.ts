/** Whose a phone number is: proven by a messenger or by a one-time code; and what becomes of two users who turn out to be one. */
import { askCode } from './ask-code.ts'
import { forgetCodes } from './code.store.ts'
import { mergeByOwner } from './merge-by-owner.ts'
import type { Needs } from './needs.ts'
import { proveByCode } from './prove-by-code.ts'
import { provePhone } from './prove-phone.ts'
import { readCode, sendCode } from './send-code.ts'

export type { Proven } from './prove-phone.ts'
export type { TextSender } from './text-sender.ts'

export const createProof = (needs: Needs) => ({
  provePhone: provePhone(needs),
  askCode: askCode(needs),
  proveByCode: proveByCode(needs),
  /** The owner alone merges without proof. */
  mergeByOwner: mergeByOwner(needs),
  sendCode: sendCode(needs),
  /** The code that a message is to say. @throws DomainError `code.over` */
  readCode: readCode(needs),
  /** Every minute: jobs/schedule.ts. */
  forgetCodes: () => forgetCodes(needs.db.queries, needs.clock.now()),
})

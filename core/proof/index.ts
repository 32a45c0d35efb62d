/** Whose a phone number is: proven by a messenger or by a one-time code; and what becomes of two users who turn out to be one. */
import type { Needs } from './needs.ts'
import { provePhone } from './prove-phone.ts'

export type { Proven } from './prove-phone.ts'

export const createProof = (needs: Needs) => ({
  provePhone: provePhone(needs),
})

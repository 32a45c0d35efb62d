import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import { oneOf } from '../dialogue/address.ts'

/** Who works in the shop. */
export const peopleActions = {
  invite: {},
  invite_role: { role: oneOf(STAFF_ROLES) },
} as const

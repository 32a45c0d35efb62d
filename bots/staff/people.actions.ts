import { z } from 'zod'
import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import { INVITATION_LIVES, type InvitationLife, LENT_ROLES } from '../../core/staff/index.ts'
import { id, maybe, oneOf, upTo, whole } from '../dialogue/address.ts'

const LIVES = Object.keys(INVITATION_LIVES) as InvitationLife[]
const userId = id('usr')
const role = oneOf(LENT_ROLES)
const day = upTo(99_999_999)

/** The highest limit of a lent role, in hryvnias. */
const LEND_MAX = 9_999_999

/** Who works in the shop. A day is written as 20261231: until its end by Kyiv; a limit in hryvnias. */
export const peopleActions = {
  people: {},
  person: { userId },
  dismiss: { userId },
  dismiss_surely: { userId },
  invite: {},
  invite_role: { role: oneOf(STAFF_ROLES) },
  invite_life: { role: oneOf(STAFF_ROLES), life: oneOf(LIVES) },
  invitations: {},
  revoke: { id: id('inv') },
  people_history: { before: maybe(whole) },
  lend: { userId },
  lend_role: { userId, role },
  lend_until: { userId, role, day },
  lend_surely: { userId, role, day, limit: maybe(upTo(LEND_MAX)) },
  lend_end: { userId, id: id('lnd') },
} as const

const lent = z.enum(LENT_ROLES)

export const peopleSteps = [
  z.object({ asks: z.literal('lend_until'), userId: z.string(), role: lent }),
  z.object({ asks: z.literal('lend_limit'), userId: z.string(), role: lent, day: z.number() }),
] as const

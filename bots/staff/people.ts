import { DateTime } from 'luxon'
import { roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
import { later } from '../../core/kernel/clock.ts'
import { DomainError, Repeated } from '../../core/kernel/errors.ts'
import { hryvnias } from '../../core/kernel/money.ts'
import {
  INVITATION_LIVES,
  type InvitationLife,
  type LentRole,
  requireLendable,
} from '../../core/staff/index.ts'
import { FREE, type Step } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Start,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import type { peopleActions, peopleSteps } from './people.actions.ts'

const KYIV = 'Europe/Kyiv'
const HISTORY_PAGE = 12

const requireOwner = ({ actor }: Turn): void => {
  if (!roleAmong(actor, ['owner'])) throw new DomainError('staff.forbidden')
}

const people = async (turn: Turn): Promise<Reply> => {
  const { core, actor } = turn
  const [members, open] = await Promise.all([core.staff.all(actor), core.staff.invitations(actor)])
  return { screen: { name: 'people', members, invitations: open.length }, step: FREE }
}

const memberOf = async ({ core, actor }: Turn, userId: string) => {
  const member = await core.staff.member(actor, userId)
  if (!member) throw new DomainError('staff.gone')
  return member
}

const person = async (turn: Turn, { userId }: { userId: string }, { asks = false } = {}): Promise<Reply> => ({
  screen: { name: 'person', member: await memberOf(turn, userId), now: turn.core.clock.now(), asks },
  step: FREE,
})

const dismissSurely = async (turn: Turn, { userId }: { userId: string }): Promise<Reply> => {
  await turn.core.staff.dismiss({ actor: turn.actor, userId, cause: turn.cause })
  return withNotice(await people(turn), { code: 'people.dismissed' })
}

const invite = async (turn: Turn, { role = null }: { role?: StaffRole | null } = {}): Promise<Reply> => {
  requireOwner(turn)
  return { screen: { name: 'invite', role }, step: FREE }
}

const inviteLife = async (
  { core, actor }: Turn,
  { role, life }: { role: StaffRole; life: InvitationLife },
): Promise<Reply> => ({
  screen: {
    name: 'invited',
    role,
    secret: await core.staff.invite(actor, role, life),
    until: later(core.clock.now(), INVITATION_LIVES[life]),
  },
  step: FREE,
})

const invitations = async ({ core, actor }: Turn): Promise<Reply> => ({
  screen: { name: 'invitations', invitations: await core.staff.invitations(actor) },
  step: FREE,
})

const revoke = async (turn: Turn, { id }: { id: string }): Promise<Reply> => {
  await turn.core.staff.revokeInvitation({ actor: turn.actor, id, cause: turn.cause })
  return withNotice(await invitations(turn), { code: 'people.revoked' })
}

const history = async (turn: Turn, { before }: { before?: number | undefined }): Promise<Reply> => {
  const found = await turn.core.staff.history(turn.actor, { before, limit: HISTORY_PAGE + 1 })
  const lines = found.slice(0, HISTORY_PAGE)
  return { screen: { name: 'people_history', lines, more: found.length > HISTORY_PAGE }, step: FREE }
}

/** 20261231 as the end of that day by Kyiv. @throws DomainError `staff.lend_day` for what is no day */
const endOf = (day: number): Date => {
  const date = DateTime.fromFormat(String(day), 'yyyyMMdd', { zone: KYIV })
  if (!date.isValid) throw new DomainError('staff.lend_day')
  return date.endOf('day').toJSDate()
}

const dayOf = (date: DateTime): number => Number(date.toFormat('yyyyMMdd'))

/** Days to press: today, in three days, a week, two weeks, a month. */
const offered = (now: Date) =>
  [0, 3, 7, 14, 30].map((days) => {
    const date = DateTime.fromJSDate(now, { zone: KYIV }).plus({ days })
    return { day: dayOf(date), date: date.toJSDate() }
  })

interface Terms {
  readonly userId: string
  readonly role?: LentRole
  readonly day?: number
}

/** Role, then day, then sum: what is not known yet is asked for. */
const lend = async (turn: Turn, { userId, role, day }: Terms): Promise<Reply> => {
  const member = await memberOf(turn, userId)
  const until = day === undefined ? undefined : endOf(day)
  if (until) requireLendable(until, turn.core.clock.now())
  const terms = { ...(role ? { role } : {}), ...(until && day !== undefined ? { until, day } : {}) }
  const step: Step = !role
    ? FREE
    : day === undefined
      ? { asks: 'lend_until', userId, role }
      : { asks: 'lend_limit', userId, role, day }
  return { screen: { name: 'lend', member, terms, days: offered(turn.core.clock.now()) }, step }
}

const lendSurely = async (
  turn: Turn,
  { userId, role, day, limit }: { userId: string; role: LentRole; day: number; limit?: number | undefined },
): Promise<Reply> => {
  const sumLimit = limit ? hryvnias(limit) : null
  const { actor, cause } = turn
  await turn.core.staff.lend({ actor, userId, role, until: endOf(day), sumLimit, cause })
  return withNotice(await person(turn, { userId }), { code: 'lend.done' })
}

const lendEnd = async (turn: Turn, { userId, id }: { userId: string; id: string }): Promise<Reply> => {
  await turn.core.staff.endLending({ actor: turn.actor, id, cause: turn.cause })
  return withNotice(await person(turn, { userId }), { code: 'lend.ended' })
}

/** "31.12" or "31.12.2026": the next such day. */
const readDay = (text: string, now: Date): number | undefined => {
  const [, day, month, year] = /^\s*(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?\s*$/.exec(text) ?? []
  if (!day || !month) return undefined
  const today = DateTime.fromJSDate(now, { zone: KYIV }).startOf('day')
  const date = DateTime.fromObject(
    { year: Number(year ?? today.year), month: Number(month), day: Number(day) },
    { zone: KYIV },
  )
  if (!date.isValid) return undefined
  return dayOf(!year && date < today ? date.plus({ years: 1 }) : date)
}

/** "5 000" in hryvnias. */
const readSum = (text: string): number | undefined => {
  const digits = text.replace(/[\s₴]/g, '')
  return /^\d{1,7}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined
}

export const questions: QuestionsOf<typeof peopleSteps> = {
  lend_until: {
    answer: async (turn, { userId, role }, text) => {
      const day = readDay(text, turn.core.clock.now())
      if (day === undefined) return withNotice(await lend(turn, { userId, role }), { code: 'staff.lend_day' })
      return lend(turn, { userId, role, day }).catch(
        unlessRefused(async (refusal) => withNotice(await lend(turn, { userId, role }), refusal)),
      )
    },
    again: (turn, step) => lend(turn, step),
  },
  lend_limit: {
    answer: async (turn, step, text) => {
      const limit = readSum(text)
      if (limit === undefined) return withNotice(await lend(turn, step), { code: 'staff.lend_sum' })
      return lendSurely(turn, { ...step, limit })
    },
    again: (turn, step) => lend(turn, step),
    repeated: (turn, step) => person(turn, step),
  },
}

/** `/start staff_…`: an invitation is opened. */
const accept = async (turn: Turn, secret: string): Promise<Reply> => {
  const { core, user, actor, cause } = turn
  try {
    const role = await core.staff.accept({ secret, userId: user.id, cause })
    const now = { ...turn, actor: { ...actor, roles: [...actor.roles, role] } }
    return withNotice(await desk(now), { code: 'invite.accepted', params: { role } })
  } catch (error) {
    if (error instanceof Repeated) return desk(turn)
    throw error
  }
}

export const starts: readonly Start[] = [
  { pattern: /^staff_([1-9A-HJ-NP-Za-km-z]{24})$/, open: (turn, [, secret = '']) => accept(turn, secret) },
]

export const handlers: HandlersOf<typeof peopleActions> = {
  people,
  person: (turn, action) => person(turn, action),
  dismiss: (turn, action) => person(turn, action, { asks: true }),
  dismiss_surely: dismissSurely,
  invite: (turn) => invite(turn),
  invite_role: (turn, action) => invite(turn, action),
  invite_life: inviteLife,
  invitations,
  revoke,
  people_history: history,
  lend: (turn, { userId }) => lend(turn, { userId }),
  lend_role: (turn, { userId, role }) => lend(turn, { userId, role }),
  lend_until: (turn, { userId, role, day }) => lend(turn, { userId, role, day }),
  lend_surely: lendSurely,
  lend_end: lendEnd,
}

const toPerson = (turn: Turn, { userId }: { userId: string }): Promise<Reply> =>
  person(turn, { userId }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'staff.gone') return people(turn)
    throw error
  })

export const fallbacks: Fallbacks<typeof peopleActions> = {
  person: people,
  dismiss: people,
  dismiss_surely: toPerson,
  revoke: invitations,
  lend: people,
  lend_role: toPerson,
  lend_until: (turn, { userId, role }) => lend(turn, { userId, role }),
  lend_surely: toPerson,
  lend_end: toPerson,
}

import { roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
import { DomainError, Repeated } from '../../core/kernel/errors.ts'
import { FREE } from '../dialogue/step.ts'
import { type HandlersOf, type Reply, type Start, type Turn, withNotice } from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import type { peopleActions } from './people.actions.ts'

export const invite = async ({ actor }: Turn): Promise<Reply> => {
  if (!roleAmong(actor, ['owner'])) throw new DomainError('staff.forbidden')
  return { screen: { name: 'invite' }, step: FREE }
}

export const inviteRole = async ({ core, actor }: Turn, { role }: { role: StaffRole }): Promise<Reply> => ({
  screen: { name: 'invited', role, secret: await core.staff.invite(actor, role) },
  step: FREE,
})

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

export const handlers: HandlersOf<typeof peopleActions> = { invite, invite_role: inviteRole }

import { type Fallbacks, type HandlersOf, type Reply, type Turn, withNotice } from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import type { shiftsActions } from './shifts.actions.ts'

/** The cards that waited come below the desk by themselves. */
const begin = async (turn: Turn): Promise<Reply> => {
  const n = await turn.core.staff.beginShift({ actor: turn.actor, cause: turn.cause })
  const notice = n > 0 ? { code: 'shift.waited', params: { n } } : { code: 'shift.began' }
  return withNotice(await desk(turn), notice)
}

const end = async (turn: Turn): Promise<Reply> => {
  await turn.core.staff.endShift({ actor: turn.actor, cause: turn.cause })
  return withNotice(await desk(turn), { code: 'shift.ended' })
}

export const handlers: HandlersOf<typeof shiftsActions> = { shift_begin: begin, shift_end: end }

export const fallbacks: Fallbacks<typeof shiftsActions> = { shift_begin: desk, shift_end: desk }

import { DateTime } from 'luxon'
import { HOUR_MS, later, MINUTE_MS } from '../../core/kernel/clock.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { FREE } from '../dialogue/step.ts'
import { type Fallbacks, type HandlersOf, type Reply, type Turn, withNotice } from '../dialogue/turn.ts'
import type { powerCutsActions } from './power-cuts.actions.ts'
import { requireStaff } from './require-staff.ts'

const KYIV = 'Europe/Kyiv'

const cuts = async (turn: Turn, { asks = null }: { asks?: string | null } = {}): Promise<Reply> => {
  requireStaff(turn.actor, ['owner'])
  const [found, outlets] = await Promise.all([
    turn.core.orders.powerCuts(turn.actor),
    turn.core.outlets.all(),
  ])
  return { screen: { name: 'cuts', cuts: found, outlets, asks }, step: FREE }
}

interface Terms {
  readonly outletId: string | null
  readonly hours?: number
  readonly until?: number
}

const ask = async (turn: Turn, { outletId, hours, until }: Terms): Promise<Reply> => {
  requireStaff(turn.actor, ['owner'])
  const outlet = outletId === null ? null : await turn.core.outlets.find(outletId)
  if (outlet === undefined) throw new DomainError('outlet.unknown')
  return {
    screen: {
      name: 'cut',
      outlet,
      hours: hours ?? null,
      until: until === undefined ? null : fromMinutes(until),
      ends: hours === undefined ? [] : endsOf(turn.core.clock.now(), hours),
    },
    step: FREE,
  }
}

const fromMinutes = (minutes: number): Date => later(new Date(0), minutes * MINUTE_MS)

/** With the hours, or in the evening of today, tomorrow and the day after. */
const endsOf = (now: Date, hours: number): Date[] => {
  const evening = DateTime.fromJSDate(now, { zone: KYIV }).set({
    hour: 20,
    minute: 0,
    second: 0,
    millisecond: 0,
  })
  const evenings = [0, 1, 2].map((days) => evening.plus({ days }).toJSDate())
  const withHours = later(now, hours * HOUR_MS)
  return [withHours, ...evenings.filter((end) => end > withHours)]
}

const surely = async (
  turn: Turn,
  { outletId, hours, until }: { outletId: string | null; hours: number; until: number },
): Promise<Reply> => {
  const { actor, cause, core } = turn
  const pauseUntil = fromMinutes(until)
  const n = await core.orders.beginPowerCut({ actor, outletId, hours, pauseUntil, cause })
  return withNotice(await cuts(turn), { code: 'cut.begun', params: { n } })
}

const undoSurely = async (turn: Turn, { id }: { id: string }): Promise<Reply> => {
  await turn.core.orders.undoPowerCut({ actor: turn.actor, id, cause: turn.cause })
  return withNotice(await cuts(turn), { code: 'cut.undone' })
}

export const handlers: HandlersOf<typeof powerCutsActions> = {
  cuts: (turn) => cuts(turn),
  cut: (turn, { outletId }) => ask(turn, { outletId }),
  cut_hours: (turn, { outletId, hours }) => ask(turn, { outletId, hours }),
  cut_until: (turn, { outletId, hours, until }) => ask(turn, { outletId, hours, until }),
  cut_surely: surely,
  cut_undo: (turn, { id }) => cuts(turn, { asks: id }),
  cut_undo_surely: undoSurely,
}

export const fallbacks: Fallbacks<typeof powerCutsActions> = {
  cut: (turn) => cuts(turn),
  cut_hours: (turn) => cuts(turn),
  cut_until: (turn) => cuts(turn),
  cut_surely: (turn) => cuts(turn),
  cut_undo_surely: (turn) => cuts(turn),
}

import { roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
import type { HandStage, OrderStatus } from '../../core/orders/index.ts'
import { powerCutUntil } from '../../core/settings/index.ts'
import { mayAnswer } from '../../core/support/index.ts'
import { FREE } from '../dialogue/step.ts'
import type { HandlersOf, Reply, Turn } from '../dialogue/turn.ts'
import { type deskActions, QUEUES, type QueueName } from './desk.actions.ts'
import type { DeskEntry } from './desk.screens.ts'
import { requireStaff } from './require-staff.ts'

const PAGE = 7

/** Which states each queue shows, and whose work it is. */
const QUEUE: Readonly<Record<QueueName, { statuses: readonly OrderStatus[]; roles: readonly StaffRole[] }>> =
  {
    confirm: { statuses: ['AWAITING_CONFIRMATION'], roles: ['manager'] },
    pay: { statuses: ['AWAITING_PAYMENT'], roles: ['accountant', 'manager'] },
    ship: { statuses: ['AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD'], roles: ['storekeeper'] },
  }

/** What an area has for this one of the staff on the desk; nothing for whom it is not. */
type Section = (turn: Turn) => Promise<readonly DeskEntry[]>

const queues: Section = async ({ core, actor }) => {
  const own = QUEUES.filter((queue) => queue !== 'ship' && roleAmong(actor, QUEUE[queue].roles))
  if (own.length === 0) return []
  const counts = await core.orders.counts()
  return own.map((queue) => ({
    code: `queue.${queue}`,
    count: QUEUE[queue].statuses.reduce((sum, status) => sum + (counts.get(status) ?? 0), 0),
    action: { to: 'queue', queue },
  }))
}

const money: Section = async ({ core, actor }) => {
  if (!roleAmong(actor, ['accountant'])) return []
  const [slips, strays] = await Promise.all([core.payments.countSlips(), core.payments.countUnallotted()])
  return [
    ...(slips > 0 ? [{ code: 'transfers.slips', count: slips, action: { to: 'slips' } } as const] : []),
    ...(strays > 0 ? [{ code: 'transfers.money', count: strays, action: { to: 'money' } } as const] : []),
    { code: 'totals.button', action: { to: 'totals' } },
  ]
}

/** What a storekeeper has to do at their outlet; what waits for the courier only while anything does. */
const packing: Section = async ({ core, actor }) => {
  if (!roleAmong(actor, ['storekeeper'])) return []
  const counts = await core.orders.parcelCounts(await core.workplaces.of(actor))
  return [
    { code: 'packing.button', count: counts.pack, action: { to: 'packing' } },
    ...(counts.carrier > 0
      ? [{ code: 'hand.button', count: counts.carrier, action: { to: 'hand', by: 'carrier' } } as const]
      : []),
    ...(counts.store > 0
      ? [{ code: 'hand.to_store', count: counts.store, action: { to: 'hand', by: 'store' } } as const]
      : []),
  ]
}

const shelves: Section = async ({ actor }) =>
  roleAmong(actor, ['storekeeper']) ? [{ code: 'shelves.button', action: { to: 'shelves' } }] : []

/** A seller's pickups, and what comes back to us. */
const pickups: Section = async ({ core, actor }) => {
  if (!roleAmong(actor, ['seller', 'storekeeper'])) return []
  const counts = await core.orders.inHandCounts(await core.workplaces.of(actor))
  const entry = (stage: HandStage) =>
    ({ code: `pickups.button.${stage}`, count: counts[stage], action: { to: 'pickups', stage } }) as const
  return [
    ...(roleAmong(actor, ['seller']) ? [entry('ready')] : []),
    ...(roleAmong(actor, ['seller']) && counts.coming > 0 ? [entry('coming')] : []),
    ...(counts.returning > 0 ? [entry('returning')] : []),
  ]
}

const workplace: Section = async ({ actor }) =>
  roleAmong(actor, ['storekeeper', 'seller']) && !actor.roles.includes('owner')
    ? [{ code: 'workplace.button', action: { to: 'workplace' } }]
    : []

const found: Section = async ({ actor }) =>
  roleAmong(actor, ['manager']) ? [{ code: 'find.button', action: { to: 'find' } }] : []

const prices: Section = async ({ core, actor }) => {
  if (!roleAmong(actor, ['owner'])) return []
  const { count } = await core.catalog.pendingPrices({ limit: 1 })
  return count > 0 ? [{ code: 'prices.button', count, action: { to: 'prices' } }] : []
}

const people: Section = async ({ actor }) =>
  roleAmong(actor, ['owner'])
    ? [
        { code: 'people.button', action: { to: 'people' } },
        { code: 'setup.button', action: { to: 'setup' } },
        { code: 'cut.button', action: { to: 'cuts' } },
      ]
    : []

/** What customers ask: what nobody has and what is one's own to answer, with the age of the oldest. */
const tickets: Section = async ({ core, actor }) => {
  if (!mayAnswer(actor)) return []
  const { open, own, waitingSince } = await core.support.counts(actor.userId)
  const since = waitingSince ? { since: { at: waitingSince, now: core.clock.now() } } : {}
  return [{ code: 'tickets.button', count: open + own, action: { to: 'tickets' }, ...since }]
}

const SECTIONS: readonly Section[] = [
  found,
  queues,
  tickets,
  money,
  packing,
  pickups,
  shelves,
  prices,
  people,
  workplace,
]

export const desk = async (turn: Turn): Promise<Reply> => {
  requireStaff(turn.actor)
  const entries = await Promise.all(SECTIONS.map((section) => section(turn)))
  const onShiftSince = await turn.core.staff.onShiftSince(turn.actor.userId)
  const until = powerCutUntil(await turn.core.settings.read(), turn.core.clock.now())
  return {
    screen: { name: 'desk', entries: entries.flat(), onShiftSince, powerCutUntil: until },
    step: FREE,
  }
}

export const queue = async (
  { core, actor }: Turn,
  { queue: name, after }: { queue: QueueName; after?: string | undefined },
): Promise<Reply> => {
  requireStaff(actor, QUEUE[name].roles)
  const found = await core.orders.queue({ statuses: QUEUE[name].statuses, after, limit: PAGE + 1 })
  return {
    screen: {
      name: 'queue',
      queue: name,
      orders: found.slice(0, PAGE),
      more: found.length > PAGE,
      now: core.clock.now(),
    },
    step: FREE,
  }
}

export const handlers: HandlersOf<typeof deskActions> = { desk, queue }

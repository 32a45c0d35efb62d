import type { WaitingWork } from '../../core/index.ts'
import { type Actor, roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
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
type Section = (actor: Actor, work: WaitingWork, now: Date) => readonly DeskEntry[]

/** Entries that stand on the desk only while something waits behind them. */
const whileWaiting = (...entries: readonly DeskEntry[]): DeskEntry[] =>
  entries.filter(({ count = 0 }) => count > 0)

const queues: Section = (actor, { orders }) =>
  QUEUES.filter((queue) => queue !== 'ship' && roleAmong(actor, QUEUE[queue].roles)).map((queue) => ({
    code: `queue.${queue}`,
    count: QUEUE[queue].statuses.reduce((sum, status) => sum + (orders[status] ?? 0), 0),
    action: { to: 'queue', queue },
  }))

const money: Section = (actor, { slips, unallotted }) =>
  roleAmong(actor, ['accountant'])
    ? [
        ...whileWaiting(
          { code: 'transfers.slips', count: slips, action: { to: 'slips' } },
          { code: 'transfers.money', count: unallotted, action: { to: 'money' } },
        ),
        { code: 'totals.button', action: { to: 'totals' } },
      ]
    : []

/** What a storekeeper has to do at their outlet. */
const packing: Section = (actor, { parcels }) =>
  roleAmong(actor, ['storekeeper'])
    ? [
        { code: 'packing.button', count: parcels.pack, action: { to: 'packing' } },
        ...whileWaiting(
          { code: 'hand.button', count: parcels.carrier, action: { to: 'hand', by: 'carrier' } },
          { code: 'hand.to_store', count: parcels.store, action: { to: 'hand', by: 'store' } },
        ),
      ]
    : []

/** A seller's pickups, and what comes back to us. */
const pickups: Section = (actor, { inHand }) => {
  const entry = (stage: HandStage): DeskEntry => ({
    code: `pickups.button.${stage}`,
    count: inHand[stage],
    action: { to: 'pickups', stage },
  })
  const sells = roleAmong(actor, ['seller']) !== undefined
  return [
    ...(sells ? [...whileWaiting(entry('collect')), entry('ready'), ...whileWaiting(entry('coming'))] : []),
    ...(roleAmong(actor, ['seller', 'storekeeper']) ? whileWaiting(entry('returning')) : []),
  ]
}

/** What goes to another outlet and what comes from one. */
const moves: Section = (actor, { moves: { send, receive } }) =>
  roleAmong(actor, ['storekeeper', 'seller'])
    ? whileWaiting(
        { code: 'moves.button.send', count: send, action: { to: 'moves', stage: 'send' } },
        { code: 'moves.button.receive', count: receive, action: { to: 'moves', stage: 'receive' } },
      )
    : []

const shelves: Section = (actor, { counted, low }) =>
  roleAmong(actor, ['storekeeper'])
    ? [
        ...whileWaiting({ code: 'low.button', count: low, action: { to: 'low' } }),
        { code: 'shelves.button', action: { to: 'shelves' } },
        {
          code: counted === null ? 'count.button' : 'count.going',
          count: counted ?? 0,
          action: { to: 'counts' },
        },
      ]
    : []

const found: Section = (actor) =>
  roleAmong(actor, ['manager'])
    ? [
        { code: 'find.button', action: { to: 'find' } },
        { code: 'order_for.button', action: { to: 'order_for' } },
      ]
    : []

const workplace: Section = (actor) =>
  roleAmong(actor, ['storekeeper', 'seller']) && !actor.roles.includes('owner')
    ? [{ code: 'workplace.button', action: { to: 'workplace' } }]
    : []

const prices: Section = (_, { pendingPrices }) =>
  whileWaiting({ code: 'prices.button', count: pendingPrices, action: { to: 'prices' } })

const people: Section = (actor) =>
  roleAmong(actor, ['owner'])
    ? [
        { code: 'people.button', action: { to: 'people' } },
        { code: 'setup.button', action: { to: 'setup' } },
        { code: 'cut.button', action: { to: 'cuts' } },
      ]
    : []

/** What customers ask: what nobody has and what is one's own to answer, with the age of the oldest. */
const tickets: Section = (actor, work, now) => {
  if (!mayAnswer(actor)) return []
  const since = work.ticketsWaitingSince ? { since: { at: work.ticketsWaitingSince, now } } : {}
  return [{ code: 'tickets.button', count: work.tickets, action: { to: 'tickets' }, ...since }]
}

const SECTIONS: readonly Section[] = [
  found,
  queues,
  tickets,
  money,
  packing,
  pickups,
  moves,
  shelves,
  prices,
  people,
  workplace,
]

export const desk = async ({ core, actor }: Turn): Promise<Reply> => {
  requireStaff(actor)
  const [work, settings] = await Promise.all([core.waitingWork(actor), core.settings.read()])
  const now = core.clock.now()
  const entries = SECTIONS.flatMap((section) => section(actor, work, now))
  const { onShiftSince } = work
  return {
    screen: { name: 'desk', entries, onShiftSince, powerCutUntil: powerCutUntil(settings, now) },
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

import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { type Role, roleAmong } from '../kernel/actor.ts'
import { DAY_MS, HOUR_MS, later } from '../kernel/clock.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Settings, workingMinutesAfter } from '../settings/index.ts'
import { by, type Needs, type OrderCommand, requireHolder, requireOrder } from './needs.ts'
import type { Mark, Order, OrderStatus } from './order.ts'

export interface MarkOrder extends OrderCommand {
  /** null takes the mark away. */
  readonly mark: Mark | null
  /** Until when, for the marks whose time somebody names. */
  readonly until?: Date | undefined
}

interface Marking {
  readonly statuses: readonly OrderStatus[]
  readonly by: readonly Role[]
  /** 'named': somebody says until when. Else so long. */
  readonly until: 'named' | number
}

const TALKING: readonly OrderStatus[] = ['AWAITING_CONFIRMATION', 'AWAITING_PAYMENT']
const SENDING: readonly OrderStatus[] = ['AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD']

/** Which mark may stand where, and who sets it. */
export const MARKING: Readonly<Record<Mark, Marking>> = {
  not_reached: { statuses: ['AWAITING_CONFIRMATION'], by: ['manager'], until: 2 * HOUR_MS },
  call_back: { statuses: TALKING, by: ['manager'], until: 'named' },
  waiting_answer: { statuses: TALKING, by: ['manager'], until: DAY_MS },
  postponed: { statuses: TALKING, by: ['manager'], until: 'named' },
  assembling: { statuses: SENDING, by: ['storekeeper'], until: 2 * HOUR_MS },
  send_after: { statuses: SENDING, by: ['manager', 'storekeeper'], until: 'named' },
}

/** Marks that are agreed with the customer: they were reached, and the attempts count anew. */
const TALKED: readonly Mark[] = ['call_back', 'postponed']

/** A time that somebody names is no further away than that. */
const FURTHEST_MS = 60 * DAY_MS

/**
 * One of the staff marks an order: its work comes again when the mark is over (end-marks.ts). Marks move neither stock
 * nor money. «Не додзвонились» is counted, and written to the customer at once. The attempts are the order's, since the
 * last talk: taking the mark away and setting it again neither starts them anew nor comes sooner than the next one may.
 *
 * @throws DomainError `order.forbidden`, `order.taken`, `order.mark_not_here`, `order.mark_time`, `order.called_already`,
 *   `order.call_hour` { nearest } for an hour at which the shop calls nobody
 */
export const markOrder =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, cause, mark, until: named }: MarkOrder): Promise<void> => {
    const { notReached, hours } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, mark ? MARKING[mark].by : ['manager', 'storekeeper'])
      if (!role) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      const { number } = order
      if (mark ? !MARKING[mark].statuses.includes(order.status) || order.packedAt : !order.mark)
        throw new DomainError('order.mark_not_here', { number })
      if (role !== 'storekeeper') await requireHolder(tx, order, actor)
      const until = mark && untilOf(mark, { order, now, named, notReached, hours })
      if (mark === 'not_reached' && calledJustNow(order, notReached, now))
        throw new DomainError('order.called_already', { number, hours: notReached.hours })

      const { attempts, since, lastAt } = callsAfter(order, mark, now)
      await tx.$executeRaw`
        UPDATE orders SET mark = ${mark}, mark_until = ${until}, updated_at = ${now},
          call_attempts = ${attempts}, called_since = ${since}, last_called_at = ${lastAt}
        WHERE id = ${orderId}`
      const { byUser, byRole } = by(actor, role)
      const details = { mark: mark ?? order.mark, until, ...(mark === 'not_reached' ? { attempts } : {}) }
      await tx.$executeRaw`
        INSERT INTO order_history (order_id, at, by_user, by_role, what, details)
        VALUES (${orderId}, ${now}, ${byUser}, ${byRole}, ${mark ? 'marked' : 'unmarked'}, ${JSON.stringify(details)}::jsonb)`
      await announce(
        tx,
        event(mark === 'not_reached' ? 'order.not_reached' : 'order.changed', { orderId, number }),
      )
    })
  }

const calledJustNow = (
  { mark, lastCalledAt }: Order,
  { hours }: Settings['notReached'],
  now: Date,
): boolean => mark === 'not_reached' || (lastCalledAt !== null && now < later(lastCalledAt, hours * HOUR_MS))

/** The calls in vain as they stand once the mark is set or (null) taken away. */
const callsAfter = ({ callAttempts, calledSince, lastCalledAt }: Order, mark: Mark | null, now: Date) => {
  if (mark === 'not_reached') return { attempts: callAttempts + 1, since: calledSince ?? now, lastAt: now }
  return mark !== null && TALKED.includes(mark)
    ? { attempts: 0, since: null, lastAt: lastCalledAt }
    : { attempts: callAttempts, since: calledSince, lastAt: lastCalledAt }
}

/** @throws DomainError `order.mark_time` for a time that is past or too far away, or is not said */
const untilOf = (
  mark: Mark,
  {
    order,
    now,
    named,
    notReached,
    hours,
  }: { order: Order; now: Date; named: Date | undefined } & Pick<Settings, 'notReached' | 'hours'>,
): Date => {
  const term = MARKING[mark].until
  if (mark === 'not_reached') {
    const back = later(now, notReached.hours * HOUR_MS)
    const last = later(order.calledSince ?? now, notReached.days * DAY_MS)
    return order.callAttempts + 1 >= notReached.attempts && last > back ? last : back
  }
  if (term !== 'named') return later(now, term)
  if (mark === 'call_back') return requireCallHour(named, now, hours)
  return requireSoon(named, now)
}

/**
 * An hour at which a customer is called: nobody is at night, nor on a day off.
 * @throws DomainError `order.mark_time`, `order.call_hour` { nearest }: when the shop works next
 */
export const requireCallHour = (named: Date | undefined, now: Date, hours: Settings['hours']): Date => {
  const at = requireSoon(named, now)
  const nearest = workingMinutesAfter(at, 0, hours)
  if (nearest > at) throw new DomainError('order.call_hour', { nearest })
  return at
}

/** @throws DomainError `order.mark_time` */
const requireSoon = (named: Date | undefined, now: Date): Date => {
  if (!named || named <= now || named > later(now, FURTHEST_MS)) throw new DomainError('order.mark_time')
  return named
}

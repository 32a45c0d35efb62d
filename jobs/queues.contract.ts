import { afterEach, describe, expect, it } from 'vitest'
import { IntegrationError, Repeated } from '../core/kernel/errors.ts'
import type { Follower, Subscriptions } from './job.ts'
import { aGate, aPlatform, orderPaid, type Platform } from './jobs.fixture.ts'
import type { QueuePlace } from './queue-backends.ts'

export interface QueueUnderTest {
  readonly databaseUrl: () => string
  readonly place: () => QueuePlace
  /** Loses every job of every queue, as a crash of a queue without a disk would. */
  readonly empty: () => Promise<void>
}

/** A guard, not a wait: settling ends by itself, and a busy machine has time for it. */
const SETTLE = { timeoutMs: 45_000 }
const passing = () => new IntegrationError('the provider is asleep', { retry: true })

/** What a queue must keep to, so that what follows an event follows it whatever breaks. */
export const queuesContract = ({ databaseUrl, place, empty }: QueueUnderTest): void => {
  let platform: Platform | undefined
  afterEach(async () => {
    await platform?.close()
    platform = undefined
  })
  const open = async (followers: Partial<Subscriptions>): Promise<Platform> => {
    platform = await aPlatform({ url: databaseUrl(), queue: place() }, { followers })
    return platform
  }

  describe('what follows an event', () => {
    it('is done once by each follower, and one that fails keeps no other from its work', async () => {
      const heard: string[] = []
      const hear = (name: string): Follower<'order.paid'> => ({
        name,
        run: async ({ orderId }, { eventId }) => void heard.push(`${name} ${orderId} ${eventId.slice(0, 4)}`),
      })
      const failing: Follower<'order.paid'> = { name: 'issue-receipt', run: () => Promise.reject(passing()) }
      const shop = await open({ 'order.paid': [hear('tell-paid'), failing, hear('create-waybill')] })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await jobs.settle(SETTLE)
      expect(heard.sort()).toEqual(['create-waybill ord_1 evt_', 'tell-paid ord_1 evt_'])
      expect(await shop.deliveries()).toEqual([
        { follower: 'create-waybill', tries: 1, state: 'done', error: null },
        { follower: 'issue-receipt', tries: 1, state: 'open', error: null },
        { follower: 'tell-paid', tries: 1, state: 'done', error: null },
      ])
      expect(shop.lines.filter(({ msg }) => msg === 'job')).toHaveLength(3)
    })

    it('follows what it announces in turn, within one settling', async () => {
      const heard: string[] = []
      const shop = await open({
        'order.paid': [
          { name: 'complete', run: (order) => shop.announce({ name: 'order.completed', payload: order }) },
        ],
        'order.completed': [{ name: 'thank', run: async ({ orderId }) => void heard.push(orderId) }],
      })
      const jobs = await shop.start()
      await shop.announce(...Array.from({ length: 150 }, (_, i) => orderPaid(i)))
      await jobs.settle(SETTLE)
      expect(heard).toHaveLength(150)
    })

    it('comes back from an emptied queue, and nothing is lost or done twice', async () => {
      const gate = aGate()
      const started = aGate()
      const heard: number[] = []
      const shop = await open({
        'order.paid': [
          {
            name: 'tell-paid',
            run: async ({ number }) => {
              started.open()
              if (heard.length === 0) await gate.opened
              heard.push(number)
            },
          },
        ],
      })
      const jobs = await shop.start({ concurrency: 1 })
      await shop.announce(...[1, 2, 3, 4, 5].map(orderPaid))
      await started.opened
      await empty()
      gate.open()
      await jobs.settle(SETTLE)
      expect(heard).toHaveLength(1)
      shop.clock.advance({ minutes: 2 })
      await jobs.settle(SETTLE)
      expect(heard.sort()).toEqual([1, 2, 3, 4, 5])
    })

    it('is done once by two processes at once', async () => {
      const heard: number[] = []
      const shop = await open({
        'order.paid': [{ name: 'tell-paid', run: async ({ number }) => void heard.push(number) }],
      })
      const [one, two] = await Promise.all([shop.start(), shop.start()])
      const numbers = Array.from({ length: 250 }, (_, i) => i)
      await shop.announce(...numbers.map(orderPaid))
      await Promise.all([one.settle(SETTLE), two.settle(SETTLE)])
      expect(heard.sort((a, b) => a - b)).toEqual(numbers)
      expect((await shop.deliveries()).every(({ state, tries }) => state === 'done' && tries === 1)).toBe(
        true,
      )
    })

    it('left in the middle by a process that stopped is done by another, and the first one comes too late', async () => {
      const hanging = aGate()
      const started = aGate()
      const doneAgain = aGate()
      const late = Promise.withResolvers<unknown>()
      let runs = 0
      const shop = await open({
        'order.paid': [
          {
            name: 'issue-receipt',
            run: async (_, { done }) => {
              runs += 1
              const first = runs === 1
              started.open()
              if (first) await hanging.opened
              await shop.db.transaction(done).catch((error: unknown) => {
                late.resolve(error)
                throw error
              })
              doneAgain.open()
            },
          },
        ],
      })
      const first = await shop.start()
      await shop.announce(orderPaid(1))
      first.poke()
      await started.opened
      await first.stop({ withinMs: 50 })
      expect(await shop.deliveries()).toMatchObject([{ state: 'open', tries: 1 }])
      shop.clock.advance({ minutes: 1 })
      const second = await shop.start()
      second.poke()
      await doneAgain.opened
      hanging.open()
      expect(await late.promise).toBeInstanceOf(Repeated)
      expect(await shop.deliveries()).toMatchObject([{ state: 'done', tries: 2 }])
      expect(runs).toBe(2)
    })

    it('is marked done in the follower’s own transaction: rolled back with it, committed with it', async () => {
      let runs = 0
      const shop = await open({
        'order.paid': [
          {
            name: 'count',
            run: (_, { done }) =>
              shop.db.transaction(async (tx) => {
                runs += 1
                await tx.$executeRaw`INSERT INTO events (id, name, payload, at) VALUES (${`mark_${runs}`}, 'mark', '{}', now())`
                await done(tx)
                if (runs === 1) throw new Error('after the mark')
              }),
          },
        ],
      })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await jobs.settle(SETTLE)
      expect(await shop.deliveries()).toMatchObject([{ state: 'open', tries: 1 }])
      shop.clock.advance({ minutes: 1 })
      await jobs.settle(SETTLE)
      expect(await shop.deliveries()).toMatchObject([{ state: 'done', tries: 2 }])
      const marks = await shop.db.client.$queryRaw<
        { id: string }[]
      >`SELECT id FROM events WHERE name = 'mark'`
      expect(marks).toEqual([{ id: 'mark_2' }])
    })
  })

  describe('settling', () => {
    it('says what is left when the time is over', async () => {
      const gate = aGate()
      const started = aGate()
      const waits = () => {
        started.open()
        return gate.opened
      }
      const shop = await open({ 'order.paid': [{ name: 'issue-receipt', run: waits }] })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await started.opened
      await expect(jobs.settle({ timeoutMs: 200 })).rejects.toThrow(/not settled in 200 ms.*"active":1/)
      gate.open()
      await jobs.settle(SETTLE)
    })
  })

  describe('the health of the queue', () => {
    it('is good with counts while it works, and bad without a queue, always with an answer', async () => {
      const shop = await open({ 'order.paid': [{ name: 'fail', run: () => Promise.reject(passing()) }] })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await jobs.settle(SETTLE)
      expect(await jobs.queueHealth()).toEqual({ ok: true, waiting: 0, active: 0, failed: 1 })
      await jobs.stop()
      expect(await jobs.queueHealth()).toEqual({ ok: false, error: 'jobs are not started' })
    })
  })
}

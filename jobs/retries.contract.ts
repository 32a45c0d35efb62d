import { afterEach, describe, expect, it } from 'vitest'
import type { Events } from '../core/events.ts'
import { IntegrationError, Repeated } from '../core/kernel/errors.ts'
import type { Follower, Subscriptions } from './job.ts'
import { aPlatform, orderPaid, type Platform } from './jobs.fixture.ts'
import type { QueueUnderTest } from './queues.contract.ts'

/** A guard, not a wait: settling ends by itself, and a busy machine has time for it. */
const SETTLE = { timeoutMs: 45_000 }
const passing = () => new IntegrationError('the provider is asleep', { retry: true })

/** What becomes of work that failed. */
export const retriesContract = ({ databaseUrl, place }: QueueUnderTest): void => {
  let platform: Platform | undefined
  afterEach(async () => {
    await platform?.close()
    platform = undefined
  })
  const open = async (followers: Partial<Subscriptions>): Promise<Platform> => {
    platform = await aPlatform({ url: databaseUrl(), queue: place() }, { followers })
    return platform
  }

  describe('what failed', () => {
    it('comes again by the clock when it failed, later each time', async () => {
      let runs = 0
      const failing: Follower<'order.paid'> = {
        name: 'issue-receipt',
        run: async () => {
          runs += 1
          if (runs < 3) throw passing()
        },
      }
      const shop = await open({ 'order.paid': [failing] })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      const runsAfter = async (seconds: number) => {
        shop.clock.advance({ seconds })
        await jobs.settle(SETTLE)
        return runs
      }
      expect(await runsAfter(0)).toBe(1)
      expect(await runsAfter(59)).toBe(1)
      expect(await runsAfter(1)).toBe(2)
      expect(await runsAfter(60)).toBe(2)
      expect(await runsAfter(60)).toBe(3)
      expect(await shop.deliveries()).toMatchObject([{ tries: 3, state: 'done' }])
      expect(shop.lines.map(({ level, outcome }) => [level, outcome])).toEqual([
        [40, 'again'],
        [40, 'again'],
        [30, 'done'],
      ])
    })

    it('is given up after eight tries and raised once, and who tells of that does not tell of its own failure', async () => {
      let runs = 0
      const raised: Events['work.failed'][] = []
      const broken = async (): Promise<void> => {
        runs += 1
        throw new TypeError('a bug')
      }
      const shop = await open({
        'order.paid': [{ name: 'issue-receipt', run: broken }],
        'work.failed': [
          { name: 'raise', run: async (failure) => void raised.push(failure) },
          { name: 'raise-badly', run: () => Promise.reject(new IntegrationError('no', { retry: false })) },
        ],
      })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      for (let day = 0; day < 12; day++) {
        await jobs.settle(SETTLE)
        shop.clock.advance({ days: 1 })
      }
      expect(runs).toBe(8)
      expect(raised).toEqual([
        {
          key: expect.stringMatching(/^issue-receipt:evt_/),
          what: 'issue-receipt',
          error: 'TypeError: a bug',
        },
      ])
      const rows = await shop.deliveries()
      expect(
        rows.filter(({ state }) => state === 'failed').map(({ follower, error }) => [follower, error]),
      ).toEqual(
        expect.arrayContaining([
          ['issue-receipt', 'TypeError: a bug'],
          ['raise-badly', 'IntegrationError: no'],
        ]),
      )
      expect(rows).toHaveLength(3)
      const bugs = shop.lines.filter(({ job }) => job === 'issue-receipt')
      expect(bugs).toHaveLength(8)
      expect(bugs[0]).toMatchObject({
        level: 50,
        outcome: 'again',
        err: { stack: expect.stringContaining('TypeError') },
      })
    })

    it('is given up at once when the provider says never', async () => {
      let runs = 0
      const refused = async (): Promise<void> => {
        runs += 1
        throw new IntegrationError('no such account', { retry: false })
      }
      const shop = await open({ 'order.paid': [{ name: 'issue-receipt', run: refused }] })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await jobs.settle(SETTLE)
      shop.clock.advance({ days: 1 })
      await jobs.settle(SETTLE)
      expect(runs).toBe(1)
      expect(await shop.deliveries()).toMatchObject([
        { state: 'failed', error: 'IntegrationError: no such account' },
      ])
    })

    it('counts as done when the follower finds its change made before', async () => {
      const shop = await open({
        'order.paid': [
          { name: 'issue-receipt', run: () => Promise.reject(new Repeated('receipt of ord_1')) },
        ],
      })
      const jobs = await shop.start()
      await shop.announce(orderPaid(1))
      await jobs.settle(SETTLE)
      expect(await shop.deliveries()).toMatchObject([{ state: 'done', tries: 1 }])
      expect(shop.lines).toMatchObject([{ level: 30, outcome: 'repeated' }])
    })
  })
}

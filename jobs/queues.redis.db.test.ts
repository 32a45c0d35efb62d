import { Redis } from 'ioredis'
import { afterEach, describe, expect, it } from 'vitest'
import { useTestDatabase } from '../tests/harness/database.ts'
import { redisIsHere, useTestRedis } from '../tests/harness/redis.ts'
import { aPlatform, orderPaid, type Platform } from './jobs.fixture.ts'
import { queuesContract } from './queues.contract.ts'
import { retriesContract } from './retries.contract.ts'
import { scheduleContract } from './schedule.contract.ts'

describe.skipIf(!redisIsHere())('jobs on Redis', () => {
  const database = useTestDatabase()
  const redis = useTestRedis()
  const underTest = {
    databaseUrl: () => database.url,
    place: () => ({ redisUrl: redis.url }),
    empty: async () => {
      const client = new Redis(redis.url)
      await client.flushall()
      client.disconnect()
    },
  }
  queuesContract(underTest)
  retriesContract(underTest)
  scheduleContract(underTest)

  describe('without Redis', () => {
    let platform: Platform | undefined
    afterEach(async () => {
      await platform?.close()
      await redis.start()
    })
    const heard: number[] = []
    const open = async (): Promise<Platform> => {
      heard.length = 0
      const followers = {
        'order.paid': [
          { name: 'tell-paid', run: async ({ number }: { number: number }) => void heard.push(number) },
        ],
      }
      platform = await aPlatform({ url: database.url, queue: underTest.place() }, { followers })
      return platform
    }

    it('deliveries wait in the outbox, cost no tries, are told of once, and go out when it is back', async () => {
      const shop = await open()
      const jobs = await shop.start()
      await redis.stop()
      await shop.announce(orderPaid(1), orderPaid(2))
      await expect(jobs.settle({ timeoutMs: 500 })).rejects.toThrow(/due: tell-paid evt_/)
      expect(await jobs.queueHealth()).toMatchObject({ ok: false })
      await redis.start()
      await jobs.settle({ timeoutMs: 15_000 })
      expect(heard.sort()).toEqual([1, 2])
      expect(await shop.deliveries()).toMatchObject([
        { state: 'done', tries: 1 },
        { state: 'done', tries: 1 },
      ])
      expect(shop.lines.filter(({ level }) => level === 50).map(({ msg }) => msg)).toHaveLength(1)
    })

    it('the platform starts, and delivers as soon as it is there', async () => {
      await redis.stop()
      const shop = await open()
      const jobs = await shop.start()
      await shop.announce(orderPaid(7))
      await redis.start()
      await jobs.settle({ timeoutMs: 15_000 })
      expect(heard).toEqual([7])
    })

    it('the platform stops in time', async () => {
      const shop = await open()
      const jobs = await shop.start()
      await redis.stop()
      const startedAt = performance.now()
      await jobs.stop({ withinMs: 500 })
      expect(performance.now() - startedAt).toBeLessThan(3_000)
    })
  })
})

import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import type { Events } from '../core/events.ts'
import type { Task } from './job.ts'
import { aGate, aPlatform, type Platform } from './jobs.fixture.ts'
import { createOutage } from './outage.ts'
import type { QueueUnderTest } from './queues.contract.ts'
import { openQueues } from './queues.ts'
import { createScheduler } from './scheduler.ts'

/** What a queue must keep to, so that what the clock starts is started. */
export const scheduleContract = ({ databaseUrl, place, empty }: QueueUnderTest): void => {
  let platform: Platform | undefined
  afterEach(async () => {
    await platform?.close()
    platform = undefined
  })
  const open = async (tasks: readonly Task[], raised: Events['work.failed'][] = []): Promise<Platform> => {
    const followers = {
      'work.failed': [
        { name: 'raise', run: async (failure: Events['work.failed']) => void raised.push(failure) },
      ],
    }
    platform = await aPlatform({ url: databaseUrl(), queue: place() }, { followers, tasks })
    return platform
  }
  const task = (name: string, run: Task['run']): Task => ({ name, everyMs: 100, run })

  /** A task of which a test can await the n-th run. */
  const metronome = () => {
    let beats = 0
    const wanted: { beats: number; resolve: () => void }[] = []
    const run = async () => {
      beats += 1
      for (const { resolve } of wanted.filter((one) => one.beats <= beats)) resolve()
    }
    const more = (count: number) =>
      new Promise<void>((resolve) => void wanted.push({ beats: beats + count, resolve }))
    return { run, more }
  }

  describe('the schedule', () => {
    it('runs a task again and again, and goes on after it failed', async () => {
      const { run, more } = metronome()
      const shop = await open([
        task('sweep', async () => {
          await run()
          throw new Error('no luck')
        }),
      ])
      await shop.start({ scheduler: true })
      await more(3)
      expect(shop.lines[0]).toMatchObject({ level: 50, task: 'sweep', outcome: 'failed' })
    })

    it('runs a task once at a time, however many processes there are and however often its time comes', async () => {
      const { run, more } = metronome()
      const gate = aGate()
      let runs = 0
      const slow = async () => {
        runs += 1
        await gate.opened
      }
      const shop = await open([task('slow', slow), task('metronome', run)])
      await shop.start({ scheduler: true })
      await shop.start({ scheduler: true })
      await more(6)
      expect(runs).toBe(1)
      gate.open()
    })

    it('is set again after the queue was emptied, changed with the table, and rid of what is stale', async () => {
      const shop = await open([])
      const outage = createOutage(pino({ level: 'silent' }), 'queue')
      const queues = await openQueues({
        place: place(),
        namespace: shop.namespace,
        onError: (error) => {
          throw error
        },
        onFinished: () => undefined,
      })
      const set = async (...tasks: Task[]) => {
        const scheduler = createScheduler({ tasks, ticks: queues.ticks, outage })
        await scheduler.start()
        scheduler.stop()
        const timers = await queues.ticks.getJobSchedulers()
        return timers.map(({ key, every, pattern, tz, next }) => ({ key, every, pattern, tz, next }))
      }
      const rates: Task = { name: 'rates', cron: '30 9 * * *', run: async () => undefined }
      const hourly: Task = { name: 'sweep', everyMs: 3_600_000, run: async () => undefined }
      const first = await set(rates, hourly)
      expect(first).toHaveLength(2)
      expect(first).toContainEqual(
        expect.objectContaining({ key: 'rates', pattern: '30 9 * * *', tz: 'Europe/Kyiv' }),
      )
      expect(await set(rates, hourly)).toEqual(first)
      await empty()
      expect(await set(rates, hourly)).toHaveLength(2)
      expect(await set({ ...hourly, everyMs: 7_200_000 })).toEqual([
        expect.objectContaining({ key: 'sweep', every: 7_200_000 }),
      ])
      await queues.close(1_000)
    })

    it('raises a task that failed five times in a row, once a day', async () => {
      const raised: Events['work.failed'][] = []
      let works = false
      const shop = await open(
        [task('sweep', () => (works ? Promise.resolve() : Promise.reject(new Error('no luck'))))],
        raised,
      )
      const jobs = await shop.start()
      const fail = async (times: number) => {
        for (let i = 0; i < times; i++) await expect(jobs.runTask('sweep')).rejects.toThrow('no luck')
        await jobs.settle({ timeoutMs: 45_000 })
        return raised.length
      }
      expect(await fail(4)).toBe(0)
      works = true
      await jobs.runTask('sweep')
      works = false
      expect(await fail(4)).toBe(0)
      expect(await fail(3)).toBe(1)
      expect(raised[0]).toEqual({ key: 'task:sweep:2026-11-02', what: 'sweep', error: 'Error: no luck' })
      shop.clock.advance({ days: 1 })
      expect(await fail(2)).toBe(2)
    })

    it('by hand runs all tasks in their order, and then says which failed', async () => {
      const ran: string[] = []
      const shop = await open([
        task('first', () => Promise.reject(new Error('no luck'))),
        task('second', async () => void ran.push('second')),
      ])
      const jobs = await shop.start()
      await expect(jobs.runAllTasks()).rejects.toThrow(AggregateError)
      expect(ran).toEqual(['second'])
      await expect(jobs.runTask('third')).rejects.toThrow("no task 'third' in the schedule")
    })
  })
}

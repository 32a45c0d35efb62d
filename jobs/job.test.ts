import { describe, expect, it } from 'vitest'
import type { Events } from '../core/events.ts'
import { checkTables, type Follower, followersOf, type Subscriptions, type Task } from './job.ts'
import { nobody } from './subscriptions.fixture.ts'

const follower = (name: string): Follower<keyof Events> => ({ name, run: async () => undefined })
const task = (name: string, everyMs = 1000): Task => ({ name, everyMs, run: async () => undefined })

describe('the tables of jobs', () => {
  it('with a forgotten event do not compile', () => {
    const { 'order.paid': _, ...forgetful } = nobody
    // @ts-expect-error order.paid is missing
    const subscriptions: Subscriptions = forgetful
    expect(subscriptions['order.paid']).toBeUndefined()
  })

  it('tell who follows an event', () => {
    const subscriptions = {
      ...nobody,
      'order.paid': [follower('tell-order-paid'), follower('issue-receipt')],
    }
    expect(followersOf(subscriptions)('order.paid')).toEqual(['tell-order-paid', 'issue-receipt'])
    expect(followersOf(subscriptions)('order.created')).toEqual([])
  })

  it('may name one follower on two events', () => {
    const told = [follower('tell-customer')]
    checkTables({ ...nobody, 'order.paid': told, 'order.shipped': told }, [task('sweep')])
  })

  it('refuse to boot with a follower twice on one event, a task twice, or a name that is no job id, and say all of it', () => {
    const subscriptions = { ...nobody, 'order.paid': [follower('a'), follower('a'), follower('with:colon')] }
    expect(() => checkTables(subscriptions, [task('sweep'), task('sweep')])).toThrow(
      "jobs cannot start: order.paid: 'with:colon' is not kebab-case; order.paid: 'a' stands twice; schedule: 'sweep' stands twice",
    )
  })

  it('refuse to boot with a time that never comes', () => {
    const noTime: Task = { name: 'rates', cron: 'at noon', run: async () => undefined }
    expect(() => checkTables(nobody, [noTime])).toThrow("'rates' has no valid time")
    expect(() => checkTables(nobody, [task('sweep', 0)])).toThrow("'sweep' has no valid time")
    checkTables(nobody, [{ name: 'rates', cron: '30 9 * * *', run: async () => undefined }])
  })
})

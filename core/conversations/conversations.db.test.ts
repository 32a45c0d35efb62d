import { describe, expect, it } from 'vitest'
import { type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

let persons = 0
let external = 0
/** A person who wrote so many updates, numbered from 1 in the order in which the messenger numbered them. */
const aPerson = async (...sequences: number[]): Promise<string> => {
  persons += 1
  const person = `telegram:7${persons}`
  await write(person, ...sequences)
  return person
}

const write = (person: string, ...sequences: number[]) =>
  shop.core.inbox.receive(
    sequences.map((sequence) => ({
      source: 'telegram',
      externalId: `c${++external}`,
      person,
      sequence: BigInt(sequence),
      body: sequence,
    })),
  )

const answer = (person: string, update: bigint, { last = false } = {}) =>
  shop.core.conversations.save(person, { step: { asks: 'name' }, screen: { id: 1 }, update, last })

describe('a person', () => {
  it('is answered by one of two processes', async () => {
    const other = shop.anotherProcess()
    for (let trial = 0; trial < 5; trial++) {
      const person = await aPerson(1)
      const claims = await Promise.all([
        shop.core.conversations.claim(person),
        other.conversations.claim(person),
      ])
      expect(claims.filter(Boolean)).toHaveLength(1)
    }
  })

  it('whose process died is answered by another when the lease is over', async () => {
    const other = shop.anotherProcess()
    const person = await aPerson(1)
    await shop.core.conversations.claim(person)
    shop.clock.advance({ seconds: 59 })
    expect(await other.conversations.claim(person)).toBeUndefined()
    shop.clock.advance({ seconds: 1 })
    const claimed = await other.conversations.claim(person)
    expect(claimed?.updates.map(({ body }) => body)).toEqual([1])
    // The first one comes back to life: the person is not its to save or to give back any more.
    await answer(person, claimed!.updates[0]!.id)
    await shop.core.conversations.release(person)
    expect(await shop.core.conversations.claim(person)).toBeUndefined()
    expect(await shop.core.conversations.screenOf(person)).toBeNull()
  })

  it('is answered in the order in which the messenger numbered the updates', async () => {
    const person = await aPerson(3, 1)
    await write(person, 2)
    const claimed = await shop.core.conversations.claim(person)
    expect(claimed?.updates.map(({ body }) => body)).toEqual([1, 2, 3])
  })

  it('is left where the answers left them, and each update is handed out once', async () => {
    const person = await aPerson(1, 2)
    const first = await shop.core.conversations.claim(person)
    expect(first).toMatchObject({ step: {}, screen: null })
    expect(await answer(person, first!.updates[0]!.id)).toBe(true)
    expect(await answer(person, first!.updates[1]!.id, { last: true })).toBe(false)
    expect(await shop.core.conversations.claim(person)).toBeUndefined()
    await write(person, 3)
    expect(await shop.core.conversations.claim(person)).toMatchObject({
      step: { asks: 'name' },
      screen: { id: 1 },
      updates: [{ body: 3, tries: 0 }],
    })
  })

  it('who writes while being answered is not forgotten', async () => {
    const person = await aPerson(1)
    const claimed = await shop.core.conversations.claim(person)
    await write(person, 2)
    expect(await answer(person, claimed!.updates[0]!.id, { last: true })).toBe(true)
    const next = await shop.core.conversations.claim(person)
    expect(next?.updates.map(({ body }) => body)).toEqual([2])
    await write(person, 3)
    expect(await shop.core.conversations.release(person)).toBe(true)
  })

  it('whose first update waits for its next try waits with it, so that nothing overtakes', async () => {
    const person = await aPerson(1, 2)
    const claimed = await shop.core.conversations.claim(person)
    const retryAt = new Date(shop.clock.now().getTime() + 30_000)
    await shop.core.inbox.failed(claimed!.updates[0]!.id, { error: 'down', retryAt })
    expect(await shop.core.conversations.release(person)).toBe(false)
    expect(await shop.core.conversations.claim(person)).toBeUndefined()
    shop.clock.set(retryAt)
    const again = await shop.core.conversations.claim(person)
    expect(again?.updates).toMatchObject([
      { body: 1, tries: 1 },
      { body: 2, tries: 0 },
    ])
    await shop.core.inbox.failed(again!.updates[0]!.id, { error: 'broken', retryAt: null })
    expect(await shop.core.conversations.release(person)).toBe(true)
    expect((await shop.core.conversations.claim(person))?.updates.map(({ body }) => body)).toEqual([2])
  })

  it('whose slow process answers just when another takes over is not answered twice', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const person = await aPerson(1)
      const other = shop.anotherProcess(`other-${trial}`)
      const claimed = await shop.core.conversations.claim(person)
      const update = claimed!.updates[0]!.id
      shop.clock.advance({ minutes: 2 })
      let claiming: Promise<unknown> = Promise.resolve()
      // What save does in one statement, with somebody waiting for its end.
      await shop.db.transaction(async (tx) => {
        await tx.$executeRaw`UPDATE conversations SET lease_until = NULL, lease_by = NULL WHERE person = ${person}`
        await tx.$executeRaw`UPDATE inbox SET handled_at = ${shop.clock.now()} WHERE id = ${update}`
        claiming = other.conversations.claim(person)
        await waitsFor(person)
      })
      expect(await claiming).toBeUndefined()
      await write(person, 2)
      expect((await shop.core.conversations.claim(person))?.updates.map(({ body }) => body)).toEqual([2])
    }
  })
})

/** Until some statement waits for the person's row. */
const waitsFor = async (person: string): Promise<void> => {
  for (let look = 0; look < 1000; look++) {
    const rows = await shop.db.client.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%conversations%'`
    if (rows[0]!.waiting > 0) return
  }
  throw new Error(`nobody waits for ${person}`)
}

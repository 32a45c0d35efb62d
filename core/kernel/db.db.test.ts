import { describe, expect, it } from 'vitest'
import { type Shop, useShop } from '../../tests/harness/shop.ts'
import { sqlState } from './db.ts'

const shop: Shop = useShop({ books: false })

const setOf = async (names: readonly string[]) => {
  for (const key of names)
    await shop.db.client.setting.create({ data: { key, value: 0, updatedAt: shop.clock.now() } })
}

/** Resolves for everybody when so many have come. */
const meeting = (count: number) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return async () => {
    come += 1
    if (come >= count) resolve()
    await promise
  }
}

describe('a transaction', () => {
  it('that PostgreSQL broke because two waited for each other is run again, and both are done', async () => {
    await setOf(['deadlock a', 'deadlock b'])
    const both = meeting(2)
    let runs = 0
    const bump = (first: string, second: string) =>
      shop.db.transaction(async (tx) => {
        runs += 1
        await tx.$executeRaw`UPDATE settings SET value = to_jsonb((value::text)::int + 1) WHERE key = ${first}`
        await both()
        await tx.$executeRaw`UPDATE settings SET value = to_jsonb((value::text)::int + 1) WHERE key = ${second}`
      })
    await Promise.all([bump('deadlock a', 'deadlock b'), bump('deadlock b', 'deadlock a')])
    expect(runs).toBe(3)
    const rows = await shop.db.client.setting.findMany({ where: { key: { startsWith: 'deadlock' } } })
    expect(rows.map(({ value }) => value)).toEqual([2, 2])
  })

  it('that fails leaves nothing behind, and says why in PostgreSQL’s words', async () => {
    await setOf(['twice'])
    const failed = shop.db.transaction(async (tx) => {
      await tx.$executeRaw`UPDATE settings SET value = '1' WHERE key = 'twice'`
      await tx.$executeRaw`INSERT INTO settings (key, value, updated_at) VALUES ('twice', '2', now())`
    })
    await expect(failed).rejects.toSatisfy((error) => sqlState(error) === '23505')
    expect(await shop.db.client.setting.findUnique({ where: { key: 'twice' } })).toMatchObject({ value: 0 })
  })

  it('never takes stock below zero or rewrites a ledger, whatever the code above believes', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const variantId = product.variant('38')
    for (const statement of [
      () => shop.db.client.$executeRaw`UPDATE stock SET held = 2 WHERE variant_id = ${variantId}`,
      () => shop.db.client.$executeRaw`UPDATE stock SET on_hand = -1 WHERE variant_id = ${variantId}`,
    ])
      await expect(statement()).rejects.toSatisfy((error) => sqlState(error) === '23514')
    await expect(
      shop.db.client.$executeRaw`DELETE FROM stock_movements WHERE variant_id = ${variantId}`,
    ).rejects.toThrow('append-only')
  })
})

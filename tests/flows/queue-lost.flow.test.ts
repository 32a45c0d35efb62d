import { describe, expect, it } from 'vitest'
import { OWNER_ID, type Platform, startPlatform } from '../harness/platform.ts'
import { redisIsHere, useTestRedis } from '../harness/redis.ts'
import { hires, orders, packs, theOwner, told } from './buying.ts'

interface Loss {
  /** The queue is away from here on. */
  goes(): Promise<void>
  /** It is back, and empty. */
  comes(): Promise<void>
}

/** An order from the cart to the parcel; the queue is lost at each step that something follows. */
const order = async (shop: Platform, queue: Loss): Promise<void> => {
  const meanwhile = async (act: () => Promise<unknown>): Promise<void> => {
    await queue.goes()
    await act()
    await shop.answers()
    await queue.comes()
    await shop.passes({ minutes: 2 })
  }
  const oksana = await theOwner(shop, OWNER_ID)
  const storekeeper = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
  const olena = await shop.joinsTelegram({ firstName: 'Олена' })
  const number = await orders(olena, { payment: 'Переказом на рахунок' })
  await oksana.taps('Беру')

  await meanwhile(() => oksana.person.taps('Підтвердити: переказ'))
  await olena.sees('Чекаємо на оплату')

  await oksana.taps('Гроші надійшли')
  await meanwhile(() => oksana.person.taps('Так, зарахувати'))
  await olena.sees('Оплату отримали')

  await packs(storekeeper)
  await storekeeper.taps('Відправити…')
  await meanwhile(() => storekeeper.person.sends('20450000000001'))
  await olena.sees('20450000000001')

  const words = (await told(olena)).filter(
    (text) => text.includes(`№ ${number}`) || text.startsWith('Оплату'),
  )
  expect(words.map((text) => text.split('\n')[0])).toEqual([
    `Замовлення № ${number} отримали`,
    `Замовлення № ${number} підтвердили`,
    'Оплату отримали',
    `Замовлення № ${number} відправили`,
  ])
  expect(await shop.app.core.checkBooks()).toEqual([])
}

describe('an order whose queue is emptied again and again reaches the parcel, each step told once', () => {
  it('the queue in PostgreSQL', { timeout: 120_000 }, async () => {
    const shop = await startPlatform()
    const comes = async () => {
      const tables = await shop.app.db.client.$queryRaw<{ name: string }[]>`
        SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'bullmq' AND table_name LIKE '%job%'`
      for (const { name } of tables)
        await shop.app.db.client.$executeRawUnsafe(`DELETE FROM bullmq."${name}"`)
    }
    await order(shop, { goes: async () => undefined, comes })
    await shop.close()
  })

  describe.skipIf(!redisIsHere())('in Redis', () => {
    const redis = useTestRedis()
    it('the queue in Redis, which ends and comes back empty', { timeout: 120_000 }, async () => {
      const shop = await startPlatform({ redisUrl: redis.url })
      await order(shop, { goes: redis.stop, comes: redis.start })
      await shop.close()
    })
  })
})

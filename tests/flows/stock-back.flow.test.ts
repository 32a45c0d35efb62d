import { describe, expect, it } from 'vitest'
import { type Customer, usePlatform } from '../harness/platform.ts'
import { FROM_STORE, orders, told } from './buying.ts'

/** A size that is sold out, as its button says it. */
const struck = (size: string) => [...size].map((sign) => `${sign}\u0336`).join('')
const SOLD_OUT = struck('36')

const backTold = async (customer: Customer) =>
  (await told(customer)).filter((text) => /^(Знову є|Зʼявлялося)/.test(text))

describe('a size that is sold out', () => {
  const shop = usePlatform()

  const variantOf = async (article: string, size: string) => {
    const rows = await shop.app.db.client.$queryRaw<{ id: string; productId: string }[]>`
      SELECT v.id, v.product_id AS "productId" FROM variants v JOIN products p ON p.id = v.product_id
      WHERE p.article = ${article} AND v.values->0->>'uk' = ${size}`
    return rows[0]!
  }

  /** Pieces are put on a shelf, or taken from it, past everything. */
  const counted = async (variantId: string, delta: number, at?: string) => {
    const { client } = shop.app.db
    const where = { variantId, ...(at ? { outletId: at } : {}) }
    const { outletId } = await client.stock.findFirstOrThrow({ where, orderBy: { outletId: 'asc' } })
    await client.$transaction([
      client.$executeRaw`UPDATE stock SET on_hand = on_hand + ${delta} WHERE variant_id = ${variantId} AND outlet_id = ${outletId}`,
      client.stockMovement.create({
        data: { variantId, outletId, delta, reason: 'counted', at: shop.clock.now() },
      }),
    ])
  }

  it('offers to tell when it is back, shows what there is instead, and lets one change one’s mind', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>12.1.250', SOLD_OUT)
    await olena.sees('Розміру 36 зараз немає')
    expect((await olena.buttons()).some((label) => label.startsWith('35'))).toBe(true)
    await olena.taps('Повідомити, коли зʼявиться')
    await olena.sees('напишемо, щойно зʼявиться')
    await olena.does('На початок', 'Ще', 'Чекаю на', 'Босоніжки')
    await olena.sees('Ви вже чекаєте')
    await olena.taps('Більше не чекати')
    await olena.does('На початок', 'Ще', 'Чекаю на')
    await olena.sees('Ви ні на що не чекаєте')
  })

  it('of a product without sizes is the product itself, and its card offers to wait', async () => {
    const { id: variantId } = (await shop.app.db.client.variant.findFirst({
      where: { product: { article: '64.1.020' } },
    }))!
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.says('64.1.020')
    const shelves = await shop.app.db.client.stock.findMany({ where: { variantId } })
    for (const { outletId, onHand } of shelves) await counted(variantId, -onHand, outletId)
    await olena.taps('Покласти до кошика')
    await olena.sees('Цього вже немає')
    await olena.sees('Зараз цього товару немає')
    await olena.taps('Повідомити, коли зʼявиться')
    await olena.sees('Розпродано')
    expect(await olena.buttons()).toContain('Більше не чекати')
    for (const { outletId, onHand } of shelves) await counted(variantId, onHand, outletId)
    await shop.passes({ minutes: 1 })
    await olena.sees('Знову є: Шнурки')
    await olena.taps('Показати товар')
    expect(await olena.buttons()).toContain('Покласти до кошика')
  })

  it('is told of once when an order gives it back, in the morning if that is at night', async () => {
    // The demo shop speaks at any hour; a real one does not.
    await shop.app.core.settings.write('quiet', { from: '21:00', to: '09:00' })
    const taras = await shop.joins({ firstName: 'Тарас', phone: '+380501112233' })
    await orders(taras, { article: '11.4.260', size: '35', delivery: FROM_STORE, name: 'Тарас' })
    const { id } = await variantOf('11.4.260', '35')
    for (const { outletId, onHand, held } of await shop.app.db.client.stock.findMany({
      where: { variantId: id },
    }))
      if (onHand > held) await counted(id, held - onHand, outletId)

    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>11.4.260', struck('35'), 'Повідомити')
    shop.clock.advance({ hours: 10 })
    await taras.does('Показати замовлення', 'Скасувати замовлення', 'Так, скасувати')
    await shop.passes({ minutes: 1 })
    expect(await backTold(olena)).toEqual([])
    await shop.passes({ hours: 12 })
    await shop.passes({ minutes: 1 })
    expect(await backTold(olena)).toHaveLength(1)
    await olena.sees('Знову є: ')
    await olena.sees('Є лише 1 шт.')
    await olena.taps('Покласти до кошика')
    await olena.sees('Поклали до кошика')
    await shop.passes({ days: 1 })
    expect(await backTold(olena)).toHaveLength(1)
  })

  it('is told of to a hundred who wait for one pair, each once, none of those who changed their mind or went', async () => {
    const { id: variantId, productId } = await variantOf('12.1.250', '36')
    const people = await Promise.all(
      Array.from({ length: 102 }, (_, n) => shop.joins({ firstName: `Особа ${n}` })),
    )
    for (const { person } of people) await person.sends('/start')
    await shop.settles()
    for (const { person } of people) {
      const user = (await shop.app.core.users.find(person.account))!
      await shop.app.core.wishes.watch({ userId: user.id, productId, variantId, on: true })
    }
    const [changed, went, ...waiting] = people as [Customer, Customer, ...Customer[]]
    await changed.does('>12.1.250', SOLD_OUT, 'Більше не чекати')
    await went.person.blocks()
    await shop.settles()

    await counted(variantId, 1)
    for (let i = 0; i < 4; i++) await shop.passes({ minutes: 1 })
    for (const each of waiting) expect(await backTold(each)).toHaveLength(1)
    expect((await backTold(waiting[99]!))[0]).toContain('дістанеться тому, хто замовить першим')
    expect(await backTold(changed)).toEqual([])
    expect(await backTold(went)).toEqual([])
    await counted(variantId, -1)
  })

  it('that went again before the message was sent is said to have gone, and can be waited for again', async () => {
    const { id: variantId, productId } = await variantOf('12.1.250', '36')
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>12.1.250', SOLD_OUT, 'Повідомити')
    await counted(variantId, 1)
    await shop.app.core.wishes.announceBack()
    await counted(variantId, -1)
    await shop.passes({ minutes: 1 })
    expect(await backTold(olena)).toHaveLength(1)
    await olena.sees('Зʼявлялося й розійшлося')
    await olena.taps('Повідомити знову')
    await olena.sees('напишемо, щойно зʼявиться')
    const user = (await shop.app.core.users.find(olena.person.account))!
    expect(await shop.app.core.wishes.watches(user.id)).toMatchObject([{ productId, variantId }])
  })
})

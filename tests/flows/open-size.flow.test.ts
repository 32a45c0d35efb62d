import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { orders, theOwner } from './buying.ts'

describe('a size that the customer leaves open', () => {
  const shop = usePlatform()

  it('is settled by the manager before the order can be confirmed', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { size: null })

    await oksana.sees('розмір?')
    await oksana.taps('Беру')
    expect(await oksana.buttons()).not.toContain('Підтвердити: при отриманні')
    await oksana.taps('Розмір 1?')
    await oksana.sees('Який розмір?')
    await oksana.taps('35')
    await oksana.sees(/арт\. 12\.1\.250 · 35/)
    await oksana.taps('Підтвердити: при отриманні')
    await oksana.sees('Підтвердили')
    await olena.sees(`Замовлення № ${number} підтвердили`)
    await olena.taps('Показати замовлення')
    await olena.sees(/арт\. 12\.1\.250 · 35/)
  })
})

import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { checksOut, numberSeen, orders, theOwner, told } from './buying.ts'

describe('two instances on one database', () => {
  const shop = usePlatform()

  it('one asks Telegram, the other stands by and takes over when the first ends; nothing is lost or done twice', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    await shop.startsAnother()
    const first = await orders(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    await checksOut(await other(), { article: '64.1.020', size: 'Покласти до кошика' })

    await olena.says('12.1.250')
    const ending = shop.stopsFirst()
    await olena.person.taps('35')
    await oksana.person.taps('Беру')
    await ending
    await shop.settles()
    await olena.taps('Кошик · 1')
    await olena.does('Оформити')
    await olena.taps('Підтвердити замовлення')
    const second = await numberSeen(olena)
    for (const number of [first, second])
      expect((await told(oksana)).filter((text) => text.includes(`№ ${number} ·`))).toHaveLength(1)
    const conflicts = (await shop.telegram.calls()).filter(({ errorCode }) => errorCode === 409)
    expect(conflicts).toEqual([])
  })

  const other = () => shop.joins({ firstName: 'Тарас' })
})

import { describe, expect, it } from 'vitest'
import { usePlatform } from '../harness/platform.ts'
import { orders } from './buying.ts'

describe('an order of one’s own', () => {
  const shop = usePlatform()

  it('is ordered again in one tap, and what is not as it was is said', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    const number = await orders(olena)
    await olena.does('Показати замовлення', 'Замовити ще раз')
    await olena.sees(`Поклали до кошика все із замовлення № ${number}.`)
    await olena.sees('Разом 1 060 ₴')
    await olena.does('1 · змінити', 'Прибрати з кошика')

    const { client } = shop.app.db
    await client.$executeRaw`UPDATE products SET price = 99000 WHERE article = '12.1.250'`
    await olena.does('>/orders', `№ ${number}`, 'Замовити ще раз')
    await olena.sees(`Поклали до кошика те, що є, із замовлення № ${number}`)
    await olena.sees('Босоніжки шкіряні на двох липучках, 35: тепер 990 ₴, було 1 060 ₴')
    await olena.sees('Разом 990 ₴')
    await olena.taps('Оформити замовлення')
    await olena.sees('Перевірте')

    await client.$executeRaw`UPDATE products SET archived_at = now() WHERE article = '12.1.250'`
    await olena.does('>/orders', `№ ${number}`, 'Замовити ще раз')
    await olena.sees(`Із замовлення № ${number} зараз нічого немає`)
    expect(await olena.buttons()).toContain('‹ Мої замовлення')
  })
})

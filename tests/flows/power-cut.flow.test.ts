import { expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner } from './buying.ts'

const shop = usePlatform()

it('a power cut: two taps, customers and staff are told, the unpaid order has more time; undone, it has not', async () => {
  const oksana = await theOwner(shop, OWNER_ID)
  const manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
  const olena = await shop.joins({ firstName: 'Олена' })
  const number = await orders(olena, { payment: 'Переказом на рахунок' })
  await manager.does('Беру', 'Підтвердити: переказ')
  await olena.does('>/orders', `№ ${number}`)
  await olena.sees('до 18:00, ср, 25 листопада')

  await oksana.does('>/desk', 'Режим відключень', 'Усюди', '8 год', '20:00, пт, 20 листопада')
  await oksana.sees('Перенести строки на 8 год і нічого не скасовувати до 20:00, пт, 20 листопада?')
  await olena.says('/start')
  expect((await olena.screen()).text).not.toContain('відключення')
  await oksana.taps('Так, перенести')
  await oksana.sees('Перенесли. Замовлень: 1')

  await olena.says('/start')
  await olena.sees('Через відключення світла відповідаємо довше')
  await olena.does('>/orders', `№ ${number}`)
  await olena.sees('Через відключення світла')
  await olena.sees('до 02:00, чт, 26 листопада')
  await manager.says('/desk')
  await manager.sees('Режим відключень до 20:00')
  expect(await manager.buttons()).not.toContain('Режим відключень')

  await oksana.does('Повернути строки назад…', 'Так, повернути')
  await oksana.sees('Строки повернуто')
  await oksana.sees('повернуто назад')
  await olena.does('>/orders', `№ ${number}`)
  await olena.sees('до 18:00, ср, 25 листопада')
  await olena.says('/start')
  expect((await olena.screen()).text).not.toContain('відключення')
})

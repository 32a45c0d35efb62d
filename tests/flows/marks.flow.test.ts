import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

describe('a manager who marks an order', () => {
  const shop = usePlatform()
  let manager: Customer
  let colleague: Customer

  it('«Не додзвонились» is written to the customer, who names an hour; then the holder is reminded', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    colleague = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena)
    await manager.says(String(number))
    await manager.does('Беру', 'Позначити…', 'Не додзвонились')
    await manager.sees('написали покупцеві')
    await manager.sees('Не додзвонились (1)')
    await olena.sees(`Підтвердити замовлення № ${number}?`)
    await olena.taps('Назвати годину')
    await olena.does('>колись')
    await olena.sees('Не зрозуміли час')
    await olena.does('>03:00')
    await olena.sees('О цій годині ми не телефонуємо. Найближчий час: сб 21.11 о 09:00')
    expect((await olena.buttons())[0]).toBe('сб 21.11, 09:00')
    await olena.does('>15:30')
    await olena.sees('Зателефонуємо пт 20.11, 15:30')
    await manager.says(String(number))
    await manager.sees('Передзвонити · пт 20.11 о 15:30')
    await manager.taps('Історія')
    await manager.sees('Олена (Покупець)')
    await manager.sees('просить зателефонувати')
    await manager.says('/desk')
    await shop.passes({ hours: 4 })
    await manager.sees(`№ ${number}`)
    await manager.sees('чекає на підтвердження')
  })

  it('who agrees in the bot is not called again; who never answers is cancelled after two days, and told why', async () => {
    const [olena, taras] = [
      await shop.joins({ firstName: 'Олена' }),
      await shop.joins({ firstName: 'Тарас' }),
    ]
    const agreed = await orders(olena, { article: '11.2.250', size: '30' })
    const silent = await orders(taras, { article: '11.2.250', size: '31' })
    for (const number of [agreed, silent]) {
      await manager.says(String(number))
      await manager.does('Беру', 'Позначити…', 'Не додзвонились')
    }
    await olena.taps('Усе вірно, підтвердити')
    await olena.sees('Менеджер підтвердить замовлення')
    await manager.says(String(agreed))
    await manager.sees('Покупець підтвердив: усе вірно, дзвонити не треба')
    for (let attempt = 0; attempt < 2; attempt++) {
      await shop.passes({ hours: 3 })
      await manager.says(String(silent))
      await manager.does('Беру', 'Позначити…', 'Не додзвонились')
    }
    await shop.passes({ hours: 43 })
    await taras.sees(`Замовлення № ${silent} скасували`)
    await taras.sees('не змогли додзвонитися')
    expect((await told(taras)).filter((text) => text.includes('Підтвердити замовлення'))).toHaveLength(3)
    expect((await told(olena)).join()).not.toContain('скасували')
  })

  it('an order put off is handed on to a colleague, who gets its card', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    await colleague.says('/desk')
    await manager.says(String(number))
    await manager.does('Беру', 'Позначити…', 'Відкласти до …', '>завтра 10')
    await manager.sees('Відкладено · до')
    await manager.does('Передати…', 'Назар')
    await manager.sees('веде Назар')
    expect(await manager.buttons()).not.toContain('Передати…')
    await colleague.sees(`№ ${number}`)
    await colleague.does('Передати…', 'Повернути в чергу')
    await colleague.sees('знову в черзі')
    expect(await manager.buttons()).toContain('Беру')
  })

  it('a long history is read page by page', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.2.060', size: 'Покласти до кошика' })
    await manager.says(String(number))
    await manager.taps('Беру')
    for (let i = 1; i <= 12; i++) await manager.does('Змінити…', 'Коментар', `>примітка ${i}`)
    await manager.taps('Історія')
    await manager.sees('примітка 12')
    expect((await manager.screen()).text).not.toContain('створено')
    await manager.taps('‹ Раніше')
    await manager.sees('створено')
  })
})

import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

const goesOff = async (one: Customer) => {
  await one.does('>/desk', 'Не на зміні')
  await one.sees('Ви не на зміні')
}

const cardsOf = async (one: Customer, number: number) =>
  (await told(one)).filter((text) => text.includes(`№ ${number} ·`))

describe('shifts', () => {
  const shop = usePlatform()
  let oksana: Customer
  let manager: Customer
  let colleague: Customer

  it('decide who gets a new order', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    colleague = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    await goesOff(oksana)
    await goesOff(colleague)
    const number = await orders(await shop.joins({ firstName: 'Олена' }))
    await manager.sees(`№ ${number}`)
    expect(await cardsOf(colleague, number)).toEqual([])
  })

  it('an order left alone for half an hour goes back to the queue, and the card says so to everybody', async () => {
    await manager.taps('Беру')
    await manager.sees('Замовлення ваше')
    await shop.passes({ minutes: 1 })
    await shop.passes({ minutes: 28 })
    expect(await manager.buttons()).not.toContain('Беру')
    await shop.passes({ minutes: 2 })
    expect(await manager.buttons()).toContain('Беру')
    await manager.taps('Історія')
    await manager.sees('довго без руху')
    await manager.does('‹ До замовлення', 'Беру', 'Скасувати…', 'Передумали')
  })

  it('with nobody on them an order waits, the owner hears of it once, and who comes first gets the card', async () => {
    await goesOff(manager)
    const number = await orders(await shop.joins({ firstName: 'Ірина' }), {
      article: '61.1.050',
      size: 'Покласти до кошика',
    })
    expect(await cardsOf(manager, number)).toEqual([])
    await shop.passes({ minutes: 14 })
    expect((await told(oksana)).join()).not.toContain('на зміні нікого')
    await shop.passes({ minutes: 1 })
    await shop.passes({ minutes: 30 })
    const heard = (await told(oksana)).filter((text) => text.includes('на зміні нікого'))
    expect(heard).toHaveLength(1)
    expect(heard[0]).toContain(`№ ${number}`)

    await colleague.does('>/desk', 'На зміні')
    await colleague.sees('Чекали замовлення: 1')
    expect(await cardsOf(colleague, number)).toHaveLength(1)
    await colleague.taps('Беру')
  })

  it('end with the order back in the queue; who is off shift takes none and is told why', async () => {
    await goesOff(colleague)
    await manager.does('>/desk', 'На зміні')
    await manager.taps('Беру')
    await manager.sees('Замовлення ваше')
    const card = (await colleague.person.chat()).messages.findLast(({ text = '' }) =>
      text.includes('веде Марія'),
    )
    expect(card?.inlineKeyboard?.flat().map(({ text }) => text)).not.toContain('Беру')
    await goesOff(manager)
    await colleague.taps('Беру')
    await colleague.sees('Ви не на зміні')
  })
})

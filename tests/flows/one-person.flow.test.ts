import { describe, expect, it } from 'vitest'
import { usePlatform } from '../harness/platform.ts'
import { orders, putsIntoCart, told } from './buying.ts'

const PHONE = '+380671234567'

/** One person in two messengers: the number, proven in both, makes them one. */
describe('a person with Telegram and Viber', () => {
  const shop = usePlatform({ viber: true })

  it('begins in Telegram and finishes in Viber, by a code that comes to Telegram', async () => {
    const there = await shop.joinsTelegram({ firstName: 'Олена', phone: PHONE })
    const number = await orders(there)
    await putsIntoCart(there, '64.1.020', 'Покласти до кошика')

    const here = await shop.joinsViber({ firstName: 'Олена', phone: PHONE })
    await here.says('Добрий день')
    await here.taps('Мої замовлення')
    expect((await here.screen()).text).not.toContain(String(number))
    await here.taps('Замовляли з іншого месенджера?')
    await here.sharesContact()
    await here.sees('Напишіть код')
    const code = /Код: (\d{6})/.exec((await told(there)).at(-1)!)![1]!
    await here.says(code === '000000' ? '111111' : '000000')
    await here.sees('Код не той')
    await here.says(code)
    await here.sees('Кошик і замовлення тепер спільні')

    await here.does('Кошик')
    await here.sees('64.1.020')
    await here.does('На початок', 'Мої замовлення', `№ ${number}`)
    await here.sees(`№ ${number}`)
    await here.does('На початок', 'Кошик', 'Оформити замовлення')
    await here.sees('Перевірте')
    await here.taps('Підтвердити замовлення')
    await here.sees('отримали')
    await there.does('>/orders')
    expect((await there.buttons()).filter((label) => label.includes('№'))).toHaveLength(2)
  })

  it('a number that was only typed shows nothing of whoever has it', async () => {
    const owner = await shop.joinsTelegram({ firstName: 'Ірина', phone: '+380671230011' })
    const number = await orders(owner)
    const stranger = await shop.joinsViber({ firstName: 'Хтось', phone: '+380509990011' })
    await stranger.does('>Добрий день', 'Мої замовлення', 'Замовляли з іншого месенджера?', '>0671230011')
    await stranger.sees('Напишіть код')
    for (const guess of ['000000', '000001', '000002', '000003', '000004', '000005'])
      await stranger.says(guess)
    await stranger.does('>/orders')
    expect((await stranger.screen()).text + (await stranger.buttons()).join()).not.toContain(String(number))
  })

  it('where nothing can bring a code, the number stays for calls alone, and there is a way on', async () => {
    const petro = await shop.joinsViber({ firstName: 'Петро', phone: '+380671230022' })
    await petro.does('>Добрий день', 'Ще', 'Мій номер', '>0671230022')
    await petro.sees('Не маємо куди надіслати код')
    await petro.taps('На початок')
    await petro.sees('Взуття для всієї родини')
  })
})

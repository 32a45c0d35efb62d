import { describe, expect, it } from 'vitest'
import { type Customer, usePlatform } from '../harness/platform.ts'
import { numberSeen, orders, provesPhone, putsIntoCart } from './buying.ts'

/** What the newest file in the chat says. */
const fileOf = async (shop: { emulator: { url: string } }, { person }: Customer) => {
  const { messages } = await person.chat()
  const file = messages.findLast(({ document }) => document)?.document
  if (!file) throw new Error('no file came')
  const response = await fetch(new URL(file.url, shop.emulator.url))
  return { name: file.fileName, data: (await response.json()) as Record<string, Record<string, unknown[]>> }
}

describe('«Мої дані» in Telegram', () => {
  const shop = usePlatform({ sms: true })

  it('are under «Ще», by command and by words, and come as a file with everything in it', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    const number = await orders(olena)
    await provesPhone(shop, olena, '+380671234567')
    await putsIntoCart(olena, '61.1.050', 'Покласти до кошика')
    await olena.does('>/start', 'Ще', 'Мої дані')
    await olena.sees('+380 67 123 45 67')
    await olena.sees('Замовлення: 1')
    await olena.says('/data')
    await olena.sees('Ось що ми про вас памʼятаємо')
    await olena.says('Мої дані')
    await olena.sees('Ось що ми про вас памʼятаємо')

    await olena.taps('Отримати все файлом')
    const { name, data } = await fileOf(shop, olena)
    expect(name).toMatch(/^kram-\d{4}-\d\d-\d\d\.json$/)
    expect(data.Замовлення?.orders).toMatchObject([{ number, total_uah: 1060 }])
    expect(data['Профіль і акаунти']?.users).toMatchObject([{ phone: '+380671234567' }])
    expect(data.Кошик?.cart_lines).toHaveLength(2)
    await olena.taps('‹ Мої дані')
    await olena.sees('Ось що ми про вас памʼятаємо')
    expect((await olena.person.chat()).messages.filter(({ document }) => document)).toHaveLength(1)
  })

  it('stay while an order is on its way, and the reason is said', async () => {
    const ivan = await shop.joins({ firstName: 'Іван', phone: '+380671234568' })
    const number = await orders(ivan)
    await ivan.does('>/data', 'Видалити мої дані')
    await ivan.sees(`Ще їде замовлення № ${number}`)
    expect(await ivan.buttons()).not.toContain('Так, видалити назавжди')
    await ivan.presses('data_erase_surely')
    await ivan.sees(`Ще їде замовлення № ${number}`)
    await ivan.says('/orders')
    expect(await ivan.buttons()).toContainEqual(expect.stringContaining(`№ ${number}`))
  })

  it('go in two taps; the next /start meets somebody new', async () => {
    const nina = await shop.joins({ firstName: 'Ніна', phone: '+380671234569' })
    await orders(nina, { article: '61.1.050', size: 'Покласти до кошика', name: 'Мороз Ніна' })
    const number = await numberSeen(nina)
    await nina.does('Показати замовлення', 'Скасувати', 'Так, скасувати')
    await putsIntoCart(nina, '61.2.060', 'Покласти до кошика')
    await nina.does('>/data', 'Видалити мої дані')
    await nina.sees('Повернути їх не зможемо ні ви, ні ми')
    await nina.taps('Ні, залишити')
    await nina.does('Видалити мої дані', 'Так, видалити назавжди')
    await nina.sees('Ваші дані видалено')

    await nina.says('/start')
    expect(await nina.buttons()).toContain('Кошик')
    await nina.says('/orders')
    expect((await nina.screen()).text).not.toContain(String(number))
    await orders(nina, { name: 'Мороз Ніна', article: '61.1.050', size: 'Покласти до кошика' })
    await nina.sees('Дякуємо за перше замовлення')
  })

  it('say whether reminders are sent, and switch them', async () => {
    const taras = await shop.joins({ firstName: 'Тарас' })
    await taras.does('>/data', 'Не нагадувати')
    await taras.sees('Нагадувань не надсилаємо')
    await taras.taps('Нагадувати')
    await taras.sees('Нагадування надсилаємо')
  })
})

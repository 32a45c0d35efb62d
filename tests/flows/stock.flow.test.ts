import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, theOwner, told } from './buying.ts'

describe('the shelves', () => {
  const shop = usePlatform()

  it('are changed with a reason', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    await stepan.does('>/desk', 'Залишки', '>12.1.250')
    const onHand = (text: string, size: string) =>
      Number(new RegExp(`${size} · лежить (\\d+)`).exec(text)?.[1])
    const before = onHand((await stepan.screen()).text, '35')
    await stepan.does('35', '>2', 'Надійшло +2')
    await stepan.sees('Записали')
    await stepan.sees(`35 · лежить ${before + 2}`)
    await stepan.says('-5')
    const reasons = (await stepan.buttons()).filter((label) => label.includes('5'))
    expect(reasons).toEqual(['Пошкоджено −5', 'Списали −5', 'Загубили −5'])
  })

  it('are counted over days by whoever works there; the difference is shown, and written by two taps', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    const marko = await hires(shop, oksana, { role: 'Комірник', firstName: 'Марко' })
    for (const each of [stepan, marko]) await each.does('>/desk', 'Де я працюю', 'Склад')
    const lying = async () => {
      await stepan.does('>/desk', 'Залишки', '>12.1.250')
      return [...(await stepan.screen()).text.matchAll(/^(\d\d) · лежить (\d+)/gm)].map(([, , n]) =>
        Number(n),
      )
    }
    const before = await lying()
    await stepan.taps('Порахувати')
    await stepan.sees('скільки лежить?')
    await stepan.says(`${before[0]! + 1} ${before[1]}`)
    await stepan.sees(`порахували ${before[0]! + 1}, мало бути ${before[0]}`)
    await stepan.says('1 '.repeat(before.length))
    await stepan.sees('Чисел більше, ніж розмірів')

    await stepan.says('/start')
    await shop.passes({ days: 1 })
    await marko.does('>/desk', 'Переоблік триває · 2')
    await marko.sees('Почали: Степан')
    await marko.taps('Рахувати далі')
    await marko.sees('скільки лежить?')
    const asked = /→ (\S+) · (\d\d)/.exec((await marko.screen()).text)!
    expect(asked).not.toBeNull()
    await marko.taps('0')
    await marko.does('‹ До полиць', 'Звірити й завершити')
    await marko.sees(`${asked[1]} · ${asked[2]} · −`)
    await marko.sees(/Зайві 1 шт · [1-9]/)
    await marko.sees('Не пораховано')
    await stepan.does('>/desk', 'Переоблік', '>12.1.250', `>${before[0]! + 1}`)
    await marko.taps('Записати різницю й завершити')
    await marko.sees('Після цього його не змінити')
    await stepan.says(String(before[1]))
    await marko.taps('Так, завершити')
    await marko.sees('Щойно порахували ще щось')
    await marko.does('Записати різницю й завершити', 'Так, завершити')
    await marko.sees('Переоблік завершено')
    expect(await marko.buttons()).toContain('Переоблік')
    await stepan.says('5')
    await stepan.sees('уже завершено')
    expect((await lying())[0]).toBe(before[0]! + 1)
    expect(await shop.app.core.checkBooks()).toEqual([])
  })
})

describe('what is running out', () => {
  const shop = usePlatform()

  it('is told once to who keeps the goods, and stands on the desk until there is enough', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    await oksana.does('>/desk', 'Налаштування', 'Строки й межі', 'Попередити, коли лишилося', '>1')
    await shop.passes({ minutes: 2 })
    const news = async () => (await told(stepan)).filter((text) => text.startsWith('Закінчується'))
    expect(await news()).toHaveLength(1)
    await shop.passes({ minutes: 5 })
    expect(await news()).toHaveLength(1)
    await stepan.does('>/desk', 'Закінчується ·')
    await stepan.sees('Стільки ще можна продати')
    const [first] = await stepan.buttons()
    expect(first).toMatch(/ · [01] шт$/)
    await stepan.taps(first!)
    await stepan.sees('лежить')
    await oksana.does('>/desk', 'Налаштування', 'Строки й межі', 'Попередити, коли лишилося', '>0')
    await shop.passes({ minutes: 2 })
    await stepan.says('/desk')
    expect((await stepan.buttons()).join()).not.toContain('Закінчується')
  })
})

describe('goods move between outlets', () => {
  const shop = usePlatform()

  it('asked for, sent by the one, received by the other, with what did not arrive written off', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    const solomia = await hires(shop, oksana, { role: 'Продавець', firstName: 'Соломія' })
    await solomia.does('>/desk', 'Де я працюю', 'Магазин на Великій Васильківській')
    await stepan.does('>/desk', 'Де я працюю', 'Склад')
    const before = await shop.app.core.checkBooks()
    expect(before).toEqual([])
    await stepan.does('>/desk', 'Залишки', '>12.1.250', '35', 'Перемістити…', '>2')
    await stepan.taps('2 шт → Магазин на Великій Васильківській')
    await stepan.sees('Додали до переміщення')
    expect(await solomia.buttons()).not.toContain('Прийняти з іншого магазину · 1')
    await stepan.does('>/desk', 'Відправити в інший магазин · 1')
    await stepan.does('→', 'Відправили · 2')
    await stepan.sees('У дорозі')
    expect(await stepan.buttons()).toEqual(['‹ Робочий стіл'])
    await solomia.does('>/desk', 'Прийняти з іншого магазину · 1', '→', '12.1.250 · 35 · бракує 0')
    await solomia.sees('прийшло 1 з 2')
    await solomia.taps('Прийшло 1, загублено 1')
    await solomia.sees('Прийняли. Товар на полиці.')
    await solomia.taps('‹ Робочий стіл')
    expect(await solomia.buttons()).not.toContain('Прийняти з іншого магазину · 1')
    expect(await shop.app.core.checkBooks()).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, theOwner } from './buying.ts'

describe('the shelves', () => {
  const shop = usePlatform()

  it('are changed with a reason, and counted with the difference confirmed by two taps', async () => {
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
    await stepan.taps('‹ До розмірів')
    const rows = [...(await stepan.screen()).text.matchAll(/^(\d\d) · лежить (\d+)/gm)]
    const counts = rows.map(([, size, n]) => (size === '35' ? Number(n) - 1 : Number(n)))
    await stepan.does('Порахувати', '>2 0')
    await stepan.sees(`їх має бути ${rows.length}`)
    await stepan.says(counts.join(' '))
    await stepan.sees('(−1)')
    await stepan.does('Записати різницю', 'Так, записати')
    await stepan.sees('Різницю записали')
    expect(onHand((await stepan.screen()).text, '35')).toBe(before + 1)
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

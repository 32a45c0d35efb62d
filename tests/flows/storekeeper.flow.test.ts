import { describe, expect, it } from 'vitest'
import { withCheckDigit } from '../../core/catalog/index.ts'
import { barcodePicture } from '../harness/barcode-picture.ts'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

describe('a storekeeper’s day', () => {
  const shop = usePlatform()
  let oksana: Customer
  let stepan: Customer
  let first: number
  let second: number

  const confirmed = async (article: string, size: string) => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article, size })
    await oksana.does(`>${number}`, 'Беру', 'Підтвердити: при отриманні')
    return number
  }

  it('begins with one list along the shelves for everything that waits', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    first = await confirmed('12.1.250', '35')
    second = await confirmed('11.2.250', '30')
    await stepan.does('>/desk', 'Склад · пакувати · 2')
    await stepan.sees('Склад · пакувати 2')
    await stepan.sees('12.1.250 · 35 · 1 шт')
    await stepan.sees('11.2.250 · 30 · 1 шт')
    await stepan.sees('Найдавніше')
  })

  it('one by one: a wrong size is said clearly and counts for nothing; what was checked stays checked', async () => {
    await stepan.taps('Пакувати по одному')
    await stepan.sees(`№ ${first}`)
    await stepan.sees('який розмір на коробці?')
    expect((await stepan.screen()).photo).toBeDefined()
    const sizes = (await stepan.buttons()).filter((label) => /^\d\d$/.test(label))
    expect(sizes).toHaveLength(3)
    await stepan.taps(sizes.find((size) => size !== '35')!)
    await stepan.sees('Не той розмір')
    await stepan.sees('потрібен 35')
    expect(await stepan.buttons()).not.toContain('Спаковано')
    await stepan.taps('35')
    await stepan.sees('Усе звірено')
    await stepan.does('>/desk', 'Склад', 'Пакувати по одному')
    await stepan.sees('✓ 12.1.250 · 35')
    await stepan.taps('Спаковано')
    await stepan.sees(`№ ${first} спаковано`)
    await stepan.sees(`№ ${second}`)
    await stepan.does('30', 'Спаковано')
  })

  it('ends with the courier: numbers several at once, two taps, and each customer is told', async () => {
    await stepan.sees('Передати курʼєру · 2')
    await stepan.says(`${first} 20450000000001\n${second} 2045`)
    await stepan.sees(`№ ${first}: ТТН 20450000000001`)
    await stepan.sees('не схоже на ТТН')
    await stepan.says('20450000000001')
    await stepan.sees(`ця ТТН уже стоїть на № ${first}`)
    await stepan.says('2045 0000 0000 02')
    await stepan.taps('Передали курʼєру · 2')
    await stepan.sees('Передали курʼєру: 2?')
    await stepan.sees(`№ ${second} · Коваль Олена · ТТН 20450000000002`)
    await stepan.taps('Так, передали · 2')
    await stepan.sees(`Відправили: № ${first}, № ${second}`)
    await stepan.taps('‹ Робочий стіл')
    expect(await stepan.buttons()).toContain('Склад · пакувати')
    await oksana.says(String(second))
    await oksana.sees('ТТН 20450000000002')
  })

  it('what its customer asks to cancel leaves with no courier until a manager decides', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '12.1.250', size: '33' })
    await oksana.does(`>${number}`, 'Беру', 'Підтвердити: при отриманні')
    await stepan.does('>/desk', 'Склад', 'Пакувати по одному', '33', 'Спаковано', '>20450000000009')
    await stepan.taps('Передали курʼєру · 1')
    await olena.does('Показати замовлення', 'Попросити скасувати', 'Так, попросити')
    await stepan.taps('Так, передали · 1')
    await stepan.sees('Список змінився')
    await stepan.sees(`№ ${number} · щойно · ТТН 20450000000009 · ❗️ просить скасувати`)
    expect((await stepan.buttons()).some((label) => label.includes('передали'))).toBe(false)
    await oksana.does(`>${number}`, 'Покупець передумав скасовувати')
    await stepan.does('>/desk', 'Передали курʼєру', 'Передали курʼєру · 1', 'Так, передали · 1')
    await stepan.sees(`Відправили: № ${number}`)
  })

  it('where one works decides what one sees', async () => {
    const number = await confirmed('12.1.250', '34')
    await stepan.does('>/desk', 'Де я працюю', 'Магазин на Великій Васильківській')
    await stepan.sees('Запамʼятали')
    expect(await stepan.buttons()).toContain('Склад · пакувати')
    await stepan.does('Де я працюю', 'Усюди')
    expect(await stepan.buttons()).toContain('Склад · пакувати · 1')
    await stepan.does('Склад', 'Пакувати по одному', 'Немає на полиці', '12.1.250')
    await stepan.sees(`№ ${number} повернулося до менеджера`)
    expect((await told(oksana)).join()).toContain('чекає на підтвердження')
  })

  describe('with a photo of the box', () => {
    const codeOf = async (sku: string) => {
      const [row] = await shop.app.db.client.$queryRaw<{ code: string }[]>`
        SELECT b.code FROM barcodes b JOIN variants v ON v.id = b.variant_id WHERE v.sku = ${sku}`
      return row!.code
    }
    const unknown = withCheckDigit('482099900001')
    let number: number

    it('another box is named, a photo without a code says so, the right one checks the piece', async () => {
      number = await confirmed('12.1.250', '35')
      await stepan.does('>/desk', 'Склад', 'Пакувати по одному')
      await stepan.sees(`№ ${number}`)
      await stepan.sendsPhoto(await barcodePicture([await codeOf('11.2.250-30')]))
      await stepan.sees('на коробці 11.2.250 · 30')
      await stepan.sendsPhoto(await barcodePicture([]))
      await stepan.sees('немає штрихкоду')
      expect((await stepan.buttons()).filter((label) => /^\d\d$/.test(label))).toHaveLength(3)
      expect(await stepan.buttons()).not.toContain('Спаковано')
      const [other, right] = [await codeOf('11.2.250-30'), await codeOf('12.1.250-35')]
      await stepan.sendsPhoto(await barcodePicture([other, right], { degrees: 8 }))
      await stepan.sees('Звірено за штрихкодом')
      await stepan.sees('Усе звірено')
      await stepan.sendsPhoto(await barcodePicture([right]))
      await stepan.sees('12.1.250 · 35 уже звірено')
      await stepan.taps('Спаковано')
      await stepan.sees(`№ ${number} спаковано`)
    })

    it('a new code is bound in two taps, and known from then on', async () => {
      number = await confirmed('12.1.250', '34')
      await stepan.does('>/desk', 'Склад', 'Пакувати по одному')
      await stepan.sendsPhoto(await barcodePicture([unknown]))
      await stepan.sees(`Код ${unknown} нам ще не відомий`)
      await stepan.does('Привʼязати до 12.1.250 · 34', 'Так, це цей код')
      await stepan.sees('Запамʼятали')
      expect(await stepan.buttons()).not.toContain('Спаковано')
      await stepan.sendsPhoto(await barcodePicture([unknown]))
      await stepan.sees('Звірено за штрихкодом')
      await stepan.does('>/desk', 'Залишки')
      await stepan.sendsPhoto(await barcodePicture([unknown]))
      await stepan.sees('34 · лежить')
      await stepan.does('>/desk', 'Залишки', `>${unknown}`)
      await stepan.sees('12.1.250')
      await stepan.does('34', 'Штрихкоди', unknown)
      await stepan.sees(`Відвʼязати код ${unknown}?`)
      await stepan.taps('Так, відвʼязати')
      await stepan.sees('Відвʼязали код')
      expect(await stepan.buttons()).not.toContain(unknown)
    })

    it('a photo that cannot be fetched is asked for again, and nothing is checked', async () => {
      number = await confirmed('12.1.250', '35')
      await stepan.does('>/desk', 'Склад', 'Пакувати по одному', '›')
      await stepan.sees(`№ ${number}`)
      await shop.telegram.fails({ method: 'getFile', times: 1, status: 500 })
      await stepan.sendsPhoto(await barcodePicture([await codeOf('12.1.250-35')]))
      await stepan.sees('Не вдалося отримати фото')
      await stepan.sees('який розмір на коробці?')
    })
  })
})

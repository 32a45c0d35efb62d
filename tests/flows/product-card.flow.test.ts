import { describe, expect, it } from 'vitest'
import { CUSTOMERS, usePlatform } from '../harness/platform.ts'
import { putsIntoCart } from './buying.ts'

const ARTICLE = '12.1.250'

describe('what surrounds a product', () => {
  const shop = usePlatform({ viber: true })

  const idOf = async (article: string) => (await shop.app.core.catalog.lookUp(article))!

  it('its photos are leafed through both ways in the same message', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says(ARTICLE)
    const first = await olena.screen()
    const [n, of] = /Фото (\d)\/(\d)/.exec(first.rows.flat().join(' '))!.slice(1)
    expect(n).toBe('1')
    // A phone 360 points wide shows three labels of ten signs beside each other; longer ones lose their centimetres.
    const sizes = first.rows.filter((row) => row.some((label) => label.endsWith(' см')))
    expect(sizes.length).toBeGreaterThan(0)
    for (const row of sizes.filter(({ length }) => length > 2))
      expect(Math.max(...row.map(({ length }) => length))).toBeLessThanOrEqual(10)
    await olena.taps('Фото 1/')
    const second = await olena.screen()
    expect(second.messageId).toBe(first.messageId)
    expect(second.photo?.url).not.toBe(first.photo?.url)
    expect(second.rows.flat()).toContain(`Фото 2/${of} ›`)
    await olena.does('‹', '‹')
    expect(await olena.buttons()).toContain(`Фото ${of}/${of} ›`)
    await olena.taps('Фото')
    expect((await olena.screen()).photo?.url).toBe(first.photo?.url)
    expect((await olena.screen()).messageId).toBe(first.messageId)
    await olena.does('Фото 1/', 'В обране')
    expect(await olena.buttons()).toContain(`Фото 2/${of} ›`)
  })

  it('its photos are swiped in Viber, above what it is and its sizes; what was done is said without them', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says(ARTICLE)
    const { messages } = await olena.person.shown()
    const [album, words] = messages.slice(-2)
    expect(album?.richMedia?.cards).toHaveLength(4)
    expect(words?.type).toBe('text')
    await olena.taps('35')
    const after = (await olena.person.shown()).messages.slice(messages.length)
    expect(after.map(({ type }) => type)).toEqual(['text'])
    expect((await olena.buttons()).join()).not.toMatch(/Фото|‹,/)
  })

  it('the size table says each size with its insole, and a size goes into the cart from it', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does(`>${ARTICLE}`, 'Розмірна сітка')
    await olena.sees(/^35 · [\d,]+ см/m)
    await olena.sees('виміряйте')
    await olena.taps('35 ·')
    await olena.sees('Поклали до кошика')
  })

  it('a favourite is put from the card, stands in the list with today’s price, and is taken out again', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>/start', 'Ще', 'Обране')
    await olena.sees('поки порожньо')
    await olena.does(`>${ARTICLE}`, 'В обране')
    await olena.sees('Додали в обране')
    await shop.app.db.client.$executeRaw`UPDATE products SET price = price + 100 WHERE article = ${ARTICLE}`
    await olena.does('На початок', 'Ще', 'Обране')
    expect(await olena.buttons()).toContain('1\u00a0061\u00a0₴ · Босоніжки шкіряні на двох липучках')
    await shop.app.db.client.$executeRaw`UPDATE products SET price = price - 100 WHERE article = ${ARTICLE}`
    await olena.does('Прибрати зайве…', '✕ Босоніжки')
    await olena.sees('поки порожньо')
    await olena.does('Готово', 'Каталог')
    await olena.does(`>${ARTICLE}`, 'В обране', 'В обраному')
    await olena.sees('Прибрали з обраного')
    expect(await olena.buttons()).toContain('♡ В обране')
  })

  it('what was looked at stands under «Переглянуте», newest first; leafing through photos is no look', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does(`>${ARTICLE}`)
    shop.clock.advance({ seconds: 5 })
    await olena.does('На початок', '>11.2.250')
    await olena.presses(`product:${await idOf(ARTICLE)}:1`)
    await olena.does('На початок', 'Ще', 'Переглянуте')
    const rows = (await olena.screen()).rows.flat().filter((label) => label.includes('₴'))
    expect(rows[0]).toMatch(/· Кросівки/)
    expect(rows[1]).toMatch(/· Босоніжки/)
  })

  it('the home screen leads to everything, and «Ще» to what is needed less often', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await putsIntoCart(olena, ARTICLE, '35')
    await olena.says('/start')
    const labels = (await olena.screen()).rows.flat()
    expect(labels).toEqual(expect.arrayContaining(['Каталог', '🛒 Кошик · 1', 'Мої замовлення', 'Ще']))
    await olena.taps('Ще')
    expect(await olena.buttons()).toEqual(
      expect.arrayContaining(['Обране', 'Переглянуте', 'Чекаю на…', 'Мова', 'На початок']),
    )
  })

  describe('links', () => {
    it('of a card call the bot in the chat with whom it is shared', async () => {
      const olena = await shop.joinsTelegram({ firstName: 'Олена' })
      await olena.says(ARTICLE)
      const { messages } = await olena.person.chat()
      const share = messages
        .at(-1)!
        .inlineKeyboard!.flat()
        .find(({ text }) => text === 'Поділитися')!
      expect(share.switch_inline_query).toBe(`p_${await idOf(ARTICLE)}`)
    })

    it.each([
      ['the product', async () => `p_${await idOf(ARTICLE)}`],
      ['its article', async () => 'p_12-1-250'],
    ])('by %s open the card for a stranger, with a way home', async (_, word) => {
      const stranger = await shop.joins({ firstName: 'Незнайомка' })
      await stranger.says(`/start ${await word()}`)
      await stranger.sees('1 060 ₴')
      await stranger.taps('На початок')
      await stranger.sees('Взуття для всієї родини')
    })

    it('of a category open its list', async () => {
      const stranger = await shop.joins({ firstName: 'Незнайомець' })
      const category = (await shop.app.core.catalog.categories()).find(
        ({ name }) => name.uk === 'Для хлопчика',
      )!
      await stranger.says(`/start c_${category.id}`)
      await stranger.sees('Для хлопчика')
      // The welcome in Viber is one message: the list is a tap away.
      if (CUSTOMERS === 'viber') await stranger.taps('Для хлопчика')
      expect(
        (await stranger.buttons()).some((label) => label.endsWith('Босоніжки шкіряні на двох липучках')),
      ).toBe(true)
    })

    it('of a product that is sold no more say so kindly and show its category', async () => {
      const stranger = await shop.joins({ firstName: 'Незнайомка' })
      await shop.app.db.client.$executeRaw`UPDATE products SET archived_at = now() WHERE article = '14.3.310'`
      await stranger.says('/start p_14-3-310')
      await stranger.sees('більше не продаємо')
      await stranger.sees('Для хлопчика')
      await stranger.says('/start p_prd_111111111111')
      await stranger.sees('уже немає')
      expect(await stranger.buttons()).toContain('На початок')
      await stranger.says('/start c_cat_111111111111')
      await stranger.sees('уже немає')
    })
  })
})

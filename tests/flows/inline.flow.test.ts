import { describe, expect, it } from 'vitest'
import type { TelegramCustomer } from '../harness/platform.ts'
import { usePlatform } from '../harness/platform.ts'
import { told } from './buying.ts'

const ARTICLE = '12.1.250'

describe('the bot called from any chat', () => {
  const shop = usePlatform()

  const finds = async ({ person }: TelegramCustomer, query: string, offset = '') => {
    const found = await person.asksInline(query, offset)
    expect(found.answered).toBe(true)
    return found
  }
  const said = ({ title, description }: { title: string; description: string }) =>
    `${title} · ${description}`.replaceAll('\u00a0', ' ')

  it('shows products that fit the words, with price, and with the photo where the bot has one', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const before = await finds(olena, 'босоніжки липучках')
    expect(before.results.map(said)).toContain(
      `Босоніжки шкіряні на двох липучках · 1 060 ₴ · арт. ${ARTICLE}`,
    )
    expect(before.results.filter(({ photo }) => photo)).toEqual([])
    await olena.says(ARTICLE)
    const after = await finds(olena, ' Липучках  босоніжки ')
    expect(after.results.find(({ title }) => title.startsWith('Босоніжки'))?.photo).toBeDefined()
    expect((await finds(olena, ARTICLE)).results).toHaveLength(1)
    // As the shop itself searches: with typing errors, and typed on the other keyboard.
    for (const mistyped of ['босоніжкі', ',jcjysrb', 'босоножки'])
      expect((await finds(olena, mistyped)).results.length, mistyped).toBeGreaterThan(0)
  })

  it('of whom it does not know what it means it says so, and leads to the catalogue', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    for (const words of [
      'синхрофазотрон',
      '%',
      '_',
      '\\',
      "'; DROP TABLE products",
      'p_prd_111111111111',
      'я'.repeat(256),
    ]) {
      const { results, button } = await finds(olena, words)
      expect(results, words).toEqual([])
      expect(button).toEqual({ text: 'Нічого не знайшли · до каталогу', startParameter: 'catalog' })
    }
    await olena.says('/start catalog')
    await olena.sees('Оберіть розділ')
  })

  it('without a word shows one’s favourites, then what is new, a stretch at a time to the end', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.does(`>${ARTICLE}`, 'В обране')
    const first = await finds(olena, '')
    expect(first.results[0]!.title).toMatch(/^Босоніжки/)
    const seen = new Set(first.results.map(({ id }) => id))
    let { nextOffset } = first
    while (nextOffset) {
      const next = await finds(olena, '', nextOffset)
      for (const { id } of next.results) seen.add(id)
      nextOffset = next.nextOffset
    }
    expect(seen.size).toBe(await shop.app.db.client.product.count({ where: { archivedAt: null } }))
    const stranger = await shop.joinsTelegram({ firstName: 'Незнайомець' })
    expect((await finds(stranger, '')).results.length).toBeGreaterThan(0)
  })

  it('what is shared has the price and a button that opens the bot on it, for whoever presses it', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says(ARTICLE)
    const id = (await shop.app.core.catalog.lookUp(ARTICLE))!
    const { queryId, results } = await finds(olena, `p_${id}`)
    expect(results.map((result) => result.id)).toEqual([id])
    await olena.person.picks(queryId, id)
    await shop.settles()
    // Sent into the shop's own chat it is the product that is meant.
    await olena.sees('Оберіть: розмір')
    const shared = (await olena.person.chat()).messages.findLast(({ from }) => from === 'person')!
    expect(shared.photo).toBeDefined()
    expect(shared.caption).toContain('Босоніжки')
    const [[open] = []] = shared.inlineKeyboard ?? []
    expect(open).toEqual({
      text: 'Відкрити в крамниці',
      url: `https://t.me/kram_test_bot?start=p_${id}`,
    })
    const taras = await shop.joinsTelegram({ firstName: 'Тарас' })
    await taras.says(`/start p_${id}`)
    await taras.sees('1 060 ₴')
  })

  it('speaks the language of the person’s phone', async () => {
    const john = await shop.joinsTelegram({ firstName: 'John', languageCode: 'en' })
    const { results } = await finds(john, 'sandals straps')
    expect(results.map(({ title }) => title)).toContain('Leather sandals with two touch straps')
  })

  it('changes nothing in the chat: no screen, no message, nothing stored', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('/start')
    const [screen, words, stored] = [
      await olena.screen(),
      await told(olena),
      await shop.app.db.client.inbox.count(),
    ]
    await finds(olena, 'кросівки')
    expect(await olena.screen()).toEqual(screen)
    expect(await told(olena)).toEqual(words)
    expect(await shop.app.db.client.inbox.count()).toBe(stored)
  })

  it('that Telegram does not take answers the next time, and harms nobody', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await shop.telegram.fails({ method: 'answerInlineQuery', status: 500, times: 1 })
    expect(await olena.person.asksInline('шнурки', '', 1_000).then(({ answered }) => answered)).toBe(false)
    await olena.says('/start')
    await olena.sees('Взуття для всієї родини')
    expect((await finds(olena, 'шнурки')).answered).toBe(true)
  })

  it('a photo that Telegram has forgotten is no reason for silence', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says(ARTICLE)
    const description = 'Bad Request: wrong file identifier (ordered fault)'
    await shop.telegram.fails({ method: 'answerInlineQuery', status: 400, description, times: 1 })
    const { results } = await finds(olena, 'босоніжки')
    expect(results.length).toBeGreaterThan(0)
    expect(results.filter(({ photo }) => photo)).toEqual([])
  })
})

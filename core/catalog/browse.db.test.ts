import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock } from '../../tests/harness/clock.ts'
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts'
import { DEMO_SHOP, FRIDAY_NOON } from '../../tests/harness/platform.ts'
import { createDb, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type ProductPage, SORTS, type Sort } from './browse.ts'
import { createBrowsing } from './browse-products.ts'
import { lookUpProduct } from './product.store.ts'

/** The demo shop and a person who looks through it. */
let database: TestDatabase
let db: Db
let browsing: ReturnType<typeof createBrowsing>
const userId = newId('usr')
const clock = new TestClock(FRIDAY_NOON)

beforeAll(async () => {
  database = await createTestDatabase({ filling: DEMO_SHOP })
  db = createDb({ url: database.url, poolMax: 4 })
  await db.client.user.create({ data: { id: userId, createdAt: clock.now() } })
  browsing = createBrowsing({ db, clock })
}, 60_000)
afterAll(async () => {
  await db.close()
  await database.drop()
})

const products = () =>
  db.queries.$queryRaw<{ id: string; article: string; name: { uk: string; en: string } }[]>`
    SELECT id, article, name FROM products ORDER BY position`

/** Every product of a list, leafed to its end and back to its beginning. */
const leaf = async (first: ProductPage) => {
  const browseId = first.browse.id
  const forwards = first.products.map(({ id }) => id)
  let page = first
  const pages = [first.products.map(({ id }) => id)]
  while (page.hasNext) {
    page = await browsing.page({ userId, browseId, edge: { after: page.products.at(-1)!.id } })
    pages.push(page.products.map(({ id }) => id))
    forwards.push(...pages.at(-1)!)
  }
  const backwards = [...pages.at(-1)!]
  while (page.hasPrevious) {
    page = await browsing.page({ userId, browseId, edge: { before: page.products[0]!.id } })
    backwards.unshift(...page.products.map(({ id }) => id))
  }
  return { forwards, backwards }
}

const foundBy = async (text: string): Promise<string[]> => {
  const page = await browsing.words({ userId, text })
  return page ? (await leaf(page)).forwards : []
}

describe('words', () => {
  it.each([
    ['кросівки', null],
    ['КРОСІВКАМИ', null],
    ['кросівок', null],
    ['кросівкі', null],
    ['rhjcsdrb', 'кросівки'],
    ['кроссовки', 'кросівки'],
    ['красовки', 'кросівки'],
    ['rhjccjdrb', 'кросівки'],
    ['крсівки', 'кросівки'],
    ['корсівки', 'кросівки'],
    ['ккросівки', null],
    ['кроcівки', null],
    ['sneakers', 'кросівки'],
    ['trainers', null],
    ['trainer', null],
  ])('«%s» finds every pair of trainers', async (text, instead) => {
    const wanted = (await products()).filter(({ name }) => name.uk.startsWith('Кросівки')).map(({ id }) => id)
    expect(await foundBy(text)).toEqual(expect.arrayContaining(wanted))
    const page = await browsing.words({ userId, text })
    expect(page!.browse.scope).toMatchObject({ understood: { instead, unknown: [] } })
  })

  it.each([
    ['ботинки', 'Черевики'],
    ['зимние ботинки', 'Черевики зимові'],
    ['сапоги', 'Чоботи|Гумові чоботи'],
    ['чобіт', 'чоботи'],
    ['тапочки', 'Капці'],
    ['туфли', 'Туфлі'],
    ['желтые сапоги', 'жовті'],
    ['шнурків', 'Шнурки'],
    ['крос', 'Кросівки'],
  ])('«%s» finds «%s»', async (text, name) => {
    const all = await products()
    const names = (await foundBy(text)).map((id) => all.find((product) => product.id === id)!.name.uk)
    expect(names.length).toBeGreaterThan(0)
    expect(names.some((found) => new RegExp(name).test(found))).toBe(true)
  })

  it('that nothing comes near are left out and said, and find nothing alone', async () => {
    expect(await browsing.words({ userId, text: 'трансформатор' })).toBeUndefined()
    expect(await browsing.words({ userId, text: '?! ...' })).toBeUndefined()
    const page = await browsing.words({ userId, text: 'кросівки Трансформатор' })
    expect(page!.browse.scope).toMatchObject({ understood: { unknown: ['Трансформатор'] } })
    expect(page!.products.length).toBeGreaterThan(0)
  })

  it('with a size find what there is of it', async () => {
    const page = await browsing.words({ userId, text: 'кросівки 30' })
    expect(page!.products.length).toBeGreaterThan(0)
    for (const { id } of page!.products) {
      const [row] = await db.queries.$queryRaw<{ n: bigint }[]>`
        SELECT sum(s.on_hand - s.held) AS n FROM variants v JOIN stock s ON s.variant_id = v.id
        WHERE v.product_id = ${id} AND v.values->0->>'uk' = '30'`
      expect(Number(row!.n)).toBeGreaterThan(0)
    }
  })

  it('that nothing has together find what has most of them, and say so; a size is a size that there is', async () => {
    const all = await products()
    const namesOf = (ids: readonly string[]) =>
      ids.map((id) => all.find((product) => product.id === id)!.name.uk)
    for (const text of ['чорні чоботи шльопанці', 'зелені туфлі 36', 'кросівки 99', 'шнурки капці']) {
      const page = (await browsing.words({ userId, text }))!
      const { forwards, backwards } = await leaf(page)
      expect(page.browse.scope).toMatchObject({ understood: { groups: expect.anything() } })
      expect(forwards.length, text).toBeGreaterThan(0)
      expect(backwards).toEqual(forwards)
    }
    const both = (await browsing.words({ userId, text: 'шнурки капці' }))!
    expect(both.browse.scope).toMatchObject({ understood: { atLeast: 1 } })
    const found = namesOf((await leaf(both)).forwards)
    expect(found.some((name) => /шнурки/i.test(name))).toBe(true)
    expect(found.some((name) => /капці/i.test(name))).toBe(true)
    // Kept with the browse: filters and pages go on among the same.
    expect(
      (await leaf(await browsing.sort({ userId, browseId: both.browse.id, by: 'cheap' }))).forwards,
    ).toHaveLength(found.length)
    const exact = (await browsing.words({ userId, text: 'кросівки розмір 30' }))!
    expect(exact.browse.scope).toMatchObject({ understood: { unknown: [] } })
    expect(exact.browse.scope).not.toHaveProperty('understood.atLeast')
    const [size] = await db.queries.$queryRaw<{ token: string }[]>`
      SELECT token FROM search_traits WHERE name->>'uk' = 'Розмір' AND value->>'uk' = '30'`
    const ids = (await leaf(exact)).forwards
    expect(
      await db.queries.$executeRaw`
      SELECT FROM search_products WHERE product_id = ANY(${ids}) AND NOT sold_out AND terms @> ARRAY[${size!.token}]`,
    ).toBe(ids.length)
  })

  it('the whole name of any product finds it, as do its article and SKU in letters of any size', async () => {
    for (const { id, article, name } of await products()) {
      for (const text of [name.uk, name.en, name.uk.toUpperCase()]) {
        expect(await foundBy(text)).toContain(id)
        expect(await lookUpProduct(db.queries, text)).toBe(id)
      }
      expect(await lookUpProduct(db.queries, ` ${article} `)).toBe(id)
    }
  })

  it('one typing error in a word of five letters or more still finds the product: at least 99 of 100', async () => {
    const letters = [...'абвгдеєжзиіїйклмнопрстуфхцчшщьюя']
    let at = 0
    const next = (n: number) => {
      at = (at * 1_103_515_245 + 12_345) % 2_147_483_648
      return (at >> 12) % n
    }
    const spoilt = (word: string): string => {
      const i = next(word.length)
      const letter = letters[next(letters.length)]!
      const kinds = [
        word.slice(0, i) + word.slice(i + 1),
        word.slice(0, i) + letter + word.slice(i),
        word.slice(0, i) + letter + word.slice(i + 1),
        i > 0 ? word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1) : word.slice(1),
      ]
      return kinds[next(4)]!
    }
    const missed: string[] = []
    let tried = 0
    for (const { id, name } of await products()) {
      const words = name.uk.split(' ')
      for (const [i, word] of words.entries()) {
        if (word.length < 5) continue
        for (let round = 0; round < 4; round++) {
          const text = words.with(i, spoilt(word)).join(' ')
          tried += 1
          if (!(await foundBy(text)).includes(id)) missed.push(text)
        }
      }
    }
    expect(tried).toBeGreaterThan(200)
    expect(missed.length / tried).toBeLessThan(0.01)
  }, 60_000)
})

describe('what is known of a product', () => {
  const known = async (article: string) => {
    const [row] = await db.queries.$queryRaw<{ shown: boolean; soldOut: boolean; terms: string[] }[]>`
      SELECT s.shown, s.sold_out AS "soldOut", s.terms FROM search_products s JOIN products p ON p.id = s.product_id
      WHERE p.article = ${article}`
    return row!
  }

  it('follows whoever changes it by whatever statement, in the same transaction', async () => {
    const article = '13.1.180'
    expect(await foundBy('фіолетові')).toEqual([])
    await db.client.$executeRaw`
      UPDATE products SET name = jsonb_set(name, '{uk}', '"Гумові чоботи фіолетові"') WHERE article = ${article}`
    expect((await foundBy('фіолетові')).length).toBe(1)
    await db.client.$executeRaw`UPDATE products SET archived_at = now() WHERE article = ${article}`
    expect(await foundBy('фіолетові')).toEqual([])
    expect(await lookUpProduct(db.queries, article)).toBeUndefined()
    await db.client.$executeRaw`UPDATE products SET archived_at = NULL WHERE article = ${article}`
    expect((await foundBy('фіолетові')).length).toBe(1)
    const noNotes = await db.queries.$queryRaw<unknown[]>`SELECT FROM search_dirty`
    expect(noNotes).toEqual([])
  })

  it('is the last pair that goes, seen by both of two who take the last pairs at once', async () => {
    const article = '12.1.250'
    const rows = await db.queries.$queryRaw<{ variantId: string; outletId: string }[]>`
      SELECT s.variant_id AS "variantId", s.outlet_id AS "outletId" FROM stock s JOIN variants v ON v.id = s.variant_id
      JOIN products p ON p.id = v.product_id WHERE p.article = ${article} ORDER BY 1, 2`
    expect((await known(article)).soldOut).toBe(false)
    await Promise.all(
      rows.map(({ variantId, outletId }) =>
        db.transaction(async (tx) => {
          await tx.$executeRaw`UPDATE stock SET held = on_hand WHERE variant_id = ${variantId} AND outlet_id = ${outletId}`
        }),
      ),
    )
    const sold = await known(article)
    expect(sold.soldOut).toBe(true)
    expect(sold.terms.filter((term) => term.startsWith('o_'))).toEqual([])
    await db.client.$executeRaw`
      UPDATE stock SET held = 0 WHERE variant_id IN (SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE p.article = ${article})`
    expect((await known(article)).soldOut).toBe(false)
  })
})

describe('words on any server', () => {
  it('are folded and stemmed alike under LC_CTYPE C, where lower() knows no Ukrainian letter', async () => {
    const [row] = await db.queries.$queryRaw<Record<string, string>[]>`
      SELECT lower('КРОСІВКИ' COLLATE "C") AS lower, search_small('ҐУДЗИК’' COLLATE "C") AS small,
        search_stem(search_small('ЧЕРЕВИКАМИ' COLLATE "C")) AS stem, search_fold('Взуття мʼяке' COLLATE "C") AS fold`
    expect(row).toEqual({ lower: 'КРОСІВКИ', small: "ґудзик'", stem: 'черевик', fold: 'взутя мяке' })
  })

  it.each([
    ['кросівки кросівками кросівок кросівкам кросівках', 'кросивк'],
    ['черевики черевиків черевиками черевик', 'черевик'],
    ['зимовий зимова зимові зимового зимових зимовими', 'зимов'],
    ['синій синя сині синього синіх', 'син'],
    ['босоніжки босоніжок босоніжками', 'босонижк'],
    ['взуття взуттям', 'взут'],
    ['шнурки шнурків шнурок', 'шнурк'],
    ['капці капців капцями', 'капц'],
    ['boots boot', 'bot'],
    ['35', '35'],
    ['крем', 'крем'],
  ])('%s have one stem', async (words, stem) => {
    const rows = await db.queries.$queryRaw<{ stem: string }[]>`
      SELECT DISTINCT search_stem(w) AS stem FROM search_words_of(${words}) AS w`
    expect(rows).toEqual([{ stem }])
  })
})

describe('a list', () => {
  const sortKeys: Record<Sort, string> = { shop: 'position', cheap: 'price', dear: 'dear', new: 'newest' }

  it.each(SORTS)(
    'sorted %s shows each product once, in order, forwards and backwards, the sold-out ones last',
    async (by) => {
      await db.client
        .$executeRaw`UPDATE products SET created_at = created_at - position % 9 * interval '1 day'`
      const first = await browsing.words({ userId, text: 'шкіра' })
      const page = await browsing.sort({ userId, browseId: first!.browse.id, by })
      const { forwards, backwards } = await leaf(page)
      expect(forwards.length).toBeGreaterThan(14)
      expect(new Set(forwards).size).toBe(forwards.length)
      expect(backwards).toEqual(forwards)
      const rows = await db.client.$queryRawUnsafe<{ id: string }[]>(
        `SELECT product_id AS id FROM search_products WHERE product_id = ANY($1) ORDER BY sold_out, ${sortKeys[by]}, product_id`,
        forwards,
      )
      expect(forwards).toEqual(rows.map(({ id }) => id))
    },
  )

  it('every value offered leads to a product that has it, also after others were chosen', async () => {
    const categories = await db.queries.$queryRaw<
      { id: string }[]
    >`SELECT id FROM categories ORDER BY position`
    let tried = 0
    for (const { id: categoryId } of categories) {
      const { browse } = (await browsing.category({ userId, categoryId }))!
      const of = { userId, browseId: browse.id }
      for (let depth = 0; depth < 3; depth++) {
        const { choices } = await browsing.choices(of)
        for (const { values: some } of choices) {
          const { choice } = await browsing.values({ ...of, token: some[0]!.token })
          for (const { token } of choice.values) {
            const page = await browsing.choose({ ...of, token, on: true })
            expect(page.products.length).toBeGreaterThan(0)
            const { forwards, backwards } = await leaf(page)
            expect(backwards).toEqual(forwards)
            const [row] = await db.queries.$queryRaw<{ n: number }[]>`
              SELECT count(*)::int AS n FROM search_products WHERE product_id = ANY(${forwards}) AND terms && ${page.browse.traits.map((trait) => trait.token)}::text[]`
            expect(row!.n).toBe(forwards.length)
            await browsing.choose({ ...of, token, on: false })
            tried += 1
          }
        }
        const { ranges } = await browsing.prices(of)
        for (const { from, to } of ranges) {
          expect((await browsing.price({ ...of, from, to })).products.length).toBeGreaterThan(0)
          tried += 1
        }
        await browsing.price({ ...of, from: null, to: null })
        const deeper = choices[depth]?.values[0]
        if (deeper) await browsing.choose({ ...of, token: deeper.token, on: true })
      }
    }
    expect(tried).toBeGreaterThan(100)
  }, 60_000)

  it('of hundreds has what is rare among them, in its order, though it lies behind them all', async () => {
    const categoryId = newId('cat')
    await db.client
      .$executeRaw`INSERT INTO categories (id, slug, name, position) VALUES (${categoryId}, 'many', '{"uk":"Багато"}', 99)`
    await db.transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO products (id, article, category_id, name, description, price, position, created_at)
        SELECT 'prd_many' || i, 'many' || i, ${categoryId}, jsonb_build_object('uk', 'Річ ' || i), '{"uk":""}', (1000 + i * 7 % 900) * 100, 1000 + i, now()
        FROM generate_series(1, 1200) AS i`
      await tx.$executeRaw`
        INSERT INTO product_attributes (product_id, position, name, value)
        SELECT 'prd_many' || i, 0, '{"uk":"Сезон"}'::jsonb, jsonb_build_object('uk', CASE WHEN i > 1190 THEN 'міжсезоння' WHEN i % 2 = 0 THEN 'зима' ELSE 'літо' END)
        FROM generate_series(1, 1200) AS i
        UNION ALL SELECT 'prd_many' || i, 1, '{"uk":"Ознака"}'::jsonb, jsonb_build_object('uk', CASE WHEN i % 5 = 0 THEN 'повсть' ELSE 'хутро' END)
        FROM generate_series(1, 1200) AS i`
      await tx.$executeRaw`
        INSERT INTO variants (id, product_id, sku, position, "values") SELECT 'var_many' || i, 'prd_many' || i, 'many' || i, 0, '[]' FROM generate_series(1, 1200) AS i`
    })
    const { browse } = (await browsing.category({ userId, categoryId }))!
    const of = { userId, browseId: browse.id }
    const tokens = await db.queries.$queryRaw<{ token: string; value: string }[]>`
      SELECT token, value->>'uk' AS value FROM search_traits WHERE name->>'uk' IN ('Сезон', 'Ознака')`
    const tokenOf = (value: string) => tokens.find((each) => each.value === value)!.token
    const chosen = { ...of, token: tokenOf('міжсезоння'), on: true }
    const numbers = (ids: readonly string[]) => ids.map((id) => Number(id.slice('prd_many'.length)))
    const rare = Array.from({ length: 10 }, (_, i) => 1191 + i)

    expect(numbers((await leaf(await browsing.choose(chosen))).forwards)).toEqual(rare)
    const cheap = numbers((await leaf(await browsing.sort({ ...of, by: 'cheap' }))).forwards)
    expect(cheap).toEqual(rare.toSorted((a, b) => ((a * 7) % 900) - ((b * 7) % 900)))
    await browsing.choose({ ...chosen, token: tokenOf('повсть') })
    expect(numbers((await leaf(await browsing.sort({ ...of, by: 'shop' }))).forwards)).toEqual([1195, 1200])
    const { choice } = await browsing.values({ ...of, token: tokenOf('хутро') })
    expect(choice.values.map(({ value }) => value.uk)).toEqual(['повсть', 'хутро'])
    await browsing.choose({ ...chosen, token: tokenOf('повсть'), on: false })
    await browsing.choose({ ...chosen, token: tokenOf('зима') })
    expect((await leaf(await browsing.sort({ ...of, by: 'new' }))).forwards).toHaveLength(10 + 595)
  })

  it('the same choice twice is one, and of another person nothing', async () => {
    const { browse } = (await browsing.words({ userId, text: 'кросівки' }))!
    const { choices } = await browsing.choices({ userId, browseId: browse.id })
    const token = choices[0]!.values[0]!.token
    await browsing.choose({ userId, browseId: browse.id, token, on: true })
    const page = await browsing.choose({ userId, browseId: browse.id, token, on: true })
    expect(page.browse.traits.map((trait) => trait.token)).toEqual([token])
    await expect(browsing.page({ userId: newId('usr'), browseId: browse.id })).rejects.toThrow('browse.gone')
    await expect(browsing.page({ userId, browseId: newId('brw') })).rejects.toThrow('browse.gone')
  })

  it('of what is on sale has what costs less than it did', async () => {
    const page = await browsing.shelf({ userId, shelf: 'sale' })
    expect(page.products.length).toBe(3)
    for (const { price, oldPrice } of page.products) expect(oldPrice).toBeGreaterThan(price)
  })
})

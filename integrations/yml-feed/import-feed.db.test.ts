import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { checkBooks } from '../../core/books.ts'
import { findProduct, pictureFile } from '../../core/catalog/index.ts'
import { createDb, type Db } from '../../core/kernel/db.ts'
import { hryvnias } from '../../core/kernel/money.ts'
import { createAnnounce } from '../../core/outbox.ts'
import { TestClock } from '../../tests/harness/clock.ts'
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts'
import { chunksOf, feedOf, offerXml } from './feed.fixture.ts'
import { BrokenFeed } from './feed.ts'
import { type FeedInput, importFeed } from './import-feed.ts'
import { silent } from './progress.ts'

const NOW = '2026-11-22T10:00:00Z'
const clock = new TestClock(NOW)
const placeholder = pictureFile({
  mime: 'image/jpeg',
  width: 1,
  height: 1,
  bytes: Buffer.from('placeholder'),
})

let database: TestDatabase
let db: Db

beforeEach(async () => {
  const old = [db?.close(), database?.drop()]
  await Promise.all(old)
  database = await createTestDatabase()
  db = createDb({ url: database.url, poolMax: 5 })
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

const bringIn = (xml: string, more: Partial<FeedInput> = {}) =>
  importFeed({ db, clock, announce: createAnnounce({ clock, followersOf: () => ['tell-owner'] }) })({
    priceFallPercent: 30,
    feed: { chunks: chunksOf(xml, 4096), bytes: undefined, close: () => undefined },
    source: 'feed',
    placeholder,
    progress: silent,
    ...more,
  })

/** Everything that an import may change, to compare before and after. */
const everything = async (): Promise<string> => {
  const tables = [
    'categories',
    'products',
    'variants',
    'product_options',
    'product_attributes',
    'product_photos',
  ]
  const others = ['stock', 'stock_movements', 'imported_offers', 'barcodes', 'outlets', 'events', 'pictures']
  const rows = await Promise.all(
    [...tables, ...others].map((table) =>
      db.client.$queryRawUnsafe<{ all: string }[]>(
        `SELECT '${table} ' || COALESCE(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS all FROM ${table} t`,
      ),
    ),
  )
  return rows.map(([row]) => row!.all).join('\n')
}

const stockOf = async (sku: string): Promise<{ onHand: number; held: number; moves: number[] }> => {
  const rows = await db.client.$queryRaw<{ onHand: number; held: number; moves: number[] }[]>`
    SELECT COALESCE(s.on_hand, 0) AS "onHand", COALESCE(s.held, 0) AS held,
      ARRAY(SELECT delta FROM stock_movements m WHERE m.variant_id = v.id ORDER BY id) AS moves
    FROM variants v LEFT JOIN stock s ON s.variant_id = v.id WHERE v.sku = ${sku}`
  return rows[0]!
}

/** Pieces that leave the shelf as an order takes them. */
const sell = async (sku: string, pieces: number) => {
  await db.client.$executeRaw`
    WITH sold AS (
      UPDATE stock SET on_hand = on_hand - ${pieces} WHERE variant_id = (SELECT id FROM variants WHERE sku = ${sku}) RETURNING *
    ) INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, at)
      SELECT variant_id, outlet_id, -${pieces}::int, 'taken', now() FROM sold`
}

const priceOf = async (sku: string) => {
  const rows = await db.client.$queryRaw<{ price: number; pending: number | null }[]>`
    SELECT COALESCE(v.price, p.price)::int / 100 AS price, v.pending_price::int / 100 AS pending
    FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = ${sku}`
  return rows[0]!
}

const productOf = async (article: string) => {
  const rows = await db.client.$queryRaw<{ id: string }[]>`SELECT id FROM products WHERE article = ${article}`
  return rows[0] && findProduct(db.client, rows[0].id)
}

const counts = ({ created, changed, unchanged, gone, skipped }: Awaited<ReturnType<typeof bringIn>>) => ({
  created,
  changed,
  unchanged,
  gone,
  skipped: skipped.length,
})

const size = (size: string, quantity: number, price = '1000') =>
  offerXml({
    id: `A1-${size}`,
    name: `Черевики A1 ${size}`,
    params: { Розмір: size, Сезон: 'Зима' },
    quantity: `${quantity}`,
    price,
  })

describe('an import', () => {
  it('makes one product with variants, stock, own prices, attributes and placeholders of its pictures', async () => {
    const more =
      '<description_ua>&lt;p&gt;Теплі&amp;nbsp;й легкі.&lt;/p&gt;</description_ua><picture>https://a.example/1.jpg</picture>'
    const offer = offerXml({
      id: 'A1-M',
      name: 'Черевики A1 M',
      params: { Розмір: 'M', Сезон: 'Зима' },
      quantity: '5',
      price: '1200',
      more,
    })
    expect(counts(await bringIn(feedOf(size('S', 2) + offer + size('L', 0))))).toEqual({
      created: 3,
      changed: 0,
      unchanged: 0,
      gone: 0,
      skipped: 0,
    })
    expect(await productOf('A1')).toMatchObject({
      name: { uk: 'Черевики A1' },
      description: { uk: 'Теплі й легкі.' },
      categoryName: { uk: 'Взуття' },
      price: hryvnias(1000),
      priceVaries: true,
      options: [{ uk: 'Розмір', en: 'Size' }],
      attributes: [{ name: { uk: 'Сезон' }, value: { uk: 'Зима' } }],
      photos: [placeholder.hash],
      variants: [
        { sku: 'A1-S', values: [{ uk: 'S' }], price: hryvnias(1000), available: 2 },
        { sku: 'A1-M', values: [{ uk: 'M' }], price: hryvnias(1200), available: 5 },
        { sku: 'A1-L', values: [{ uk: 'L' }], price: hryvnias(1000), available: 0 },
      ],
    })
    const outlets = await db.client.$queryRaw`SELECT name->>'uk' AS name, kind FROM outlets`
    expect(outlets).toEqual([{ name: 'Склад', kind: 'warehouse' }])
    expect(await checkBooks(db.client, clock.now())).toEqual([])
  })

  it('done again changes nothing at all, also after pieces were sold', async () => {
    const xml = feedOf(size('S', 2) + size('M', 5) + offerXml({ id: 'B', quantity: '12' }))
    await bringIn(xml)
    for (let order = 0; order < 10; order++) await sell('B', 1)
    const before = await everything()
    clock.advance({ days: 1 })
    expect(counts(await bringIn(xml))).toEqual({ created: 0, changed: 0, unchanged: 3, gone: 0, skipped: 0 })
    expect(await everything()).toBe(before)
    expect(await stockOf('B')).toMatchObject({ onHand: 2 })
  })

  it('brings what an offer cost before, by any name that feeds have for it, and what it is found by', async () => {
    const offer = (id: string, more: string, price = '1000') =>
      offerXml({ id, name: `Черевики замшеві ${id}`, price, more })
    const [before, after] = ['<oldprice>1200</oldprice>', '<price_old>900</price_old>']
    await bringIn(
      feedOf(offer('B1', before) + offer('B2', '<old_price>1300.50</old_price>') + offer('B3', after)),
    )
    const oldPrices = async () =>
      Promise.all(['B1', 'B2', 'B3'].map(async (article) => (await productOf(article))?.oldPrice))
    expect(await oldPrices()).toEqual([hryvnias(1200), 130_050, null])
    const found = () => db.client.$queryRaw`
      SELECT p.article, s.old_price AS old, '+sale' = ANY(s.terms) AS sale, s.terms @> ARRAY[search_stem('замшевими')] AS found
      FROM search_products s JOIN products p ON p.id = s.product_id WHERE s.shown ORDER BY 1`
    expect(await found()).toEqual([
      { article: 'B1', old: 120_000n, sale: true, found: true },
      { article: 'B2', old: 130_050n, sale: true, found: true },
      { article: 'B3', old: null, sale: false, found: true },
    ])
    await bringIn(
      feedOf(offer('B1', '') + offer('B2', before, '1250') + offer('B3', '<price_old>1400</price_old>')),
    )
    expect(await oldPrices()).toEqual([null, null, hryvnias(1400)])
  })

  it('moves the stock by the difference to what the feed said last, never below what is free', async () => {
    const b = (quantity: number) => feedOf(offerXml({ id: 'B', quantity: `${quantity}` }))
    await bringIn(b(10))
    await sell('B', 4)
    expect(counts(await bringIn(b(13)))).toMatchObject({ changed: 1, unchanged: 0 })
    expect(await stockOf('B')).toEqual({ onHand: 9, held: 0, moves: [10, -4, 3] })
    await db.client.$executeRaw`UPDATE stock SET held = 2`
    const report = await bringIn(b(1))
    expect(report.shortages).toEqual([{ offerId: 'B', wanted: -12, moved: -7 }])
    expect(await stockOf('B')).toEqual({ onHand: 2, held: 2, moves: [10, -4, 3, -7] })
    await bringIn(b(1))
    expect((await stockOf('B')).onHand).toBe(2)
  })

  it('counts what is not available as none', async () => {
    await bringIn(feedOf(offerXml({ id: 'B', quantity: '3' })))
    await bringIn(feedOf(offerXml({ id: 'B', quantity: '3', available: false })))
    expect(await stockOf('B')).toMatchObject({ onHand: 0, moves: [3, -3] })
  })

  it('follows prices, but a fall by more than 30 percent waits for the owner and is announced once', async () => {
    await bringIn(feedOf(size('S', 1) + size('M', 1)))
    await bringIn(feedOf(size('S', 1, '700') + size('M', 1, '1500')))
    expect([await priceOf('A1-S'), await priceOf('A1-M')]).toEqual([
      { price: 700, pending: null },
      { price: 1500, pending: null },
    ])
    const fallen = feedOf(size('S', 1, '700') + size('M', 1, '1000'))
    expect((await bringIn(fallen)).pricesWaiting).toBe(1)
    expect((await bringIn(fallen)).pricesWaiting).toBe(1)
    expect(await priceOf('A1-M')).toEqual({ price: 1500, pending: 1000 })
    expect(await priceOf('A1-S')).toEqual({ price: 700, pending: null })
    const events = await db.client.$queryRaw<
      { name: string; payload: { variantIds: string[] }; follower: string }[]
    >`
      SELECT e.name, e.payload, d.follower FROM events e JOIN event_deliveries d ON d.event_id = e.id`
    expect(events).toEqual([
      {
        name: 'price.awaits',
        payload: { variantIds: [expect.stringMatching(/^var_/)] },
        follower: 'tell-owner',
      },
    ])
  })

  it("leaves the owner's own price until the feed's changes", async () => {
    const xml = feedOf(size('S', 1) + size('M', 1))
    await bringIn(xml)
    await db.client.$executeRaw`UPDATE variants SET price = 123400 WHERE sku = 'A1-M'`
    await bringIn(feedOf(size('S', 1, '900') + size('M', 1)))
    expect([await priceOf('A1-S'), await priceOf('A1-M')].map(({ price }) => price)).toEqual([900, 1234])
  })

  it('skips a broken offer with its reason, and the rest goes on', async () => {
    const report = await bringIn(
      feedOf(
        offerXml({ id: 'good' }) +
          offerXml({ id: 'free', price: '0' }) +
          offerXml({ id: 'dear', more: '<currencyId>USD</currencyId>' }) +
          offerXml({ id: 'good', price: '5' }) +
          offerXml({ id: 'nowhere', categoryId: '' }),
      ),
    )
    expect(report.created).toBe(1)
    expect(report.skipped).toEqual([
      { offerId: 'free', reason: 'the price is 0' },
      { offerId: 'dear', reason: expect.stringContaining('USD') },
      { offerId: 'good', reason: 'the id is used twice in the feed' },
      { offerId: 'nowhere', reason: 'no categoryId' },
    ])
    expect((await priceOf('good')).price).toBe(1000)
  })

  it('of a broken file changes nothing', async () => {
    await bringIn(feedOf(offerXml({ id: 'B', quantity: '3' })))
    const before = await everything()
    const xml = feedOf(offerXml({ id: 'B', price: '2000' }) + offerXml({ id: 'C' }))
    for (const broken of [xml.slice(0, -20), xml.replace('</price>', '</prize>'), '<html></html>']) {
      await expect(bringIn(broken)).rejects.toThrow(BrokenFeed)
    }
    expect(await everything()).toBe(before)
  })

  it('makes one of categories of one name, and keeps an undeclared one with a warning', async () => {
    const categories = '<category id="1">Взуття</category><category id="2">взуття</category>'
    const offers = ['1', '2', '3'].map((categoryId) => offerXml({ id: `c${categoryId}`, categoryId }))
    const report = await bringIn(feedOf(offers.join(''), categories))
    expect(report.undeclared).toEqual([{ id: '3', name: 'Інші товари', offers: 1 }])
    const names = () => db.client.$queryRaw`SELECT name->>'uk' AS name FROM categories ORDER BY position`
    expect(await names()).toEqual([{ name: 'Взуття' }, { name: 'Інші товари' }])
    await bringIn(feedOf(offers.join(''), categories), { source: 'another shop' })
    expect(await names()).toEqual([{ name: 'Взуття' }, { name: 'Інші товари' }])
  })

  it('leaves what the feed does not bring any more, and says how many', async () => {
    await bringIn(feedOf(size('S', 2) + size('M', 5)))
    const report = await bringIn(feedOf(size('M', 5) + size('XL', 1)))
    expect(counts(report)).toEqual({ created: 1, changed: 0, unchanged: 1, gone: 1, skipped: 0 })
    const product = await productOf('A1')
    expect(product!.variants.map(({ sku, values }) => [sku, values[0]!.uk])).toEqual([
      ['A1-M', 'M'],
      ['A1-XL', 'XL'],
      ['A1-S', 'S'],
    ])
  })

  it('gives a product options as soon as a second variant comes', async () => {
    await bringIn(feedOf(size('S', 2)))
    expect((await productOf('A1'))!.options).toEqual([])
    await bringIn(feedOf(size('S', 2) + size('M', 1)))
    const product = await productOf('A1')
    expect([
      product!.options.map(({ uk }) => uk),
      product!.variants.map(({ values }) => values[0]!.uk),
    ]).toEqual([['Розмір'], ['S', 'M']])
  })

  it('follows the words of the feed, and leaves the article and the place in the shop', async () => {
    const shoe = (name: string) => feedOf(offerXml({ id: 'B', name, params: { Сезон: name } }))
    await bringIn(shoe('Зимові'))
    const place = () => db.client.$queryRaw`SELECT id, article, position, created_at FROM products`
    const before = await place()
    expect(counts(await bringIn(shoe('Літні')))).toMatchObject({ created: 0, changed: 1 })
    expect(await productOf('B')).toMatchObject({
      name: { uk: 'Літні' },
      attributes: [{ value: { uk: 'Літні' } }],
    })
    expect(await place()).toEqual(before)
  })

  it('takes another article, and skips an offer, where the shop has its own of the same', async () => {
    await bringIn(feedOf(size('S', 1) + size('M', 1)), { source: 'mine' })
    const vendor = '<vendor>Ecco</vendor>'
    const report = await bringIn(
      feedOf(offerXml({ id: 'A1-S', more: vendor }) + offerXml({ id: 'A1-XL', more: vendor })),
    )
    expect(report.skipped).toEqual([{ offerId: 'A1-S', reason: expect.stringContaining('SKU') }])
    expect(await productOf('A1 Ecco')).toMatchObject({ variants: [{ sku: 'A1-XL' }] })
    expect((await productOf('A1'))!.variants).toHaveLength(2)
  })

  it('broken off half-way is completed by the next one', async () => {
    const xml = feedOf(Array.from({ length: 450 }, (_, i) => offerXml({ id: `N${i}` })).join(''))
    let part = ''
    const stopped = bringIn(xml, {
      progress: {
        ...silent,
        start: (name) => {
          part = name
        },
      },
      // Called after each batch: the first one is done and committed.
      check: () => {
        if (part === 'offers') throw new Error('killed')
      },
    })
    await expect(stopped).rejects.toThrow('killed')
    const half = await db.client.importedOffer.count()
    expect(half).toBe(200)
    expect(counts(await bringIn(xml))).toMatchObject({ created: 450 - half, unchanged: half })
    expect(await db.client.product.count()).toBe(450)
    expect(await checkBooks(db.client, clock.now())).toEqual([])
  })

  it('fetches pictures after the offers; what cannot be had is the placeholder and is tried again next time', async () => {
    const picture = (name: string) =>
      pictureFile({ mime: 'image/jpeg', width: 9, height: 9, bytes: Buffer.from(name) })
    const more = ['1', '2'].map((name) => `<picture>https://a.example/${name}</picture>`).join('')
    const xml = (price: string) => feedOf(offerXml({ id: 'B', price, more }) + offerXml({ id: 'C' }))
    const photos = async (article: string) => (await productOf(article))!.photos
    const asked: string[] = []
    const fetcher = (can: readonly string[]) => async (url: string) => {
      asked.push(url.slice(-1))
      return can.includes(url.slice(-1)) ? picture(url) : undefined
    }
    expect((await bringIn(xml('1000'), { fetchPicture: fetcher(['2']) })).pictures).toEqual({
      fetched: 1,
      missing: 1,
    })
    expect(await photos('B')).toEqual([placeholder.hash, picture('https://a.example/2').hash])
    expect(await photos('C')).toEqual([placeholder.hash])
    // A changed offer keeps what was fetched; only the missing one is asked for again.
    expect((await bringIn(xml('1100'), { fetchPicture: fetcher(['1']) })).pictures).toEqual({
      fetched: 1,
      missing: 0,
    })
    expect(await photos('B')).toEqual(['1', '2'].map((name) => picture(`https://a.example/${name}`).hash))
    expect(asked).toEqual(['1', '2', '1'])
    const before = await everything()
    await bringIn(xml('1100'), { fetchPicture: fetcher([]) })
    expect(await everything()).toBe(before)
  })

  it('brings barcodes: the same feed again changes none, a corrected one takes its place, a binding of staff stays', async () => {
    const feed = (of: Readonly<Record<string, string>>) =>
      feedOf(
        Object.entries(of)
          .map(([id, barcode]) => offerXml({ id, more: barcode && `<barcode>${barcode}</barcode>` }))
          .join(''),
      )
    const codes = async () => {
      const rows = await db.client.$queryRaw<{ sku: string; code: string }[]>`
        SELECT v.sku, b.code FROM barcodes b JOIN variants v ON v.id = b.variant_id ORDER BY v.sku, b.code`
      return rows.map(({ sku, code }) => `${sku} ${code}`)
    }
    const first = feed({ A1: '4006381333931', B2: '036000291452, 96385074', C3: '4006381333932' })
    const report = await bringIn(first)
    expect(report.notes['bad-barcode']).toBe(1)
    expect(await codes()).toEqual(['A1 4006381333931', 'B2 0036000291452', 'B2 96385074'])
    const before = await everything()
    await bringIn(first)
    expect(await everything()).toBe(before)

    await db.client.$executeRaw`
      INSERT INTO barcodes (code, variant_id, by_user, at) SELECT 'BOX-77', id, 'usr_test', ${clock.now()} FROM variants WHERE sku = 'A1'`
    await bringIn(feed({ A1: '96385074', B2: '036000291452', C3: 'BOX-77' }))
    expect(await codes()).toEqual(['A1 96385074', 'A1 BOX-77', 'B2 0036000291452'])
  })
})

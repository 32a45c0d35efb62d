import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportProduct } from '../../core/catalog/index.ts'
import { openFeed } from './open-feed.ts'
import { stageFeed } from './stage-feed.ts'

const PATH = join(import.meta.dirname, '../../../shared/data/marketplace-feed-luggage.xml')
const missing = !existsSync(PATH) && !process.env.CI
if (missing) console.log(`skipped: no real feed at ${PATH}`)

describe.skipIf(missing)('the feed of a real luggage shop', () => {
  const staged = async () => {
    const feed = await stageFeed((await openFeed(PATH)).chunks)
    const products = [...feed.products()].flat()
    feed.close()
    return { feed, products }
  }
  const byArticle = (products: readonly ImportProduct[], article: string) =>
    products.find(({ articles }) => articles[0] === article)!
  const values = ({ variants }: ImportProduct, option: number) => [
    ...new Set(variants.map(({ choices }) => choices[option]!.value.uk)),
  ]

  it('is 47 products of 290 offers, none lost, none twice, each article once', async () => {
    const { feed, products } = await staged()
    const ids = products.flatMap(({ variants }) => variants.map(({ offerId }) => offerId))
    expect([feed.offers, feed.skipped.length]).toEqual([290, 0])
    expect(new Set(ids).size).toBe(290)
    expect(ids).toHaveLength(290)
    expect(products).toHaveLength(47)
    expect(new Set(products.map(({ articles }) => articles[0])).size).toBe(47)
  })

  it('has suitcases by size and colour, in Ukrainian', async () => {
    const { products } = await staged()
    const suitcase = byArticle(products, '44603')
    expect(suitcase.name.uk).toBe('Валіза Madisson 44603')
    expect(values(suitcase, 0)).toEqual(['S', 'M', 'L'])
    expect(values(suitcase, 1)).toEqual([
      'Чорний',
      'Синій',
      'Шампань',
      'Рожеве золото',
      'Срібний',
      'Білий',
      'Блакитний',
    ])
    expect(suitcase.variants).toHaveLength(21)
    expect(suitcase.pictureUrls.length).toBeLessThanOrEqual(8)
    const russian = products.flatMap(({ name, description, variants }) =>
      [
        name.uk,
        description.uk,
        ...variants.flatMap(({ choices }) => choices.map(({ value }) => value.uk)),
      ].filter((text) => /[ыэъё]/i.test(text)),
    )
    expect(russian).toEqual([])
  })

  it('keeps a bag, a beauty case and another material apart from the suitcase of the same model', async () => {
    const { products } = await staged()
    expect(
      products
        .filter(({ articles }) => articles[0]!.startsWith('WN01'))
        .map(({ articles, variants }) => [articles[0], variants.length]),
    ).toEqual([
      ['WN01', 9],
      ['WN01-ABS', 8],
      ['WN01-BC', 3],
      ['WN01-BC-ABS', 3],
    ])
  })

  it('no two variants of a product are called the same', async () => {
    const { products } = await staged()
    for (const { articles, variants } of products) {
      const labels = variants.map(({ choices }) => choices.map(({ value }) => value.uk).join(' · '))
      expect(new Set(labels).size, articles[0]).toBe(labels.length)
    }
  })

  it('descriptions are plain text without the menu of a translator', async () => {
    const { products } = await staged()
    for (const { description } of products) {
      expect(description.uk).not.toMatch(/translator|Afrikaans|&\w+;|<\w/)
      expect(description.uk.length).toBeLessThanOrEqual(3500)
    }
    expect(products.filter(({ description }) => description.uk !== '').length).toBeGreaterThan(30)
  })

  it('has two categories that nobody declares', async () => {
    const { feed } = await staged()
    expect(feed.undeclared).toEqual([
      { id: '1085', name: 'Кейс', offers: 10 },
      { id: '1086', name: 'Інші товари', offers: 57 },
    ])
    expect(feed.categories.map(({ name }) => name.uk)).toEqual([
      'Валізи',
      'Дорожні сумки',
      'Кейс',
      'Інші товари',
      'Рюкзаки',
    ])
  })
})

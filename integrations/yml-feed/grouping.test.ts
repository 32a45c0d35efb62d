import { describe, expect, it } from 'vitest'
import type { ImportProduct } from '../../core/catalog/index.ts'
import { feedOf, offerXml, stage } from './feed.fixture.ts'

/** Products as "article: name (option values of its variants)". */
const productsOf = async (offers: string, categories?: string): Promise<ImportProduct[]> => {
  const staged = await stage(feedOf(offers, categories))
  try {
    return [...staged.products()].flat()
  } finally {
    staged.close()
  }
}

const inShort = (products: readonly ImportProduct[]) =>
  products.map(({ articles, name, variants }) => ({
    article: articles[0],
    name: name.uk,
    variants: variants.map(({ choices }) => choices.map(({ value }) => value.uk).join(' ')),
  }))

describe('offers that are one product', () => {
  it('are those of one model in several sizes and colours, as the code says', async () => {
    const offers = [
      ['33703-L-Black', 'Валіза Snowball 33703 велика 101л чорна (33703-L-Black)', 'Черный'],
      [
        '33703-L-Dark-blue',
        'Валіза Snowball 33703 велика 101л темно-синя (33703-L-Dark-blue)',
        'Темно-синий',
      ],
      ['33703-S-Black', 'Валіза для ручної поклажі Snowball 33703 мала 36л чорна (33703-S-Black)', 'Черный'],
    ].map(([id, name, colour]) => offerXml({ id: id!, name: name!, params: { Колір: colour! } }))
    expect(inShort(await productsOf(offers.join('')))).toEqual([
      {
        article: '33703',
        name: 'Валіза Snowball 33703',
        variants: ['S Чорний', 'L Чорний', 'L Темно-синій'],
      },
    ])
  })

  it('are those of one group_id, whatever they are called; what differs becomes the option', async () => {
    const offers = [
      offerXml({
        id: '1',
        groupId: 'g',
        name: 'Парфуми Квітка 50 мл',
        params: { "Об'єм": '50 мл', Стать: 'Жіноча' },
      }),
      offerXml({
        id: '2',
        groupId: 'g',
        name: 'Парфуми Квітка 100 мл',
        params: { "Об'єм": '100 мл', Стать: 'Жіноча' },
      }),
    ]
    const [product] = await productsOf(offers.join(''))
    expect(inShort([product!])).toEqual([
      { article: '1', name: 'Парфуми Квітка', variants: ['50 мл', '100 мл'] },
    ])
    expect(product!.variants[0]!.choices[0]!.name.uk).toBe("Об'єм")
  })

  it('are those of one name but for the size, where the size is a parameter', async () => {
    const more = '<vendor>Nike</vendor>'
    const shoe = (id: string, size: string) =>
      offerXml({
        id,
        name: `Кросівки Nike Air ${size}`,
        params: { Розмір: size, 'Довжина устілки': `${Number(size) - 14},5 см` },
        more,
      })
    const [product, ...others] = await productsOf(shoe('104', '40') + shoe('103', '39') + shoe('107', '38'))
    expect(others).toEqual([])
    expect(inShort([product!])[0]).toMatchObject({ name: 'Кросівки Nike Air', variants: ['38', '39', '40'] })
    expect(product!.variants.map(({ detail }) => detail?.uk)).toEqual(['24,5 см', '25,5 см', '26,5 см'])
  })

  it('are those of one vendor code in several sizes', async () => {
    const shoe = (id: string, size: string, name: string) =>
      offerXml({ id, name, params: { Розмір: size }, more: '<vendorCode>12.1.250</vendorCode>' })
    const products = await productsOf(
      shoe('1', '36', 'Туфлі червоні літні') + shoe('2', '37', 'Туфлі жіночі'),
    )
    expect(inShort(products)).toEqual([
      { article: '12.1.250', name: 'Туфлі червоні літні', variants: ['36', '37'] },
    ])
  })

  it('are never mixed when in doubt: other vendor, category, material, or nothing that tells them apart', async () => {
    const vendor = (name: string) => `<vendor>${name}</vendor>`
    const apart = [
      offerXml({ id: 'WN01-L-Red', more: vendor('A') }),
      offerXml({ id: 'WN01-S-Red', more: vendor('B') }),
      offerXml({ id: 'WN01-M-Red', more: vendor('A'), categoryId: '2' }),
      offerXml({ id: 'WN01-XL-Red-ABS', more: vendor('A') }),
      offerXml({ id: 'WN01', more: vendor('A') }),
    ]
    const categories = '<category id="1">Валізи</category><category id="2">Сумки</category>'
    expect(await productsOf(apart.join(''), categories)).toHaveLength(5)
    const twice =
      offerXml({ id: 'DPC-L-Purple' }) + offerXml({ id: 'DPC-Purple-L' }) + offerXml({ id: 'DPC-S-Purple' })
    expect(
      inShort(await productsOf(twice)).map(({ article, variants }) => [article, variants.length]),
    ).toEqual([
      ['DPC', 2],
      ['DPC-Purple-L', 1],
    ])
    const nameless =
      offerXml({ id: '1', name: 'Футболка', params: { Розмір: 'S' } }) +
      offerXml({ id: '2', name: 'Футболка', params: { Розмір: 'M' } })
    expect(await productsOf(nameless)).toHaveLength(2)
  })

  it('have the whole of their pictures in turn by colour, parameters they share, and those that follow the size', async () => {
    const picture = (...urls: string[]) =>
      urls.map((url) => `<picture>https://a.example/${url}</picture>`).join('')
    const [product] = await productsOf(
      [
        offerXml({
          id: 'A-L-Red',
          params: { Висота: '75 см', Вага: '5 кг', Сезон: 'Літо' },
          more: picture('r1', 'r2'),
        }),
        offerXml({
          id: 'A-L-Blue',
          params: { Висота: '75 см', Вага: '5 кг', Сезон: 'Літо' },
          more: picture('b1', 'b2'),
        }),
        offerXml({
          id: 'A-S-Red',
          params: { Висота: '55 см', Вага: '0,5 кг', Сезон: 'Літо' },
          more: picture('r3'),
        }),
      ].join(''),
    )
    expect(product!.pictureUrls.map((url) => url.slice(-2))).toEqual(['r1', 'b1', 'r2', 'b2'])
    expect(product!.attributes.map(({ name, value }) => `${name.uk}: ${value.uk}`)).toEqual([
      'Висота: S — 55 см, L — 75 см',
      'Вага: S — 0,5 кг, L — 5 кг',
      'Сезон: Літо',
    ])
    expect(product!.variants.map(({ weightGrams, detail }) => [weightGrams, detail?.uk])).toEqual([
      [500, '55 см'],
      [5000, '75 см'],
      [5000, '75 см'],
    ])
  })
})

describe('categories of a feed', () => {
  it('of one name are one; an undeclared one is kept and told', async () => {
    const categories = '<category id="1">Валізи</category><category id="2"> валізи</category>'
    const offers = offerXml({ id: 'A-S', categoryId: '1' }) + offerXml({ id: 'A-L', categoryId: '2' })
    const cases = offerXml({ id: 'B', categoryId: '9', params: { Тип: 'Чехол' } })
    const staged = await stage(feedOf(offers + cases, categories))
    expect([...staged.products()].flat()).toHaveLength(2)
    expect(staged.categories.map(({ slug, name }) => [slug, name.uk])).toEqual([
      ['valizy', 'Валізи'],
      ['undeclared-9', 'Чохол'],
    ])
    expect(staged.undeclared).toEqual([{ id: '9', name: 'Чохол', offers: 1 }])
    staged.close()
  })
})

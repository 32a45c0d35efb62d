import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hryvnias, money } from '../kernel/money.ts'
import { chooseOptions } from './import-options.ts'
import { planImport } from './import-plan.ts'
import { priceFrom, splitPrices } from './import-prices.ts'
import type { Choice, ImportProduct } from './import-product.ts'
import type { ImportedOffer } from './imported-offer.store.ts'

const choices = (said: Record<string, string>): Choice[] =>
  Object.entries(said).map(([name, value]) => ({ name: { uk: name }, value: { uk: value } }))

describe('a price of an import', () => {
  const now = { id: 'var_1', price: hryvnias(1000), pendingPrice: null }

  it('takes effect, unless it falls by more than 30 percent: then it waits and the old one goes on', () => {
    expect(priceFrom(now, hryvnias(700), 30)).toEqual({ ...now, price: hryvnias(700) })
    expect(priceFrom(now, money(69_999), 30)).toEqual({ ...now, pendingPrice: money(69_999) })
    expect(priceFrom(now, hryvnias(9000), 30)).toEqual({ ...now, price: hryvnias(9000) })
  })

  it('that takes effect ends the waiting of an earlier one', () => {
    const waiting = { ...now, pendingPrice: hryvnias(10) }
    expect(priceFrom(waiting, hryvnias(900), 30)).toEqual({ ...now, price: hryvnias(900) })
  })

  it('of each variant is what it was, however product and variant share it', () => {
    const prices = fc.array(fc.integer({ min: 1, max: 1e9 }).map(money), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(prices, (all) => {
        const { product, variants } = splitPrices(all)
        expect(variants.map((price) => price ?? product)).toEqual(all)
        expect(product).toBe(Math.min(...all))
      }),
    )
  })
})

describe('options of a product', () => {
  const none = { names: [], variants: [] }

  it('are the choices that differ', () => {
    const brought = [choices({ Розмір: 'S', Колір: 'Чорний' }), choices({ Розмір: 'M', Колір: 'Чорний' })]
    expect(chooseOptions(brought, none)).toEqual({
      names: [{ uk: 'Розмір' }],
      brought: [[{ uk: 'S' }], [{ uk: 'M' }]],
      others: [],
    })
    expect(chooseOptions(brought.slice(1), none)).toEqual({ names: [], brought: [[]], others: [] })
  })

  it('stay chosen by what a variant says that the source does not bring any more', () => {
    const before = { names: [{ uk: 'Розмір' }], variants: [{ id: 'var_s', values: [{ uk: 'S' }] }] }
    expect(chooseOptions([choices({ Розмір: 'M', Колір: 'Чорний' })], before)).toEqual({
      names: [{ uk: 'Розмір' }, { uk: 'Колір' }],
      brought: [[{ uk: 'M' }, { uk: 'Чорний' }]],
      others: [{ id: 'var_s', values: [{ uk: 'S' }, { uk: '—' }] }],
    })
  })

  it('are there as soon as there are two variants', () => {
    const before = { names: [], variants: [{ id: 'var_s', values: [] }] }
    const { names, brought, others } = chooseOptions([choices({ Колір: 'Чорний' })], before)
    expect([names, brought, others[0]!.values]).toEqual([
      [{ uk: 'Колір' }],
      [[{ uk: 'Чорний' }]],
      [{ uk: '—' }],
    ])
  })
})

describe('the plan of an import', () => {
  const product = (...offerIds: string[]): ImportProduct => ({
    articles: ['A'],
    categoryKey: 'c',
    name: { uk: 'А' },
    description: { uk: '' },
    attributes: [],
    pictureUrls: [],
    variants: offerIds.map((offerId) => ({
      offerId,
      fingerprint: 'f',
      price: hryvnias(1),
      oldPrice: null,
      quantity: 1,
      barcodes: [],
      choices: [],
      detail: null,
      weightGrams: null,
    })),
  })
  const known = (...offers: [string, string][]) =>
    new Map(
      offers.map(([offerId, productId]): [string, ImportedOffer] => [
        offerId,
        { offerId, productId, variantId: `var_${offerId}`, quantity: 1, fingerprint: 'f.old' },
      ]),
    )

  it('leaves an offer in the product that it was first put into, whatever the groups are now', () => {
    const { products, elsewhere } = planImport(
      [product('a', 'b', 'c')],
      known(['a', 'prd_1'], ['b', 'prd_2']),
      new Set(),
    )
    expect(products[0]!.productId).toBe('prd_1')
    expect(products[0]!.members.map(({ offer }) => offer.offerId)).toEqual(['a', 'c'])
    expect(elsewhere.map(({ offer }) => offer.offerId)).toEqual(['b'])
  })

  it('lets one group only write a product, in this batch or an earlier one', () => {
    const split = planImport(
      [product('a'), product('b', 'n')],
      known(['a', 'prd_1'], ['b', 'prd_1']),
      new Set(),
    )
    expect(split.products.map(({ productId }) => productId)).toEqual(['prd_1', undefined])
    expect(split.products[1]!.members.map(({ offer }) => offer.offerId)).toEqual(['n'])
    const later = planImport([product('b')], known(['b', 'prd_1']), new Set(['prd_1']))
    expect([later.products.length, later.elsewhere.length]).toEqual([0, 1])
  })
})

import { describe, expect, it } from 'vitest'
import { chunksOf, feedOf, offerXml } from './feed.fixture.ts'
import type { FeedOffer } from './feed.ts'
import { checkOffer } from './offer.ts'
import { readFeed } from './reader.ts'

const check = async (xml: string) => {
  const offers: FeedOffer[] = []
  await readFeed(chunksOf(feedOf(xml)), { category: () => undefined, offer: (offer) => offers.push(offer) })
  return checkOffer(offers[0]!)
}

const sold = async (xml: string) => {
  const checked = await check(xml)
  if ('skip' in checked) throw new Error(`skipped: ${checked.skip}`)
  return checked
}

describe('an offer', () => {
  it.each([
    ['no id', offerXml({ id: '' })],
    ['no name', '<offer id="1"><price>1</price><categoryId>1</categoryId></offer>'],
    ['no price', offerXml({ id: '1', price: '' })],
    ['the price is 0', offerXml({ id: '1', price: '0.00' })],
    ['the price "-5" is no price', offerXml({ id: '1', price: '-5' })],
    ['the price "за запитом" is no price', offerXml({ id: '1', price: 'за запитом' })],
    ['no categoryId', offerXml({ id: '1', categoryId: '' })],
    ['the quantity "багато" is no number', offerXml({ id: '1', quantity: 'багато' })],
  ])('is skipped with its reason: %s', async (reason, xml) => {
    expect(await check(xml)).toEqual({ skip: reason })
  })

  it('in another currency is skipped, without a currency it is in hryvnias', async () => {
    expect(await check(offerXml({ id: '1', more: '<currencyId>USD</currencyId>' }))).toEqual({
      skip: expect.stringContaining('the price is in USD'),
    })
    expect((await sold(offerXml({ id: '1', price: '3250' }))).offer.price).toBe(325_000)
  })

  it('has its price in whole kopiykas', async () => {
    expect((await sold(offerXml({ id: '1', price: '1 234,5' }))).offer.price).toBe(123_450)
    expect((await sold(offerXml({ id: '1', price: '0.29' }))).offer.price).toBe(29)
    expect((await sold(offerXml({ id: '1', price: '19.9900' }))).offer.price).toBe(1999)
  })

  it('that is not available is 0 pieces, one that does not say how many is one', async () => {
    expect((await sold(offerXml({ id: '1', available: false, quantity: '5' }))).offer.quantity).toBe(0)
    const uncounted = await sold(offerXml({ id: '1', quantity: '' }))
    expect(uncounted).toMatchObject({ offer: { quantity: 1 }, notes: ['no-quantity'] })
  })

  it('has the same fingerprint until anything but its quantity changes', async () => {
    const of = async (xml: string) => (await sold(xml)).offer.fingerprint
    const before = await of(offerXml({ id: '1' }))
    expect(await of(offerXml({ id: '1', quantity: '1' }))).toBe(before)
    expect(await of(offerXml({ id: '1', available: false, quantity: '' }))).toBe(before)
    expect(await of(offerXml({ id: '1', price: '999' }))).not.toBe(before)
    expect(await of(offerXml({ id: '1', params: { Вага: '1 кг' } }))).not.toBe(before)
  })

  it('keeps the first of parameters of one name, in Ukrainian words, and pictures of the web only', async () => {
    const more =
      '<param name="Цвет">Черный</param><param name="Цвет">Красный</param><picture>file:///etc/passwd</picture><picture>https://a.example/1.jpg</picture>'
    const { offer } = await sold(offerXml({ id: '1', more }))
    expect(offer.params).toEqual([{ name: 'Колір', value: 'Черный' }])
    expect(offer.pictures).toEqual(['https://a.example/1.jpg'])
  })

  it('with Russian words only is brought in and counted', async () => {
    const more = '<name_ru>Чёрные ботинки</name_ru>'
    const xml = offerXml({ id: '1', name: '', more })
    expect(await sold(xml)).toMatchObject({ offer: { name: 'Чёрные ботинки' }, notes: ['russian'] })
  })
})

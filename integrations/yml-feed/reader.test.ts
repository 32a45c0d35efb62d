import { describe, expect, it } from 'vitest'
import { chunksOf, feedOf, offerXml } from './feed.fixture.ts'
import { BrokenFeed, type FeedCategory, type FeedOffer } from './feed.ts'
import { readFeed } from './reader.ts'

const read = async (chunks: AsyncIterable<Uint8Array>) => {
  const categories: FeedCategory[] = []
  const offers: FeedOffer[] = []
  await readFeed(chunks, {
    category: (category) => categories.push(category),
    offer: (offer) => offers.push(offer),
  })
  return { categories, offers }
}

describe('reading a feed', () => {
  it('takes offers and categories out of it wherever the pieces of the file end', async () => {
    const xml = feedOf(
      `<offer id="7" available="false" group_id="g"><name>Кеды</name><name_ua>Кеди</name_ua><price>10</price><currencyId>UAH</currencyId>
       <categoryId>1</categoryId><vendor>Їжак</vendor><vendorCode>A-7</vendorCode><stock_quantity>4</stock_quantity>
       <picture>https://a.example/1.jpg</picture><picture>https://a.example/2.jpg</picture>
       <param name="Довжина" unit="см">24</param><param name="Колір">Білий</param></offer>`,
    )
    for (const size of [1, 7, 100_000]) {
      const { categories, offers } = await read(chunksOf(xml, size))
      expect(categories).toEqual([{ id: '1', name: 'Взуття' }])
      expect(offers).toEqual([
        {
          id: '7',
          available: false,
          groupId: 'g',
          name: { plain: 'Кеды', uk: 'Кеди' },
          description: {},
          price: '10',
          currency: 'UAH',
          categoryId: '1',
          vendor: 'Їжак',
          vendorCode: 'A-7',
          quantity: '4',
          pictures: ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
          params: [
            { name: 'Довжина', value: '24 см' },
            { name: 'Колір', value: 'Білий' },
          ],
        },
      ])
    }
  })

  it('keeps markup that nobody escaped, CDATA, and the entities of HTML', async () => {
    const more =
      '<description_ua>A&nbsp;<p>Б<br/>В</p></description_ua><description_ru><![CDATA[<b>Г & Д</b>]]></description_ru>'
    const { offers } = await read(chunksOf(feedOf(offerXml({ id: '1', more }))))
    expect(offers[0]!.description).toEqual({ uk: 'A\u00a0<p>Б<br>В</p>', ru: '<b>Г & Д</b>' })
  })

  it('reads windows-1251 where the file says so', async () => {
    const head = Buffer.from(
      '<?xml version="1.0" encoding="windows-1251"?><yml_catalog><shop><offers><offer id="1"><name>',
    )
    const name = Uint8Array.from([0xc2, 0xe0, 0xeb, 0xb3, 0xe7, 0xe0])
    const tail = Buffer.from('</name></offer></offers></shop></yml_catalog>')
    const { offers } = await read(
      (async function* () {
        yield Buffer.concat([head, name, tail])
      })(),
    )
    expect(offers[0]!.name.plain).toBe('Валіза')
  })

  it.each([
    ['cut off', feedOf(offerXml({ id: '1' })).slice(0, -30), /cut off/],
    ['not well-formed', feedOf('<offer id="1"><name>А</price></offer>'), /not well-formed/],
    ['a page of an error', '<html><body><h1>502</h1></body></html>', /no <shop>/],
    ['a shop without offers', '<yml_catalog><shop><name>А</name></shop></yml_catalog>', /no <offers>/],
    ['empty', '', /empty/],
    ['text', 'Not found', /not well-formed|cut off/],
    ['of an unknown encoding', '<?xml version="1.0" encoding="klingon"?><a/>', /unknown encoding/],
  ])('refuses a file that is %s', async (_, xml, why) => {
    const refused = read(chunksOf(xml))
    await expect(refused).rejects.toThrow(BrokenFeed)
    await expect(refused).rejects.toThrow(why)
  })
})

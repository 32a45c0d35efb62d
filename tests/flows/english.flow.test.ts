import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { type numberSeen, packs, theOwner, told } from './buying.ts'

const CYRILLIC = /\p{Script=Cyrillic}/u
/** What stays Ukrainian in every language: what the customer typed, the seller and the bank, the language's own name. */
const OWN_WORDS = /Коваль Олена|Київ|Телефонуйте|Українська|ФОП Приклад Олена|вул\. Ярославів Вал, 1|Крам/g

describe('whoever speaks English', () => {
  const shop = usePlatform()

  it('reads English from the first word to the parcel, whatever the staff read', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const ann = await shop.joins({ firstName: 'Ann', languageCode: 'en-GB', phone: '+380671234567' })
    await ann.says('/start')
    await ann.sees('Shoes for the whole family')
    await ann.does(
      'Catalogue',
      'For boys',
      'Leather sandals',
      '35',
      'Cart',
      'Check out',
      'Nova Poshta: branch',
    )
    await ann.does('>Kyiv')
    await ann.does('>Київ', '>12', '>Коваль Олена')
    await ann.sharesContact()
    await ann.does('Bank transfer', 'Comment', '>Телефонуйте', 'Confirm the order')
    const number = await shownNumber(ann)
    await ann.does('Show the order', '‹ My orders')

    await oksana.sees(`№ ${number}`)
    await oksana.does('Беру', 'Підтвердити: переказ', 'Гроші надійшли', 'Так, зарахувати')
    await packs(oksana)
    await oksana.does('Відправити…', '>20450000000001')
    await ann.sees('20450000000001')

    const foreign = [...(await told(ann)), ...(await ann.buttons())]
      .map((text) => text.replaceAll(OWN_WORDS, ''))
      .filter((text) => CYRILLIC.test(text))
    expect(foreign).toEqual([])
  })

  it('may change it at any time, and is answered in it at once', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>/start', 'Ще', 'Мова', 'English')
    await olena.sees('we will speak English')
    expect(await olena.buttons()).toContain('Catalogue')
    await olena.does('More', 'Language', 'Українська')
    await olena.sees('Гаразд, говоримо українською')
    expect(await olena.buttons()).toContain('Каталог')
  })

  const shownNumber = async (customer: Parameters<typeof numberSeen>[0]): Promise<number> =>
    Number(/(?:No\.|№|#)\s?(\d+)/.exec((await customer.screen()).text)?.[1])
})

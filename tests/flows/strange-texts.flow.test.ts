import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { checksOut, theOwner } from './buying.ts'

const FULL = 4096

const TEXTS: Readonly<Record<string, string>> = {
  'the longest text': 'довго '.repeat(FULL / 6).slice(0, FULL),
  'one word without an end': 'х'.repeat(FULL),
  'many pictures': '👩‍👩‍👧'.repeat(500).slice(0, FULL - 1),
  'half of a picture at the edge': `${'я'.repeat(499)}😀${'я'.repeat(59)}😀`,
  'half of a picture at another edge': `${'я'.repeat(59)}😀${'я'.repeat(439)}😀 хвіст`,
  'right to left': 'مرحبا \u202eабвгд\u202c שלום',
  'nothing to see': '\u200b\u200d\ufeff',
  tags: '<b>жирно</b> <a href="javascript:x">сюди</a> <script>x</script> &amp; &#8482;',
  'an open tag': '<b><i><u',
  'a template of ours': '{{x}} {{sum}} $t(home.lead) $t(home.lead, {"x": 1})',
  'marks of Markdown': '*_`[x](y)~||> # + - = | { } . !',
  quotes: `'; DROP TABLE orders; -- " « » \\`,
  'signs that PostgreSQL does not keep': 'до\u0000після \u0001\u0007',
  'half a sign': 'пів \ud83d знака',
  'a word of the code': 'undefined null [object Object] __proto__ constructor',
  numbers: '999999999999999999999999',
  'a number of an order that cannot be': '№ 999999999',
  lines: '\n\n\nа\n\n\n\nб'.repeat(50),
}

/** What a thing or a person may be called, 200 letters each. */
const NAMES: Readonly<Record<string, string>> = {
  tags: '<b>Черевики</b> & <i>шнурки '.repeat(10).slice(0, 200),
  pictures: '👢🧦'.repeat(50),
  'right to left': 'נעליים \u202eчеревики\u202c '.repeat(12).slice(0, 200),
  'one word': 'черевик'.repeat(29).slice(0, 200),
}

/** Where somebody may write: the button that leads there, which works wherever one is, what is said on the way, what is read. */
const PLACES: Readonly<Record<string, { button: string; said?: string; asks: RegExp }>> = {
  anywhere: { button: 'home', asks: /Взуття/ },
  comment: { button: 'edit:comment', asks: /варто знати/ },
  email: { button: 'edit:email', asks: /надіслати чек/ },
  name: { button: 'edit:recipient', asks: /Прізвище/ },
  phone: { button: 'edit:phone', asks: /Номер телефону/ },
  city: { button: 'delivery:nova_poshta_branch', asks: /Місто/ },
  street: { button: 'delivery:nova_poshta_courier', said: 'Київ', asks: /Вулиця/ },
}

describe('whatever people write', () => {
  const shop = usePlatform({ typed: [...Object.values(TEXTS), ...Object.values(NAMES)] })

  const answered = async (customer: Customer, what: string) => {
    const { text } = await customer.screen()
    expect(text, what).not.toMatch(/зламалося/)
    expect(text.length, what).toBeGreaterThan(0)
    expect((await customer.buttons()).length, what).toBeGreaterThan(0)
    const failed = await shop.app.db.client
      .$queryRaw`SELECT error FROM inbox WHERE handled_at IS NULL OR tries > 0`
    expect(failed, what).toEqual([])
  }

  for (const [place, { button, said, asks }] of Object.entries(PLACES)) {
    it(`is answered, and Telegram takes the answer: ${place}`, async () => {
      const olena = await shop.joins({ firstName: 'Олена' })
      await checksOut(olena, { article: '64.1.020', size: 'Покласти до кошика' })
      for (const [what, text] of Object.entries(TEXTS)) {
        await olena.presses(button)
        if (said) await olena.says(said)
        await olena.sees(asks)
        await olena.says(text)
        await answered(olena, what)
      }
    })
  }

  it('comes back to the staff and to the customer as it was written, and means nothing', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: '<b>Олена</b> {{x}} $t(home.lead)' })
    await checksOut(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    const comment = '<b>Дзвоніть</b> & {{sum}} $t(home.lead) 😀'
    await olena.does('Коментар', `>${comment}`)
    await olena.sees(comment)
    await olena.taps('Підтвердити замовлення')
    await oksana.sees(comment)
    await olena.taps('Показати замовлення')
    await olena.sees(comment)
  })

  it('a longer comment than we keep is cut at a whole sign and still fits the card', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Я'.repeat(64) })
    await checksOut(olena, { article: '61.2.060', size: 'Покласти до кошика' })
    await olena.does('Коментар', `>${'я'.repeat(499)}😀😀`, 'Підтвердити замовлення')
    await oksana.sees('яяя')
    expect((await oksana.screen()).text).not.toMatch(/\ufffd/)
  })

  it.each(Object.entries(NAMES))(
    'a product is shown, found, ordered and packed: named with %s',
    async (_, name) => {
      const oksana = await theOwner(shop, OWNER_ID)
      const described = { uk: `${name} ${'дуже докладно '.repeat(715)}`.slice(0, 10_000) }
      await shop.app.db.queries.$executeRaw`
      UPDATE products SET name = ${JSON.stringify({ uk: name })}::jsonb, description = ${JSON.stringify(described)}::jsonb
      WHERE article = '62.1.040'`
      const olena = await shop.joins({ firstName: name.slice(0, 64) })
      await olena.does('>62.1.040', 'В обране')
      await checksOut(olena, { article: '62.1.040', size: 'Покласти до кошика' })
      await olena.taps('Підтвердити замовлення')
      await olena.does('Показати замовлення', '>/start', 'Ще', 'Обране')
      await answered(olena, name)
      await oksana.does('Беру', 'Підтвердити: при отриманні', '>/desk', 'Склад · пакувати')
      await answered(oksana, name)
    },
  )
})

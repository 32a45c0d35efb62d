import { describe, expect, it } from 'vitest'
import { newId } from '../../core/kernel/ids.ts'
import { CHANGES_CART } from '../harness/bot-walk.ts'
import { type Customer, newestButtons, OWNER_ID, type Platform, usePlatform } from '../harness/platform.ts'
import { checksOut, hires, orders, putsIntoCart, theOwner, told } from './buying.ts'

interface Shown {
  readonly messageId: number
  readonly data: string
  readonly label: string
}

const buttonsOf = async ({ person }: Customer): Promise<Shown[]> =>
  (await person.chat()).messages.flatMap(({ messageId, inlineKeyboard }) =>
    (inlineKeyboard ?? [])
      .flat()
      .flatMap(({ text, callback_data }) =>
        callback_data ? [{ messageId, data: callback_data, label: text }] : [],
      ),
  )

/** Updates that were not answered at the first try. */
const unhandled = (shop: Platform) =>
  shop.app.db.client.$queryRaw<
    unknown[]
  >`SELECT id, tries, error FROM inbox WHERE handled_at IS NULL OR tries > 0`

/** Presses where there are buttons now, and waits for the answer alone. */
const pressesQuickly = async (shop: Platform, { person }: Customer, data: string): Promise<string> => {
  const callbackId = await person.presses(await newestButtons(person), data)
  await shop.answers()
  return callbackId
}

describe('buttons that are old', () => {
  const shop = usePlatform()

  it('work a week later, or say kindly what has changed', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const seen: Shown[] = []
    const walks = async (...steps: string[]) => {
      for (const step of steps) {
        await olena.does(step)
        seen.push(...(await buttonsOf(olena)))
      }
    }
    await walks(
      '>/start',
      'Каталог',
      'Для хлопчика',
      'Босоніжки шкіряні',
      '35',
      'Кошик',
      '1 · змінити',
      '‹ До кошика',
    )
    await walks(
      'Оформити',
      'Нова пошта: відділення',
      '>Київ',
      '>12',
      '>Коваль Олена',
      '>0671234567',
      'При отриманні',
    )
    await walks(
      'Коментар',
      '‹ Назад',
      'Підтвердити замовлення',
      'Показати замовлення',
      'Скасувати замовлення',
    )
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    await shop.passes({ days: 7 })

    const before = await shop.digest()
    const distinct = [...new Map(seen.map((shown) => [shown.data, shown])).values()]
    expect(distinct.length).toBeGreaterThan(40)
    const changing = ({ data }: Shown) => {
      const to = data.replace(/^!/, '').split(':')[0] ?? ''
      return CHANGES_CART.has(to) || to === 'cancel_surely' || to === 'speak'
    }
    const presses = async (some: readonly Shown[]) => {
      for (const { data } of some) await pressesQuickly(shop, olena, data)
      await shop.settles()
      expect(await unhandled(shop)).toEqual([])
      expect((await olena.buttons()).length).toBeGreaterThan(0)
    }
    await presses(distinct.filter((button) => !changing(button)))
    expect(await shop.digest()).toBe(before)
    await presses(distinct.filter(changing))
    expect((await told(olena)).filter((text) => text.includes('зламалося'))).toEqual([])
  })

  it('a confirmation shown at another price is asked again with the new sum', async () => {
    const nina = await shop.joins({ firstName: 'Ніна' })
    await checksOut(nina, { article: '11.4.260', size: '34' })
    await shop.app.db.client.$executeRaw`UPDATE products SET price = price + 10000 WHERE article = '11.4.260'`
    await nina.taps('Підтвердити замовлення')
    await nina.sees('Ціна щойно змінилася')
    await nina.sees('1 390 ₴')
    await nina.taps('Підтвердити замовлення')
    await nina.sees('отримали')
  })

  it('a product that was taken from sale says so on its old card', async () => {
    const petro = await shop.joins({ firstName: 'Петро' })
    await petro.says('13.1.180')
    await shop.app.db.client.$executeRaw`UPDATE products SET archived_at = now() WHERE article = '13.1.180'`
    const size = (await buttonsOf(petro)).find(({ data }) => data.startsWith('add:'))!
    await petro.presses(size.data, size.messageId)
    await petro.sees('Цього вже немає')
    await petro.sees('більше не продаємо')
  })
})

describe('buttons that are forged', () => {
  const shop = usePlatform()

  it('change nothing, whoever presses whatever', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena)
    await oksana.sees(`№ ${number}`)
    await putsIntoCart(olena, '12.1.250', '34')
    const order = (await shop.app.core.orders.findByNumber(number))!
    const user = (await shop.app.core.users.find(olena.person.account))!
    const cart = (await shop.app.core.carts.find(user.id))!
    const product = (await shop.app.core.catalog.product(cart.lines[0]!.productId))!
    const [lineId, orderLineId, variantId] = [cart.lines[0]!.id, order.lines[0]!.id, product.variants[0]!.id]

    const forger = await shop.joinsTelegram({ firstName: 'Хитрий' })
    await forger.says('/start')
    const before = await shop.digest()
    const forged = [
      // what belongs to another
      `line:${lineId}`,
      `quantity:${lineId}:0`,
      `quantity:${lineId}:99`,
      `size:${lineId}:${variantId}`,
      `place:${cart.id}:106000`,
      `order:${order.id}`,
      `cancel:${order.id}`,
      `cancel_surely:${order.id}`,
      `change_payment:${order.id}`,
      `pay_by_surely:${order.id}:on_receipt`,
      // the staff's
      ...['card', 'take', 'confirm', 'refuse', 'paid', 'pack', 'ship', 'history', 'reopen', 'missing'].map(
        (to) => `${to}:${order.id}`,
      ),
      `sizes:${order.id}:${orderLineId}`,
      `not_on_shelf:${order.id}:${orderLineId}`,
      `settle:${order.id}:${orderLineId}:${variantId}`,
      `refuse_surely:${order.id}:duplicate`,
      `paid_surely:${order.id}:106000`,
      `other_sum_surely:${order.id}:106000:0`,
      `reopen_surely:${order.id}`,
      'desk',
      'queue:confirm',
      'queue:ship',
      'invite',
      'invite_role:owner',
      // what was never there
      `order:${newId('ord')}`,
      `product:${newId('prd')}`,
      `list:${newId('cat')}`,
      `list:${newId('cat')}:a:${newId('prd')}`,
      `outlet:${newId('out')}`,
      `add:${product.id}:${newId('var')}`,
      `product:${product.id}:999999999999`,
      'delivery:pickup',
      'payment:online_card',
      'same_delivery',
      'checkout',
      'skip',
      'edit:comment',
      // no language of ours
      '',
      '!',
      ':',
      '::::',
      'home:home:home',
      '__proto__',
      'constructor',
      'toString:1',
      `quantity:${lineId}:-1`,
      `quantity:${lineId}:1e9`,
      'x'.repeat(64),
      `order:${'z'.repeat(58)}`,
      '\u0000\u0001\u0002',
      '💥'.repeat(16),
      "order:' OR 1=1 --",
      ...Array.from({ length: 30 }, () =>
        Buffer.from(crypto.getRandomValues(new Uint8Array(48)))
          .toString('base64')
          .slice(0, 64),
      ),
    ]
    const since = (await shop.telegram.calls()).at(-1)!.n
    const presses: string[] = []
    for (const data of forged.flatMap((each) => [each, `!${each}`]))
      presses.push(await pressesQuickly(shop, forger, data))
    await shop.settles()
    expect(await unhandled(shop)).toEqual([])
    for (const id of presses) expect((await forger.person.answerTo(id)).answered).toBe(true)
    const answers = (await shop.telegram.calls(since)).filter(({ method }) =>
      /^(send|editMessage(Text|Media))/.test(method),
    )
    expect(answers.length).toBeGreaterThanOrEqual(presses.length)
    expect(
      answers.map(({ params }) => JSON.stringify(params)).filter((said) => /зламалося|Коваль/.test(said)),
    ).toEqual([])
    expect((await forger.buttons()).length).toBeGreaterThan(0)
    expect(await shop.digest()).toBe(before)
  })

  it('a customer cannot hurry an own order, nor may one of the staff do another’s work', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const storekeeper = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, {
      article: '61.1.050',
      size: 'Покласти до кошика',
      payment: 'Переказом на рахунок',
    })
    await oksana.does('Беру', 'Підтвердити: переказ')
    const { id } = (await shop.app.core.orders.findByNumber(number))!
    const before = await shop.digest()
    for (const data of [
      `paid_surely:${id}:26000`,
      `other_sum_surely:${id}:26000:0`,
      `confirm:${id}`,
      `take:${id}`,
      `refuse_surely:${id}:duplicate`,
      `pack:${id}`,
    ]) {
      for (const one of [olena, storekeeper]) {
        await one.presses(data)
        expect((await one.screen()).text, data).toMatch(/недоступно|змінилося|для працівників/)
      }
    }
    expect(await shop.digest()).toBe(before)
  })
})

import { describe, expect, it } from 'vitest'
import { type Customer, usePlatform } from '../harness/platform.ts'
import { BY_COURIER, BY_POST, FROM_STORE, provesPhone, TO_BRANCH } from './buying.ts'

/** Every question of the checkout: what leads to it from the cart, a word of its own, what answers it. */
const WALKS = [
  [...TO_BRANCH, '>Коваль Олена', '>0671234567', 'При отриманні'],
  [...BY_COURIER, '>Коваль Олена', '>0671234567', 'Переказом на рахунок'],
  [...BY_POST, '>Коваль Олена', '>0671234567', 'Переказом на рахунок'],
  [...FROM_STORE, '>Олена', '>0671234567', 'При отриманні'],
]

const INTERRUPTIONS: Readonly<Record<string, (customer: Customer) => Promise<void>>> = {
  '/start': (customer) => customer.says('/start'),
  'a photo': (customer) => customer.sendsPhoto(),
  'an unknown command': (customer) => customer.says('/щось'),
  'another command': (customer) => customer.says('/orders'),
  'a button of nobody': (customer) => customer.presses('no such button'),
  'something that was not asked': (customer) => customer.says('???'),
}

describe('the checkout, interrupted at every step', () => {
  const shop = usePlatform({ sms: true })

  /** What was answered so far, as the cart keeps it. */
  const answers = async ({ person }: Customer) => {
    const user = await shop.app.core.users.find(person.account)
    const cart = await shop.app.core.carts.find(user!.id)
    return {
      lines: cart?.lines.length,
      recipient: cart?.recipient,
      delivery: cart?.delivery,
      payment: cart?.payment,
    }
  }

  const goesBack = async (customer: Customer): Promise<void> => {
    await customer.does('>/cart', 'Оформити замовлення')
  }

  for (const [what, interrupts] of Object.entries(INTERRUPTIONS)) {
    it(`${what} is answered and loses nothing`, async () => {
      for (const walk of WALKS.slice(0, what === '/start' ? WALKS.length : 1)) {
        const olena = await shop.joins({ firstName: 'Олена' })
        await olena.does('>64.1.020', 'Покласти до кошика', 'Кошик', 'Оформити замовлення')
        for (const step of walk) {
          const before = await answers(olena)
          const shown = (await olena.screen()).messageId
          await interrupts(olena)
          expect((await olena.screen()).text).not.toBe('')
          expect((await olena.buttons()).length).toBeGreaterThan(0)
          if (what !== 'something that was not asked') expect(await answers(olena)).toEqual(before)
          expect(shown).toBeGreaterThan(0)
          await goesBack(olena)
          await olena.does(step)
        }
        await olena.sees('Перевірте')
        await olena.taps('Підтвердити замовлення')
        await olena.sees('отримали')
      }
    })
  }

  it('a photo in answer to a question asks it again instead of leading away', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does(
      '>64.1.020',
      'Покласти до кошика',
      'Кошик',
      'Оформити замовлення',
      'Нова пошта: відділення',
    )
    await olena.sendsPhoto()
    await olena.sees('Тут читаємо лише слова')
    await olena.sees('Місто або село?')
    await olena.does('>Київ')
    await olena.sees('Номер відділення')
  })

  it('a contact of anybody at any step is the number to call, never a proof; the own one is', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671112233' })
    await olena.sharesContact({ own: false, phone: '+380509998877' })
    await olena.sees('Кошик порожній')
    await olena.does(
      '>64.1.020',
      'Покласти до кошика',
      'Кошик',
      'Оформити замовлення',
      'Нова пошта: відділення',
    )
    await olena.sharesContact({ own: false, phone: '+380509998877' })
    await olena.sees('Місто або село?')
    await olena.does('>Київ', '>12', '>Коваль Олена')
    await olena.sees('Як оплатите')
    const user = await shop.app.core.users.find(olena.person.account)
    expect(user?.phone).toBeNull()
    expect((await answers(olena)).recipient).toMatchObject({ phone: '+380509998877' })
    await olena.sharesContact({ own: false, phone: '12' })
    expect((await olena.buttons()).length).toBeGreaterThan(0)
    await provesPhone(shop, olena, '+380671112233')
    expect((await shop.app.core.users.find(olena.person.account))?.phone).toBe('+380671112233')
  })
})

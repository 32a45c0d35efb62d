import { expect, it } from 'vitest'
import type { Message } from '../core/notifications/index.ts'
import { type Shop, useShop } from '../tests/harness/shop.ts'
import { tellStockBack } from './tell-stock-back.ts'

const sent: Message[] = []
const shop: Shop = useShop({
  outside: {
    messenger: {
      send: async (_, message) => {
        sent.push(message)
        return { kind: 'sent', messageId: '1' }
      },
      sendToChat: async () => ({ kind: 'blocked' }),
      reports: () => false,
      redraw: async () => {},
      showMenu: async () => {},
    },
  },
})

it('who waits is told once, however often and by however many the news is handed on, and waits no more', async () => {
  const product = await shop.aProduct({ sizes: { '35': 1 } })
  const what = { productId: product.id, variantId: product.variant('35') }
  const { id: orderId } = await shop.placed(await shop.aCustomer(), [{ product, size: '35' }])
  const people = [await shop.aCustomer(), await shop.aCustomer(), await shop.aCustomer()]
  for (const { userId } of people) await shop.core.wishes.watch({ ...what, userId, on: true })
  await shop.core.orders.cancel({ actor: await shop.staff('manager'), orderId, reason: 'not_reached' })
  await shop.core.wishes.announceBack()

  const work = { eventId: 'evt_1', done: async () => {} }
  await Promise.all(
    [shop.core, shop.anotherProcess(), shop.core].map((core) => tellStockBack(core).run(what, work)),
  )
  await tellStockBack(shop.core).run(what, work)
  expect(sent.map(({ userId }) => userId).toSorted()).toEqual(people.map(({ userId }) => userId).toSorted())
  for (const { userId } of people) expect(await shop.core.wishes.watches(userId)).toEqual([])

  // Somebody who asks anew is told anew, and nobody else.
  await shop.placed(await shop.aCustomer(), [{ product, size: '35' }])
  const [first] = people
  await shop.core.wishes.watch({ ...what, userId: first!.userId, on: true })
  shop.clock.advance({ days: 3, hours: 2 })
  await shop.core.orders.endHolds()
  await shop.core.wishes.announceBack()
  await tellStockBack(shop.core).run(what, { ...work, eventId: 'evt_2' })
  expect(sent).toHaveLength(people.length + 1)
  expect(sent.at(-1)!.userId).toBe(first!.userId)
})

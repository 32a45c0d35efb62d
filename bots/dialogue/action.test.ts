import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DELIVERY_METHODS, PAYMENT_METHODS } from '../../core/carts/index.ts'
import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import { type IdPrefix, newId } from '../../core/kernel/ids.ts'
import {
  ADDRESS_MAX_BYTES,
  EDITED_PARTS,
  QUEUES,
  readAction,
  STAFF_ORDER_ACTIONS,
  writeAction,
} from './action.ts'

const id = (prefix: IdPrefix) => fc.constant(null).map(() => newId(prefix))
const plain = [
  'home',
  'catalog',
  'cart',
  'checkout',
  'language',
  'skip',
  'same_delivery',
  'desk',
  'invite',
] as const
const ofOrder = ['order', 'cancel', 'cancel_surely', 'change_payment', ...STAFF_ORDER_ACTIONS] as const

const action = fc.oneof(
  fc.record({ to: fc.constantFrom(...plain) }),
  fc.record({ to: fc.constantFrom(...ofOrder), orderId: id('ord') }),
  fc.record({ to: fc.constantFrom('sizes', 'not_on_shelf'), orderId: id('ord'), lineId: id('oln') }),
  fc.record({ to: fc.constant('list'), categoryId: id('cat') }),
  fc.record({ to: fc.constant('list'), categoryId: id('cat'), after: id('prd') }),
  fc.record({ to: fc.constant('list'), categoryId: id('cat'), before: id('prd') }),
  fc.record({ to: fc.constant('product'), productId: id('prd'), photo: fc.nat(99) }),
  fc.record({ to: fc.constant('add'), productId: id('prd'), variantId: fc.option(id('var')) }),
  fc.record({ to: fc.constant('line'), lineId: id('cln') }),
  fc.record({ to: fc.constant('quantity'), lineId: id('cln'), quantity: fc.nat(99) }),
  fc.record({ to: fc.constant('size'), lineId: id('cln'), variantId: fc.option(id('var')) }),
  fc.record({ to: fc.constant('edit'), what: fc.constantFrom(...EDITED_PARTS) }),
  fc.record({ to: fc.constant('delivery'), method: fc.constantFrom(...DELIVERY_METHODS) }),
  fc.record({ to: fc.constant('outlet'), outletId: id('out') }),
  fc.record({ to: fc.constant('payment'), method: fc.constantFrom(...PAYMENT_METHODS) }),
  fc.record({ to: fc.constant('place'), cartId: id('crt'), total: fc.nat(99_999_999_99) }),
  fc.record({ to: fc.constant('settle'), orderId: id('ord'), lineId: id('oln'), variantId: id('var') }),
  fc.record({ to: fc.constant('refuse_surely'), orderId: id('ord'), reason: fc.constant('not_in_stock') }),
  fc.record({
    to: fc.constant('paid_surely'),
    orderId: id('ord'),
    amount: fc.integer({ min: 1, max: 99_999_999_99 }),
  }),
  fc.record({ to: fc.constant('queue'), queue: fc.constantFrom(...QUEUES), after: id('ord') }),
  fc.record({ to: fc.constant('invite_role'), role: fc.constantFrom(...STAFF_ROLES) }),
)

test('a button carries its action there and back, within what Telegram takes', () => {
  fc.assert(
    fc.property(action, (given) => {
      const address = writeAction(given as Parameters<typeof writeAction>[0])
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(ADDRESS_MAX_BYTES)
      expect(readAction(address)).toEqual(given)
    }),
  )
})

test('anything else that is pressed is no action, or one that a button of ours could carry', () => {
  const mangled = fc
    .tuple(action, fc.nat(63), fc.string({ maxLength: 3, unit: 'binary' }))
    .map(([given, at, put]) => {
      const address = writeAction(given as Parameters<typeof writeAction>[0])
      return address.slice(0, at) + put + address.slice(at + put.length)
    })
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), mangled), (data) => {
      const read = readAction(data)
      if (read) expect(readAction(writeAction(read))).toEqual(read)
    }),
  )
})

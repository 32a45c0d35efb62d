import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hryvnias } from '../kernel/money.ts'
import { anOrder } from './order.fixture.ts'
import type { Order } from './order.ts'
import { goesWithoutCall, wishOfOrder } from './without-call.ts'

const LIMIT = { confirmedWithoutCall: hryvnias(3000) }
const TRUSTED = { collected: 1, uncollected: 0, block: null, priceAwaits: false } as const
const wish = (changes: Partial<Order> = {}) => wishOfOrder(anOrder({ noCall: true, ...changes }))

/** Each of them alone is reason enough that somebody looks at the order first. */
const HINDRANCES = {
  'nobody asked for it': [wish({ noCall: false }), TRUSTED],
  'it is not paid on receipt': [wish({ payment: 'transfer' }), TRUSTED],
  'the phone is only typed': [wish({ phoneProven: false }), TRUSTED],
  'the sum is over the limit': [wish({ total: hryvnias(3001) }), TRUSTED],
  'a size is open': [wish({ lines: anOrder().lines.map((line) => ({ ...line, variantId: null })) }), TRUSTED],
  'not everything is held': [wish({ held: 0 }), TRUSTED],
  'a manager has it': [wish({ holderId: 'usr_mariia' }), TRUSTED],
  'a mark stands on it': [wish({ mark: 'call_back' }), TRUSTED],
  'it was edited': [wish({ version: 1 }), TRUSTED],
  'it has gone on': [wish({ status: 'CANCELLED' }), TRUSTED],
  'no parcel was collected yet': [wish(), { ...TRUSTED, collected: 0 }],
  'a parcel was left uncollected': [wish(), { ...TRUSTED, uncollected: 1 }],
  'they may pay in advance only': [wish(), { ...TRUSTED, block: 'prepay_only' }],
  'they are blocked': [wish(), { ...TRUSTED, block: 'blocked' }],
  'a price waits for the owner': [wish(), { ...TRUSTED, priceAwaits: true }],
} as const

describe('an order confirmed without a call', () => {
  it('is one in which nothing is left to ask, up to the limit and at it', () => {
    expect(goesWithoutCall(wish(), TRUSTED, LIMIT)).toBe(true)
    expect(goesWithoutCall(wish({ total: hryvnias(3000) }), TRUSTED, LIMIT)).toBe(true)
    expect(goesWithoutCall(wish(), TRUSTED, { confirmedWithoutCall: 0 })).toBe(false)
  })

  it.each(Object.entries(HINDRANCES))('is none where %s', (_, [order, standing]) => {
    expect(goesWithoutCall(order, standing, LIMIT)).toBe(false)
  })

  it('is none whatever else is well, as long as one thing is not', () => {
    const all = fc.record({
      noCall: fc.boolean(),
      payment: fc.constantFrom('on_receipt', 'prepayment', 'transfer', 'online_card'),
      phoneProven: fc.boolean(),
      settled: fc.boolean(),
      total: fc.integer({ min: 1, max: 6000 }).map(hryvnias),
    } as const)
    const standing = fc.record({
      collected: fc.integer({ min: 0, max: 3 }),
      uncollected: fc.integer({ min: 0, max: 2 }),
      block: fc.constantFrom(null, 'prepay_only', 'blocked'),
      priceAwaits: fc.boolean(),
    } as const)
    fc.assert(
      fc.property(all, standing, (order, known) => {
        const wrong = [
          !order.noCall,
          order.payment !== 'on_receipt',
          !order.phoneProven,
          !order.settled,
          order.total > LIMIT.confirmedWithoutCall,
          known.collected === 0,
          known.uncollected > 0,
          known.block !== null,
          known.priceAwaits,
        ]
        expect(goesWithoutCall(order, known, LIMIT)).toBe(!wrong.includes(true))
      }),
    )
  })
})

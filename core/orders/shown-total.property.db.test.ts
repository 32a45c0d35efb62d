import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import { cartTotal } from '../carts/index.ts'
import { DomainError } from '../kernel/errors.ts'
import { hryvnias } from '../kernel/money.ts'

const shop: Shop = useShop()

const SIZES = ['38', '39', '40'] as const
const line = fc.record({ size: fc.constantFrom(...SIZES), quantity: fc.integer({ min: 1, max: 4 }) })
/** What happens in the shop between the review and its confirmation. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('price' as const), hryvnias: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ kind: fc.constant('sells' as const), size: fc.constantFrom(...SIZES) }),
  fc.record({ kind: fc.constant('archives' as const), size: fc.constantFrom(...SIZES) }),
  fc.record({ kind: fc.constant('puts' as const), size: fc.constantFrom(...SIZES) }),
)

describe('an order that was confirmed', () => {
  it('costs what the customer was shown and holds only what there was, whatever happened meanwhile', async () => {
    let placed = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.array(change, { maxLength: 3 }),
        fc.boolean(),
        async (lines, changes, atOnce) => {
          const product = await shop.aProduct({ sizes: { 38: 3, 39: 2, 40: 1 }, price: 1000 })
          const customer = await shop.aCustomer()
          const { userId, actor } = customer
          const rivals: Person[] = []
          for (const _ of changes) rivals.push(await shop.aCustomer())
          const cart = await shop.aCart(
            customer,
            lines.map((each) => ({ ...each, product })),
          )
          const shown = cartTotal(cart.lines)
          const happens = async (what: (typeof changes)[number]) => {
            if (what.kind === 'price')
              await shop.db.client.product.update({
                where: { id: product.id },
                data: { price: BigInt(hryvnias(what.hryvnias)) },
              })
            else if (what.kind === 'archives')
              await shop.db.client.variant.update({
                where: { id: product.variant(what.size) },
                data: { archivedAt: shop.clock.now() },
              })
            else if (what.kind === 'puts')
              await shop.core.carts
                .add({ userId, productId: product.id, variantId: product.variant(what.size) })
                .catch(refusalOnly)
            else await shop.placed(rivals.pop()!, [{ product, size: what.size }]).catch(refusalOnly)
          }
          const confirm = () =>
            shop.core.orders
              .place({
                actor,
                userId,
                cartId: cart.id,
                source: 'telegram',
                language: 'uk',
                expectedTotal: shown,
              })
              .catch(refusalOnly)
          if (!atOnce) for (const each of changes) await happens(each)
          const [order] = await Promise.all([confirm(), ...(atOnce ? changes.map(happens) : [])])
          if (!order) {
            refused += 1
            expect((await shop.core.carts.find(userId))?.lines.length).toBeGreaterThan(0)
            return
          }
          placed += 1
          expect(order.total).toBe(shown)
          const kept = await shop.order(order.orderId)
          expect(kept.total).toBe(shown)
          expect(kept.held).toBe(kept.lines.reduce((sum, { quantity }) => sum + quantity, 0))
          for (const size of SIZES) {
            const { onHand, held } = await shop.stockOf(product.variant(size))
            expect(held).toBeLessThanOrEqual(onHand)
          }
        },
      ),
      { numRuns: 40 },
    )
    expect(placed).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
  })
})

const refusalOnly = (error: unknown): undefined => {
  if (!(error instanceof DomainError)) throw error
  return undefined
}

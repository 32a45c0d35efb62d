import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { withCheckDigit } from './barcode.ts'

const shop: Shop = useShop()

describe('a barcode', () => {
  it('is one size’s: of two storekeepers who bind it at once to different sizes one is told whose it is', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 } })
    const actor = await shop.staff('storekeeper')
    const code = withCheckDigit('482000000001')
    const bind = (size: string, core = shop.core) =>
      core.catalog.bindBarcode({ actor, code, variantId: product.variant(size) })
    const done = await atOnce(bind('38'), bind('39', shop.anotherProcess('store-2')))
    expect(done.toSorted()).toEqual(['code.taken', 'done'])
    const [bound] = await shop.core.catalog.barcodes([code])
    expect(await refusal(bind(done[0] === 'done' ? '38' : '39'))).toBe('done')
    expect(bound?.variantId).toBe(product.variant(done[0] === 'done' ? '38' : '39'))
    expect(await shop.core.catalog.lookUp(code)).toBe(product.id)
  })

  it('bound by mistake is taken away by a storekeeper, and only from the size that is named', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 } })
    const actor = await shop.staff('storekeeper')
    const code = withCheckDigit('482000000003')
    const [wrong, right] = [product.variant('38'), product.variant('39')]
    await shop.core.catalog.bindBarcode({ actor, code, variantId: wrong })
    const unbind = (by: typeof actor, variantId: string) =>
      refusal(shop.core.catalog.unbindBarcode({ actor: by, code, variantId }))
    expect(await unbind(await shop.staff('seller'), wrong)).toBe('order.forbidden')
    expect(await shop.core.catalog.barcodesOf(wrong)).toEqual([code])
    await unbind(actor, wrong)
    await shop.core.catalog.bindBarcode({ actor, code, variantId: right })
    expect(await unbind(actor, wrong)).toBe('done')
    expect(await shop.core.catalog.barcodesOf(right)).toEqual([code])
  })

  it('is bound by a storekeeper only, and only when it can be one', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const variantId = product.variant('38')
    const bind = (actor: Parameters<typeof shop.core.catalog.bindBarcode>[0]['actor'], code: string) =>
      refusal(shop.core.catalog.bindBarcode({ actor, code, variantId }))
    expect(await bind((await shop.aCustomer()).actor, withCheckDigit('482000000002'))).toBe('order.forbidden')
    expect(await bind(await shop.staff('manager'), withCheckDigit('482000000002'))).toBe('order.forbidden')
    expect(await bind(await shop.staff('storekeeper'), '4006381333932')).toBe('code.invalid')
  })
})

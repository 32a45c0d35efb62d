import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { findBarcodes, findVariantNamed, insertBarcode } from './barcode.store.ts'
import { readBarcode } from './barcode.ts'

export interface BindBarcode {
  readonly actor: Actor
  readonly code: string
  readonly variantId: string
  readonly cause?: Cause | undefined
}

/**
 * A storekeeper says of which size a box's barcode is; from then on a photo of it tells. A code is never taken away
 * from another size by this: two sizes under one code are a mistake somebody must look at. Who bound it and when is kept.
 * @throws DomainError `code.taken` { article, got }, `code.invalid`, `stock.no_product`, `order.forbidden`
 */
export const bindBarcode =
  ({ db, clock }: { readonly db: Db; readonly clock: Clock }) =>
  ({ actor, code: said, variantId, cause }: BindBarcode): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['storekeeper'])) throw new DomainError('order.forbidden')
      const code = readBarcode(said)
      if (code === undefined) throw new DomainError('code.invalid')
      if (!(await findVariantNamed(tx, variantId))) throw new DomainError('stock.no_product')
      if (await insertBarcode(tx, { code, variantId, byUser: actor.userId, now })) return
      const [other] = await findBarcodes(tx, [code])
      throw new DomainError('code.taken', { code, article: other?.article ?? '', got: other?.values ?? [] })
    })

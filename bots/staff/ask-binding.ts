import { DomainError } from '../../core/kernel/errors.ts'
import { FREE } from '../dialogue/step.ts'
import type { Reply, Turn } from '../dialogue/turn.ts'

/** Whether a barcode is of this size; without a parcel in hand it leads back to the shelf. */
export const askBinding = async (
  { core }: Turn,
  {
    code,
    variantId,
    shipmentId = null,
  }: { code: string; variantId: string; shipmentId?: string | null | undefined },
): Promise<Reply> => {
  const variant = await core.catalog.variantNamed(variantId)
  if (!variant) throw new DomainError('stock.no_product')
  return { screen: { name: 'bind', code, shipmentId, variant }, step: FREE }
}

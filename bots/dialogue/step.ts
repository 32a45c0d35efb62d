import { z } from 'zod'
import { DELIVERY_FIELDS, type DeliveryField } from '../../core/carts/index.ts'

const fields = [...new Set(Object.values(DELIVERY_FIELDS).flat())] as [DeliveryField, ...DeliveryField[]]

/**
 * What the next text of a person answers. Kept in PostgreSQL, so that a restart, another process and another
 * messenger go on from it. `free`: nothing was asked.
 */
const schema = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('free') }),
  z.object({ asks: z.literal('delivery_field'), field: z.enum(fields) }),
  z.object({ asks: z.enum(['name', 'phone', 'email', 'comment']) }),
  z.object({ asks: z.literal('waybill'), orderId: z.string(), numbers: z.array(z.string()) }),
])

export type Step = z.infer<typeof schema>

export const FREE: Step = { asks: 'free' }

/** The kept step; whatever an older release kept and this one does not know is `free`. */
export const readStep = (kept: unknown): Step => {
  const parsed = schema.safeParse(kept)
  return parsed.success ? parsed.data : FREE
}

import { z } from 'zod'
import {
  DELIVERY_FIELDS,
  DELIVERY_METHODS,
  type DeliveryField,
  PAYMENT_METHODS,
} from '../../core/carts/index.ts'
import { VERSIONS } from '../../core/orders/index.ts'
import { below, id, maybe, oneOf, yesNo } from '../dialogue/address.ts'

/** The version of the order that the button was drawn for. */
const seen = maybe(below(VERSIONS))

/** What is typed anew, as it is. */
export const TYPED_PARTS = ['name', 'phone', 'comment'] as const
export type TypedPart = (typeof TYPED_PARTS)[number]

/** What a manager changes on an order. */
export const orderEditActions = {
  edit_order: { orderId: id('ord') },
  edit_lines: { orderId: id('ord') },
  edit_line: { orderId: id('ord'), lineId: id('oln') },
  /** `sure`: what becomes of the money that was paid was read. */
  edit_pcs: { orderId: id('ord'), lineId: id('oln'), quantity: below(100), seen, sure: maybe(yesNo) },
  edit_add: { orderId: id('ord') },
  edit_put: { orderId: id('ord'), variantId: id('var'), seen },
  edit_type: { orderId: id('ord'), what: oneOf(TYPED_PARTS) },
  edit_bare: { orderId: id('ord'), seen },
  edit_discount: { orderId: id('ord') },
  edit_delivery: { orderId: id('ord') },
  edit_method: { orderId: id('ord'), method: oneOf(DELIVERY_METHODS) },
  edit_outlet: { orderId: id('ord'), outletId: id('out') },
  edit_no_flat: { orderId: id('ord') },
  edit_payment: { orderId: id('ord') },
  /** `sure`: that a confirmed order goes back to be confirmed was read. */
  edit_pay: { orderId: id('ord'), method: oneOf(PAYMENT_METHODS), seen, sure: maybe(yesNo) },
} as const

const fields = [...new Set(Object.values(DELIVERY_FIELDS).flat())] as [DeliveryField, ...DeliveryField[]]
const order = { orderId: z.string(), seen: z.number() }
/** A delivery as far as it is told. */
const delivery = z
  .object({ method: z.enum(DELIVERY_METHODS) })
  .extend(
    Object.fromEntries(fields.map((field) => [field, z.string().optional()])) as Record<
      DeliveryField,
      z.ZodOptional<z.ZodString>
    >,
  )

export const orderEditSteps = [
  z.object({ asks: z.literal('edit_type'), what: z.enum(TYPED_PARTS), ...order }),
  z.object({ asks: z.literal('edit_article'), ...order }),
  /** Which size of a product that is being added. */
  z.object({ asks: z.literal('edit_size'), productId: z.string(), ...order }),
  z.object({ asks: z.literal('edit_discount'), ...order }),
  z.object({ asks: z.literal('edit_reason'), amount: z.number(), ...order }),
  z.object({ asks: z.literal('edit_field'), delivery, field: z.enum(fields), ...order }),
  /** The delivery is told whole, and does not allow the order's payment. */
  z.object({ asks: z.literal('edit_payment'), delivery, ...order }),
] as const

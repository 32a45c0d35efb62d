import { z } from 'zod'
import {
  DELIVERY_FIELDS,
  DELIVERY_METHODS,
  type DeliveryField,
  PAYMENT_METHODS,
} from '../../core/carts/index.ts'
import { id, oneOf, whole, yesNo } from './address.ts'

export const EDITED_PARTS = ['delivery', 'recipient', 'phone', 'payment', 'email', 'comment'] as const
export type EditedPart = (typeof EDITED_PARTS)[number]

/** From the cart to the order. */
export const checkoutActions = {
  checkout: {},
  skip: {},
  same_delivery: {},
  edit: { what: oneOf(EDITED_PARTS) },
  delivery: { method: oneOf(DELIVERY_METHODS) },
  outlet: { outletId: id('out') },
  payment: { method: oneOf(PAYMENT_METHODS) },
  no_call: { on: yesNo },
  accept_prices: { cartId: id('crt'), total: whole },
  place: { cartId: id('crt'), total: whole },
} as const

const fields = [...new Set(Object.values(DELIVERY_FIELDS).flat())] as [DeliveryField, ...DeliveryField[]]

export const checkoutSteps = [
  z.object({ asks: z.literal('delivery_field'), field: z.enum(fields) }),
  z.object({ asks: z.literal('name') }),
  z.object({ asks: z.literal('phone') }),
  z.object({ asks: z.literal('email') }),
  z.object({ asks: z.literal('comment') }),
] as const

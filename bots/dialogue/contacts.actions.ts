import { z } from 'zod'
import { DELIVERY_FIELDS, type DeliveryField } from '../../core/carts/index.ts'
import { id, oneOf } from './address.ts'

/** What of an address can be corrected. */
const FIELDS = [...new Set(Object.values(DELIVERY_FIELDS).flat())].filter((each) => each !== 'outletId') as [
  DeliveryField,
  ...DeliveryField[],
]

/** Saved recipients and addresses. */
export const contactsActions = {
  contacts: {},
  contact: { id: id('sav') },
  contact_use: { id: id('sav') },
  contact_rename: { id: id('sav') },
  contact_correct: { id: id('sav') },
  contact_field: { id: id('sav'), field: oneOf(FIELDS) },
  contact_remove: { id: id('sav') },
} as const

export const contactsSteps = [
  z.object({ asks: z.literal('contact_name'), id: z.string() }),
  z.object({ asks: z.literal('contact_data'), id: z.string() }),
  z.object({ asks: z.literal('contact_field'), id: z.string(), field: z.enum(FIELDS) }),
] as const

import { z } from 'zod'
import { OUTLET_TEXTS } from '../../core/outlets/index.ts'
import { id, oneOf, upTo, yesNo } from '../dialogue/address.ts'
import { FIELD_CODES, SECTIONS } from './settings-fields.ts'

const field = oneOf(FIELD_CODES)
const outletId = id('out')

/** What the owner sets. */
export const settingsActions = {
  setup: {},
  setup_section: { section: oneOf(SECTIONS) },
  setup_field: { field },
  /** One of the choices, by its place, on or off. */
  setup_choose: { field, n: upTo(99), on: yesNo },
  setup_off: { field },
  /** The value is with the question; `sum` is its check sum, so that what was read is what is saved. */
  setup_surely: { field, sum: upTo(99_999) },
  outlets: {},
  outlet_add: {},
  outlet_shown: { outletId },
  outlet_text: { outletId, text: oneOf(OUTLET_TEXTS) },
  outlet_pickup: { outletId, on: yesNo },
  outlet_hide: { outletId, on: yesNo },
} as const

export const settingsSteps = [
  z.object({ asks: z.literal('setup'), field: z.enum(FIELD_CODES), typed: z.string().nullable() }),
  z.object({ asks: z.literal('outlet_text'), outletId: z.string(), text: z.enum(OUTLET_TEXTS) }),
  z.object({ asks: z.literal('outlet_name') }),
] as const

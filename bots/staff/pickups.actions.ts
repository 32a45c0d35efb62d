import { z } from 'zod'
import { FATES } from '../../core/orders/index.ts'
import { below, id, oneOf, whole, yesNo } from '../dialogue/address.ts'

export const HAND_STAGES = ['collect', 'coming', 'ready', 'returning'] as const
export const MEANS = ['cash', 'terminal', 'none'] as const

/** What waits in a store, is handed out there, or comes back to us. */
export const pickupsActions = {
  pickups: { stage: oneOf(HAND_STAGES) },
  pickup: { orderId: id('ord') },
  pickup_ready: { orderId: id('ord') },
  pickup_pay: { orderId: id('ord'), part: yesNo },
  handed: { orderId: id('ord'), part: yesNo, means: oneOf(MEANS), amount: whole },
  pickup_part: { orderId: id('ord') },
  part_piece: { orderId: id('ord'), lineId: id('oln'), piece: below(100), kept: yesNo },
  came_back: { orderId: id('ord') },
  fate: { orderId: id('ord'), lineId: id('oln'), piece: below(100), fate: oneOf(FATES) },
  fate_all: { orderId: id('ord') },
  back_surely: { orderId: id('ord') },
} as const

export const pickupsSteps = [z.object({ asks: z.literal('pickup') })] as const

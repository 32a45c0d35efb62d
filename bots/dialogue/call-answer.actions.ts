import { z } from 'zod'
import { id, whole } from './address.ts'

/** What a customer answers who could not be reached. */
export const callAnswerActions = {
  agree: { orderId: id('ord') },
  call_hours: { orderId: id('ord') },
  /** `at`: minutes since 1970. */
  call_at: { orderId: id('ord'), at: whole },
} as const

export const callAnswerSteps = [z.object({ asks: z.literal('call_hour'), orderId: z.string() })] as const

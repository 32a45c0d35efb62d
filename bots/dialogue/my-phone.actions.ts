import { z } from 'zod'

/** The own number: proven, it makes one person of their accounts in both messengers. */
export const myPhoneActions = { my_phone: {}, phone_code_again: {} } as const

export const myPhoneSteps = [
  z.object({ asks: z.literal('my_phone') }),
  /** `phone`: E.164, where the code went. */
  z.object({ asks: z.literal('phone_code'), phone: z.string() }),
] as const

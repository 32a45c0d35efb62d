import { z } from 'zod'
import { id } from './address.ts'

/** Saved recipients and addresses. */
export const contactsActions = {
  contacts: {},
  contact: { id: id('sav') },
  contact_use: { id: id('sav') },
  contact_rename: { id: id('sav') },
  contact_correct: { id: id('sav') },
  contact_remove: { id: id('sav') },
} as const

export const contactsSteps = [
  z.object({ asks: z.literal('contact_name'), id: z.string() }),
  z.object({ asks: z.literal('contact_data'), id: z.string() }),
] as const

import { yesNo } from './address.ts'

/** What is kept of a person: told, handed out, erased. */
export const myDataActions = {
  data: {},
  data_save: {},
  data_erase: {},
  data_erase_surely: {},
  data_reminders: { on: yesNo },
} as const

import { z } from 'zod'
import { LANGUAGES } from '../../core/kernel/text.ts'
import { oneOf, word } from '../dialogue/address.ts'

/** The answers that managers send in a tap, as the owner keeps them. */
export const quickAnswersActions = {
  quick_answers: {},
  quick_answer: { code: word },
  quick_answer_add: {},
  quick_answer_text: { code: word, language: oneOf(LANGUAGES) },
  quick_answer_drop: { code: word },
} as const

export const quickAnswersSteps = [
  z.object({ asks: z.literal('quick_answer_add') }),
  z.object({ asks: z.literal('quick_answer_text'), code: z.string(), language: z.enum(LANGUAGES) }),
] as const

import type { Language } from '../../core/kernel/text.ts'
import type { QuickAnswer } from '../../core/settings/index.ts'

export type QuickAnswersScreen =
  | { readonly name: 'quick_answers'; readonly answers: readonly QuickAnswer[] }
  | { readonly name: 'quick_answer'; readonly answer: QuickAnswer; readonly asks: Language | null }
  | { readonly name: 'quick_answer_add' }

import { LANGUAGES } from '../../core/kernel/text.ts'
import { oneOf } from './address.ts'

/** Where everything begins. */
export const homeActions = {
  home: {},
  more: {},
  language: {},
  speak: { language: oneOf(LANGUAGES) },
} as const

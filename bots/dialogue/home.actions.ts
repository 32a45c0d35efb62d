import { LANGUAGES } from '../../core/kernel/text.ts'
import { oneOf } from './address.ts'

/** Where everything begins. */
export const homeActions = {
  home: {},
  more: {},
  /** How the shop delivers, is paid and takes back, and where it is. */
  about: {},
  language: {},
  speak: { language: oneOf(LANGUAGES) },
} as const

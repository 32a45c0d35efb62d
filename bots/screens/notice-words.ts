import { variantLabel } from '../../core/catalog/index.ts'
import type { StaffRole } from '../../core/kernel/actor.ts'
import type { Words } from '../locales/words.ts'
import type { Notice, ScreenOf } from './screen.ts'

/** What was just done or refused, in words: a refusal's code has its words in errors.json. */
export const noticeWords = ({ code, params = {} }: Notice, words: Words): string => {
  if (code === 'product.added' || code === 'product.added_open') {
    const { product, variantId } = params as {
      product: ScreenOf<'product'>['product']
      variantId: string | null
    }
    const values = product.variants.find(({ id }) => id === variantId)?.values ?? []
    return words.say(code, {
      name: [words.of(product.name), variantLabel(values, words.language)].filter(Boolean).join(', '),
    })
  }
  if (code === 'invite.accepted')
    return words.say(code, { role: words.say(`role.${params.role as StaffRole}`).toLowerCase() })
  return words.knows(code) ? words.say(code, params) : words.refusal({ code, params })
}

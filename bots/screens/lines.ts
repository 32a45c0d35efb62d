import { variantLabel } from '../../core/catalog/index.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { Text } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney } from './format.ts'

/** "арт. 12.1.250 · 35 · 2 × 1 060 ₴": a line of a cart or an order under its name. */
export const lineDetails = (
  line: {
    article: string
    values: readonly Text[]
    variantId: string | null
    quantity: number
    price: Money
  },
  { words, chooses }: { words: Words; chooses: boolean },
): string => {
  const size = line.variantId
    ? variantLabel(line.values, words.language)
    : chooses
      ? words.say('line.open_size')
      : ''
  const price = formatMoney(line.price)
  return [
    words.say('line.article', { article: line.article }),
    size,
    line.quantity > 1 ? `${line.quantity} × ${price}` : price,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** "1. Кросівки" with its details under it. */
export const numberedLine = (
  line: Parameters<typeof lineDetails>[0] & { readonly name: Text },
  { n, words, chooses }: { n: number; words: Words; chooses: boolean },
): string => `${n}. ${words.of(line.name)}\n    ${lineDetails(line, { words, chooses })}`

import { variantLabel } from '../../core/catalog/index.ts'
import { money } from '../../core/kernel/money.ts'
import type { Text } from '../../core/kernel/text.ts'
import { FATES, type HistoryLine, type PieceFate } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney } from '../screens/format.ts'

/** What the details of a hand-out (payments/hand-out.ts) and of a return (orders/return-order.ts) hold. */
interface Details {
  readonly amount?: number
  readonly means?: 'cash' | 'terminal' | null
  readonly back?: readonly {
    readonly article: string
    readonly values: readonly Text[]
    readonly quantity: number
  }[]
  readonly fates?: Readonly<Record<string, readonly (PieceFate | null)[]>>
}

/** What was given back at the counter, what was paid there and how, what became of each piece that came back. */
export const counterWords = ({ to, details }: HistoryLine, words: Words): string[] => {
  const { amount = 0, means, back = [], fates = {} } = details as Details
  if (to === 'RETURNED') {
    const said = Object.values(fates).flat()
    return FATES.flatMap((fate) => {
      const n = said.filter((each) => each === fate).length
      return n > 0 && fate !== 'kept' ? [`${words.say(`fate.${fate}`).toLowerCase()}: ${n}`] : []
    })
  }
  if (to !== 'COMPLETED') return []
  return [
    ...back.map(({ article, values, quantity }) =>
      words.say('pickups.put_back', {
        goods: [article, variantLabel(values, words.language)].filter(Boolean).join(' · '),
        quantity,
      }),
    ),
    ...(amount > 0 && means ? [words.say(`pickups.took.${means}`, { sum: formatMoney(money(amount)) })] : []),
  ]
}

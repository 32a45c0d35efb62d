import { variantLabel } from '../../core/catalog/index.ts'
import type { HistoryLine, OrderChange } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Words } from '../locales/words.ts'
import { deliveryWords, recipientWords } from './delivery-words.ts'
import { formatMoney } from './format.ts'

/** What a manager changed, as the history keeps it; undefined for a line that is none of an edit. */
export const changeOf = ({ what, details }: HistoryLine): OrderChange | undefined =>
  what === 'edited' && details.change ? (details.change as OrderChange) : undefined

/** "12.1.250 · 35: 1 → 2": what was changed, from what to what. */
export const changeWords = (
  change: OrderChange,
  { words, outlets }: { words: Words; outlets: readonly Outlet[] },
): string => {
  const { what } = change
  const nothing = words.say('change.nothing')
  switch (what) {
    case 'size':
      return words.say('change.size', {
        article: change.article,
        from: variantLabel(change.from, words.language) || words.say('line.open_size'),
        to: variantLabel(change.to, words.language),
      })
    case 'quantity':
      return words.say('change.quantity', { goods: goodsOf(change, words), from: change.from, to: change.to })
    case 'line_added':
      return words.say('change.line_added', { goods: goodsOf(change, words), quantity: change.quantity })
    case 'line_removed':
      return words.say('change.line_removed', { goods: goodsOf(change, words), quantity: change.quantity })
    case 'recipient':
      return words.say('change.recipient', {
        from: recipientWords(change.from) || nothing,
        to: recipientWords(change.to),
      })
    case 'delivery': {
      const where = (delivery: typeof change.to) =>
        deliveryWords(delivery, { outlet: outlets.find(({ id }) => id === delivery.outletId), words })
      return words.say('change.delivery', { from: where(change.from), to: where(change.to) })
    }
    case 'payment':
      return words.say('change.payment', {
        from: words.say(`payment.short.${change.from}`),
        to: words.say(`payment.short.${change.to}`),
      })
    case 'comment':
      return words.say('change.comment', { from: change.from ?? nothing, to: change.to ?? nothing })
    case 'discount':
      return words.say('change.discount', { from: formatMoney(change.from), to: formatMoney(change.to) })
    default:
      return what satisfies never
  }
}

const goodsOf = (
  { article, values }: { article: string; values: Parameters<typeof variantLabel>[0] },
  words: Words,
): string => [article, variantLabel(values, words.language)].filter(Boolean).join(' · ')

import type { ActionName } from '../dialogue/action.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP } from './card.ts'
import { formatPhone } from './format.ts'

/** What is the person's own who holds the phone, or for the customer alone to say. */
const NOT_FOR_OTHERS: readonly ActionName[] = ['favour', 'wait', 'no_call', 'ask']

const isForOthers = (key: Button): boolean => !('action' in key) || !NOT_FOR_OTHERS.includes(key.action.to)

/** A screen on which a manager orders for a customer: for whom stands above it, and below on the way out: a long card hides its top. */
export const forCustomer = (card: Card, { number }: { number: string }, words: Words): Card => {
  const { asksPhone: _, ...rest } = card
  return {
    ...rest,
    lines: [{ bold: words.say('order_for.banner', { phone: formatPhone(number) }) }, GAP, ...card.lines],
    rows: [
      ...card.rows.map((row) => row.filter(isForOthers)),
      [button(words.say('order_for.end', { phone: formatPhone(number) }), { to: 'order_for_end' })],
    ],
  }
}

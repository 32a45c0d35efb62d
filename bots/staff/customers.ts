import { roleAmong } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { parsePhone } from '../../core/kernel/phone.ts'
import { cut } from '../../core/kernel/text.ts'
import type { Customer } from '../../core/orders/index.ts'
import { found as foundProducts } from '../dialogue/browse.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import type { customersActions, customersSteps } from './customers.actions.ts'
import { desk } from './desk.ts'
import { card } from './order-card.ts'
import { requireStaff } from './require-staff.ts'

const PAGE = 7
const NOTES = 10
const TEXT_MAX = 60

interface Search {
  readonly text: string
  readonly before?: string | undefined
  /** Whether the next text is another search, or anything again. */
  readonly asks?: 'find' | 'found'
}

/** What was looked for, a page of it; an order that is the only one is opened at once. */
export const find = async (turn: Turn, { text: typed, before, asks = 'find' }: Search): Promise<Reply> => {
  requireStaff(turn.actor, ['manager'])
  const text = cut(typed.trim(), TEXT_MAX)
  const found = text ? await turn.core.orders.search(text, { before, limit: PAGE + 1 }) : []
  if (found.length === 1 && !before) return card(turn, { orderId: found[0]!.id })
  return {
    screen: {
      name: 'found',
      text,
      orders: found.slice(0, PAGE),
      more: found.length > PAGE,
      now: turn.core.clock.now(),
    },
    step: { asks, text },
  }
}

/** A number that is a phone's rather than a size, an article or an order. */
const PHONE = /^\+?[\d\s().-]{9,20}$/

/**
 * What a manager typed in passing, where it is a person's: a phone leads to its orders even where there are none, other
 * words to the orders that they find while the catalogue does not know them as they are. Undefined for anything else.
 */
export const foundInPassing = async (turn: Turn, text: string): Promise<Reply | undefined> => {
  if (!roleAmong(turn.actor, ['manager']) || turn.orderingFor) return undefined
  if (PHONE.test(text) && parsePhone(text)) return find(turn, { text, asks: 'found' })
  const found = await turn.core.orders.search(cut(text, TEXT_MAX), { limit: 1 })
  if (found.length === 0 || (await turn.core.catalog.browse.knows(text))) return undefined
  return find(turn, { text, asks: 'found' })
}

/** The products that the same words find. */
const goods: Handler<'found_goods'> = (turn) => {
  const { step } = turn
  return step.asks === 'find' || step.asks === 'found'
    ? foundProducts(turn, step.text)
    : find(turn, { text: '' })
}

const known = async ({ core, actor }: Turn, userId: string): Promise<Customer> => {
  requireStaff(actor, ['manager'])
  const customer = await core.orders.customer(userId)
  if (!customer) throw new DomainError('customer.unknown')
  return customer
}

const customer = async (turn: Turn, { userId }: { userId: string }): Promise<Reply> => {
  const found = await known(turn, userId)
  const [notes, orders] = await Promise.all([
    turn.core.users.notes(userId, NOTES),
    turn.core.orders.findOf({ userId, limit: PAGE }),
  ])
  const mayMerge = roleAmong(turn.actor, ['owner']) !== undefined
  return { screen: { name: 'customer', customer: found, notes, orders, mayMerge }, step: FREE }
}

const askMerge = async (turn: Turn, { userId }: { userId: string }): Promise<Reply> => {
  requireStaff(turn.actor, ['owner'])
  return {
    screen: { name: 'merge_with', customer: await known(turn, userId) },
    step: { asks: 'merge_with', userId },
  }
}

/** The other one, by a number of an order of theirs: both are shown before they become one. */
const mergeWith = async (turn: Turn, { userId }: { userId: string }, text: string): Promise<Reply> => {
  requireStaff(turn.actor, ['owner'])
  const number = /^(?:№\s*)?(\d{1,9})$/.exec(text.trim())?.[1]
  const order = number && (await turn.core.orders.findByNumber(Number(number)))
  if (!order) throw new DomainError('merge.no_order')
  const [customer, other] = [await known(turn, userId), await known(turn, order.userId)]
  if (customer.userId === other.userId) throw new DomainError('merge.same')
  return { screen: { name: 'merge_sure', customer, other }, step: FREE }
}

const merge: Handler<'merge_surely'> = async (turn, { userId, otherId }) => {
  const stays = await turn.core.users.mergeByOwner({
    actor: turn.actor,
    userId,
    otherId,
    cause: turn.cause,
  })
  return withNotice(await customer(turn, { userId: stays }), { code: 'customer.joined' })
}

type Asked = Omit<AskingOf<'customer_note'>, 'asks'>

const askNote = async (turn: Turn, { userId, what }: Asked): Promise<Reply> => ({
  screen: { name: 'customer_note', customer: await known(turn, userId), what },
  step: { asks: 'customer_note', userId, what },
})

const note = async (turn: Turn, step: AskingOf<'customer_note'>, text: string): Promise<Reply> => {
  const { userId, what } = step
  await turn.core.users.writeNote({ actor: turn.actor, userId, what, text, cause: turn.cause })
  return withNotice(await customer(turn, step), { code: 'customer.saved' })
}

export const questions: QuestionsOf<typeof customersSteps> = {
  find: {
    answer: (turn, _, text) => find(turn, { text }),
    again: (turn, step) => find(turn, step),
  },
  found: { again: (turn, step) => find(turn, step) },
  merge_with: {
    answer: (turn, step, text) =>
      mergeWith(turn, step, text).catch(
        unlessRefused(async (refusal) => withNotice(await askMerge(turn, step), refusal)),
      ),
    again: askMerge,
  },
  customer_note: {
    answer: (turn, step, text) =>
      note(turn, step, text).catch(
        unlessRefused(async (refusal) => withNotice(await askNote(turn, step), refusal)),
      ),
    again: askNote,
    repeated: customer,
  },
}

const found: Handler<'found'> = (turn, { before }) => {
  const { step } = turn
  return step.asks === 'find' || step.asks === 'found'
    ? find(turn, { ...step, before })
    : find(turn, { text: '', before })
}

export const handlers: HandlersOf<typeof customersActions> = {
  find: (turn) => find(turn, { text: '' }),
  found,
  found_goods: goods,
  customer,
  customer_note: askNote,
  merge_with: askMerge,
  merge_surely: merge,
}

export const fallbacks: Fallbacks<typeof customersActions> = {
  find: desk,
  found: desk,
  found_goods: desk,
  customer: desk,
  customer_note: desk,
  merge_with: desk,
  merge_surely: customer,
}

import { DomainError } from '../../core/kernel/errors.ts'
import type { OrderingFor } from '../../core/users/index.ts'
import { type ActionName, SHOPPING_ACTIONS } from '../dialogue/action.ts'
import { catalog } from '../dialogue/catalog.ts'
import type { Heard } from '../dialogue/heard.ts'
import type { Step } from '../dialogue/step.ts'
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
import { desk } from './desk.ts'
import type { orderingForActions, orderingForSteps } from './ordering-for.actions.ts'
import { requireStaff } from './require-staff.ts'

/** What the manager does as if they were the customer; everything else stays their own. */
const SHOPPING: ReadonlySet<ActionName> = new Set<ActionName>([
  ...SHOPPING_ACTIONS.filter((name) => name !== 'favour' && name !== 'wait'),
  'contact_use',
])
const COMMANDS: readonly string[] = ['catalog', 'cart']
/** Links to what is sold; others are the manager's own (an invitation). */
const LINK = /^(?:catalog$|[pc]_)/
const QUESTIONS: readonly Step['asks'][] = [
  'free',
  'search',
  'delivery_field',
  'name',
  'phone',
  'email',
  'comment',
]

/** Whether something is done for the customer while a manager orders for them. */
const isShopping = (heard: Heard, step: Step): boolean => {
  switch (heard.kind) {
    case 'action':
      return SHOPPING.has(heard.action.to)
    case 'command':
      return COMMANDS.includes(heard.name) || (heard.name === 'start' && LINK.test(heard.argument))
    case 'contact':
    case 'back':
      return true
    default:
      return QUESTIONS.includes(step.asks)
  }
}

/** The same turn with the customer in the manager's place: what is put into the cart is theirs. */
const asCustomer = (turn: Turn, customer: OrderingFor): Turn => ({
  ...turn,
  user: customer,
  piecesInCart: customer.piecesInCart,
  orderingFor: { number: customer.number },
})

/** A contact is a number to call here: the manager's own would be proven for the wrong person. */
const ofCustomer = (heard: Heard): Heard => (heard.kind === 'contact' ? { ...heard, own: false } : heard)

/**
 * While a manager orders for a customer, what belongs to shopping is done for that one, and every screen says so. What
 * was left alone for an hour is over: then nothing is done that would be the manager's own by mistake.
 */
export const whileOrdering = async (
  turn: Turn,
  heard: Heard,
  answer: (turn: Turn, heard: Heard) => Promise<Reply>,
): Promise<Reply> => {
  const { core, actor, step } = turn
  const customer = await core.users.orderingFor(actor.userId)
  if (!customer) return answer(turn, heard)
  const shopping = isShopping(heard, step)
  if (customer === 'over')
    return withNotice(shopping ? await desk(turn) : await answer(turn, heard), { code: 'order_for.over' })
  const reply = await (shopping ? answer(asCustomer(turn, customer), ofCustomer(heard)) : answer(turn, heard))
  // A card is a record of the order, whoever looks at it; and the ordering may have ended with this very answer.
  if (reply.screen.name === 'card' || reply.screen.orderingFor) return reply
  const still = await core.users.orderingFor(actor.userId)
  return still && still !== 'over' ? saidFor(reply, still) : reply
}

const saidFor = (reply: Reply, { number }: OrderingFor): Reply => ({
  ...reply,
  screen: { ...reply.screen, orderingFor: { number } },
})

const ask = async ({ actor }: Turn): Promise<Reply> => {
  requireStaff(actor, ['manager'])
  return { screen: { name: 'order_for' }, step: { asks: 'order_for' } }
}

const begun = async (turn: Turn): Promise<Reply> => {
  const customer = await turn.core.users.orderingFor(turn.actor.userId)
  if (!customer || customer === 'over') throw new DomainError('order.forbidden')
  return saidFor(await catalog(asCustomer(turn, customer)), customer)
}

const begin = async (turn: Turn, text: string): Promise<Reply> => {
  await turn.core.users.orderFor({ actor: turn.actor, phone: text, cause: turn.cause })
  return begun(turn)
}

const end: Handler<'order_for_end'> = async (turn) => {
  await turn.core.users.endOrderingFor(turn.actor.userId)
  return withNotice(await desk(turn), { code: 'order_for.ended' })
}

export const questions: QuestionsOf<typeof orderingForSteps> = {
  order_for: {
    answer: (turn, _, text) =>
      begin(turn, text).catch(unlessRefused(async (refusal) => withNotice(await ask(turn), refusal))),
    again: ask,
    repeated: begun,
  },
}

export const handlers: HandlersOf<typeof orderingForActions> = { order_for: ask, order_for_end: end }

export const fallbacks: Fallbacks<typeof orderingForActions> = { order_for: desk, order_for_end: desk }

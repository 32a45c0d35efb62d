import type { Cause } from '../../core/inbox.ts'
import type { Core } from '../../core/index.ts'
import { DomainError, Repeated } from '../../core/kernel/errors.ts'
import { cut } from '../../core/kernel/text.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { User } from '../../core/users/index.ts'
import * as staff from '../staff/dialogue.ts'
import type { Action } from './action.ts'
import * as checkout from './checkout.ts'
import type { Heard } from './heard.ts'
import * as orders from './orders.ts'
import * as shop from './shop.ts'
import { FREE, type Step } from './step.ts'
import { type Handler, type Reply, type Turn, withNotice } from './turn.ts'

const setLanguage: Handler<'speak'> = async (turn, { language }) => {
  await turn.core.users.setLanguage(turn.user.id, language)
  return withNotice(await shop.home(turn), { code: 'language.set' })
}

/** What each button does; one that does nothing does not compile. */
const HANDLERS: { readonly [N in Action['to']]: Handler<N> } = {
  home: shop.home,
  catalog: shop.catalog,
  list: shop.list,
  product: (turn, action) => shop.product(turn, action),
  add: shop.add,
  cart: shop.cart,
  line: shop.line,
  quantity: shop.quantity,
  size: shop.size,
  checkout: (turn) => checkout.checkout(turn),
  same_delivery: checkout.sameDelivery,
  delivery: checkout.chooseDelivery,
  outlet: checkout.chooseOutlet,
  payment: checkout.choosePayment,
  edit: checkout.edit,
  skip: checkout.skip,
  place: checkout.place,
  orders: orders.orders,
  order: (turn, action) => orders.order(turn, action),
  cancel: orders.cancel,
  cancel_surely: orders.cancelSurely,
  change_payment: orders.changePayment,
  language: async () => ({ screen: { name: 'language' }, step: FREE }),
  speak: setLanguage,
  desk: staff.desk,
  queue: staff.queue,
  card: (turn, action) => staff.card(turn, action),
  take: staff.take,
  sizes: staff.sizes,
  settle: staff.settle,
  confirm: staff.confirm,
  refuse: (turn, action) => staff.card(turn, action, { mode: { kind: 'refuse' } }),
  refuse_surely: staff.refuseSurely,
  paid: (turn, action) => staff.card(turn, action, { mode: { kind: 'paid' } }),
  paid_surely: staff.paidSurely,
  pack: staff.pack,
  ship: staff.ship,
  reopen: staff.reopen,
  missing: (turn, action) => staff.card(turn, action, { mode: { kind: 'missing' } }),
  not_on_shelf: staff.notOnShelf,
  history: staff.history,
  prices: (turn) => staff.prices(turn),
  prices_ask: (turn) => staff.prices(turn, { asks: true }),
  prices_surely: staff.pricesSurely,
  invite: staff.invite,
  invite_role: staff.inviteRole,
}

const act = (turn: Turn, action: Action): Promise<Reply> =>
  (HANDLERS[action.to] as Handler<Action['to']>)(turn, action as never)

/** Where a person stands after their action was refused: near what it was about. */
const fallback = async (turn: Turn, action: Action): Promise<Reply> => {
  if ('orderId' in action) {
    const own = ['order', 'cancel', 'cancel_surely', 'change_payment'].includes(action.to)
    if (own) return orders.order(turn, action).catch(unlessRefused(() => orders.orders(turn)))
    if (isStaff(turn.actor)) return staff.card(turn, action).catch(unlessRefused(() => staff.desk(turn)))
    return shop.home(turn)
  }
  if (action.to === 'add') return shop.product(turn, action)
  if (
    [
      'line',
      'quantity',
      'size',
      'checkout',
      'edit',
      'delivery',
      'outlet',
      'payment',
      'skip',
      'same_delivery',
      'place',
    ].includes(action.to)
  ) {
    return shop.cart(turn)
  }
  if (action.to === 'prices_surely') return staff.prices(turn).catch(unlessRefused(() => shop.home(turn)))
  return shop.home(turn)
}

const unlessRefused = (otherwise: () => Promise<Reply>) => (error: unknown) => {
  if (error instanceof DomainError) return otherwise()
  throw error
}

/** The change was made when the update came first: only what it led to is drawn again. */
const afterRepeat = (turn: Turn, action: Action): Promise<Reply> => {
  switch (action.to) {
    case 'place':
      return checkout.place(turn, action)
    case 'add':
      return shop.added(turn, action)
    default:
      return fallback(turn, action)
  }
}

const pressed = async (turn: Turn, action: Action): Promise<Reply> => {
  try {
    return await act(turn, action)
  } catch (error) {
    if (error instanceof Repeated) return afterRepeat(turn, action)
    if (error instanceof DomainError) return withNotice(await fallback(turn, action), error)
    throw error
  }
}

const COMMANDS: Readonly<Record<string, Action>> = {
  catalog: { to: 'catalog' },
  cart: { to: 'cart' },
  orders: { to: 'orders' },
  language: { to: 'language' },
  desk: { to: 'desk' },
}

const INVITATION = /^staff_([1-9A-HJ-NP-Za-km-z]{24})$/

/** `/start`, with what a link carried; in the middle of anything it loses nothing: the cart and its answers stay. */
const commanded = async (
  turn: Turn,
  { name, argument }: { name: string; argument: string },
): Promise<Reply> => {
  const secret = name === 'start' ? INVITATION.exec(argument)?.[1] : undefined
  if (secret) return accept(turn, secret)
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return known ? pressed(turn, known) : shop.home(turn)
}

const accept = async (turn: Turn, secret: string): Promise<Reply> => {
  const { core, user, actor, cause } = turn
  try {
    const role = await core.staff.accept({ secret, userId: user.id, cause })
    const now = { ...turn, actor: { ...actor, roles: [...actor.roles, role] } }
    return withNotice(await staff.desk(now), { code: 'invite.accepted', params: { role } })
  } catch (error) {
    if (error instanceof Repeated) return staff.desk(turn)
    if (error instanceof DomainError) return withNotice(await shop.home(turn), error)
    throw error
  }
}

/** Any text at any moment: an answer to what was asked, an order's number, a product's article or name. */
const said = async (turn: Turn, text: string): Promise<Reply> => {
  const { step } = turn
  try {
    if (step.asks === 'waybill') return await staff.waybill(turn, step, text)
    if (step.asks !== 'free') return await checkout.answer(turn, step, text)
  } catch (error) {
    if (error instanceof Repeated && step.asks === 'waybill') return staff.card(turn, step)
    if (error instanceof DomainError) return withNotice(await shop.home(turn), error)
    throw error
  }
  return lookedFor(turn, text.trim())
}

const lookedFor = async (turn: Turn, text: string): Promise<Reply> => {
  const { core, user } = turn
  const number = /^(?:№|#|n)?\s*(\d{1,9})$/i.exec(text)?.[1]
  const order = number && (await core.orders.findByNumber(Number(number)))
  if (order && isStaff(turn.actor)) return staff.card(turn, { orderId: order.id })
  if (order && order.userId === user.id) return orders.order(turn, { orderId: order.id })
  const productId = await core.catalog.lookUp(text)
  if (productId) return shop.product(turn, { productId })
  return withNotice(await shop.catalog(turn), {
    code: 'unknown.text',
    params: { text: cut(text, 60) },
  })
}

/** Where the person stands: at the question that was asked, else at the beginning. */
const here = async (turn: Turn): Promise<Reply> => {
  const { step } = turn
  if (step.asks === 'free') return shop.home(turn)
  const asked = step.asks === 'waybill' ? staff.askWaybillAgain(turn, step) : checkout.askAgain(turn, step)
  return asked.catch(unlessRefused(() => shop.home(turn)))
}

export interface Spoken {
  readonly heard: Heard
  readonly user: User
  readonly messenger: string
  readonly step: Step
  readonly piecesInCart: number
  readonly cause: Cause
}

/**
 * What happens next: heard → use case → screen. Knows no messenger. Always answers with a screen: a refusal is
 * said above the nearest one, and only a bug or a database that is away throws.
 */
export const createDialogue =
  ({ core }: { core: Core }) =>
  async ({ heard, user, ...spoken }: Spoken): Promise<Reply> => {
    const turn: Turn = { ...spoken, core, user, actor: { userId: user.id, roles: user.roles } }
    switch (heard.kind) {
      case 'action':
        return pressed(turn, heard.action)
      case 'command':
        return commanded(turn, heard)
      case 'text':
        return said(turn, heard.text)
      case 'contact':
        return checkout.contact(turn, heard)
      case 'back':
        return checkout.back(turn).catch(unlessRefused(() => shop.home(turn)))
      case 'stale':
        return withNotice(await here(turn), { code: 'unknown.stale' })
      case 'other':
      case 'blocked':
      case 'unblocked':
        return withNotice(await here(turn), { code: 'unknown.media' })
    }
  }

export type Dialogue = ReturnType<typeof createDialogue>

import {
  type Delivery,
  type DeliveryMethod,
  missingField,
  OPTIONAL_FIELDS,
  offeredDeliveries,
  offeredPayments,
} from '../../core/carts/index.ts'
import { type Product, soleVariant, variantCalled } from '../../core/catalog/index.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { hryvnias, type Money, money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import { costOf, mayEdit, type Order, settlementAt, VERSIONS } from '../../core/orders/index.ts'
import { type AskingOf, FREE, type Step } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type Question,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { card, near, otherOrder } from './order-card.ts'
import type { orderEditActions, orderEditSteps, TypedPart } from './order-edit.actions.ts'
import type { EditPart, MoneyAfter } from './order-edit.screens.ts'
import { requireStaff } from './require-staff.ts'

const TEXT_MAX = 60

interface OfOrder {
  readonly orderId: string
}

/** The order that this one of the staff may change now. @throws DomainError `order.unknown`, `order.not_editable` */
const editable = async (turn: Turn, { orderId }: OfOrder): Promise<Order> => {
  requireStaff(turn.actor, ['manager'])
  const order = await turn.core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  if (!mayEdit(order, turn.actor)) throw new DomainError('order.not_editable', { number: order.number })
  return order
}

/** Which version of the order a button or a question was about. */
const seenOf = (order: Order): number => order.version % VERSIONS

const show = async (turn: Turn, order: Order, part: EditPart, step: Step = FREE): Promise<Reply> => ({
  screen: { name: 'order_edit', order, outlets: await turn.core.outlets.all(), part },
  step,
})

/** One part of the order, asked for or shown. */
const open =
  (
    partOf: (
      turn: Turn,
      order: Order,
    ) => Promise<{ part: EditPart; step?: Step }> | { part: EditPart; step?: Step },
  ) =>
  async (turn: Turn, action: OfOrder): Promise<Reply> => {
    const order = await editable(turn, action)
    const { part, step } = await partOf(turn, order)
    return show(turn, order, part, step)
  }

const all = open(() => ({ part: { kind: 'all' } }))
const lines = open(() => ({ part: { kind: 'lines' } }))
const askArticle = open((_, { id: orderId, version }) => ({
  part: { kind: 'article' },
  step: { asks: 'edit_article', orderId, seen: version % VERSIONS },
}))
const askDiscount = open((_, { id: orderId, version }) => ({
  part: { kind: 'discount' },
  step: { asks: 'edit_discount', orderId, seen: version % VERSIONS },
}))

const askTyped = (turn: Turn, { orderId, what }: OfOrder & { what: TypedPart }): Promise<Reply> =>
  open((_, order) => ({
    part: { kind: 'type', what },
    step: { asks: 'edit_type', orderId, what, seen: seenOf(order) },
  }))(turn, { orderId })

const line = (turn: Turn, { orderId, lineId }: OfOrder & { lineId: string }): Promise<Reply> =>
  open(async (_, order) => {
    const found = order.lines.find(({ id }) => id === lineId)
    const product = found && (await turn.core.catalog.product(found.productId))
    if (!found || !product) throw new DomainError('order.line_gone', { number: order.number })
    return { part: { kind: 'line', line: found, chooses: product.options.length > 0 } }
  })(turn, { orderId })

/** What was changed stands on the card at once. */
const changed = (turn: Turn, { orderId }: OfOrder): Promise<Reply> =>
  card(turn, { orderId }, { notice: { code: 'edit.done' } })

/** What becomes of the money once the order costs so much. */
const moneyAfter = async ({ core }: Turn, order: Order, total: Money): Promise<MoneyAfter> => {
  const { prepayment } = await core.settings.read()
  return { total, ...settlementAt(order, { total, prepayment }) }
}

/** Other pieces of a line, or none; where something is paid it is asked once more, with what becomes of the money. */
const quantity: Handler<'edit_pcs'> = async (turn, { sure = false, ...action }) => {
  const order = await editable(turn, action)
  const found = order.lines.find(({ id }) => id === action.lineId)
  if (order.paid > 0 && !sure && found && (action.quantity > 0 || order.lines.length > 1)) {
    const lines = order.lines.flatMap((each) =>
      each !== found ? each : action.quantity > 0 ? { ...each, quantity: action.quantity } : [],
    )
    const money = await moneyAfter(turn, order, costOf(order, { lines }))
    return show(turn, order, { kind: 'sure_pieces', line: found, quantity: action.quantity, money })
  }
  await turn.core.orders.changeQuantity({ actor: turn.actor, cause: turn.cause, ...action })
  return changed(turn, action)
}

/** A product by its article or one of its sizes by its SKU; a size is chosen where there is any to choose. */
const article = async (turn: Turn, step: AskingOf<'edit_article'>, text: string): Promise<Reply> => {
  const { core, actor, cause } = turn
  const productId = await core.catalog.lookUp(text.trim())
  const product = productId ? await core.catalog.product(productId) : undefined
  if (!product) return withNotice(await askArticle(turn, step), { code: 'edit.no_such_product' })
  const sku = product.variants.find((variant) => variant.sku === text.trim()) ?? soleVariant(product)
  // Where something is paid, what becomes of the money is read before a size is pressed.
  if (!sku || (await editable(turn, step)).paid > 0) return askSize(turn, step, product)
  const { orderId, seen } = step
  await core.orders.addLine({ actor, cause, orderId, variantId: sku.id, seen })
  return changed(turn, step)
}

const askSize = async (
  turn: Turn,
  { orderId, seen }: OfOrder & { seen: number },
  product: Product,
): Promise<Reply> => {
  const step: Step = { asks: 'edit_size', orderId, seen, productId: product.id }
  return show(turn, await editable(turn, { orderId }), { kind: 'add', product }, step)
}

const askSizeAgain = async (turn: Turn, step: AskingOf<'edit_size'>): Promise<Reply> => {
  const product = await turn.core.catalog.product(step.productId)
  return product ? askSize(turn, step, product) : askArticle(turn, step)
}

/** A size in words, or another product's article instead; anything else leaves the question where it is. */
const size = async (turn: Turn, step: AskingOf<'edit_size'>, text: string): Promise<Reply> => {
  const { core, actor, cause } = turn
  const { orderId, seen, productId } = step
  const product = await core.catalog.product(productId)
  const said = product && variantCalled(product, text)
  if (said) {
    await core.orders.addLine({ actor, cause, orderId, variantId: said.id, seen })
    return changed(turn, step)
  }
  const other = await otherOrder(turn, text)
  if (other) return other
  if (await core.catalog.lookUp(text.trim())) return article(turn, { ...step, asks: 'edit_article' }, text)
  return withNotice(await askSizeAgain(turn, step), {
    code: 'edit.no_such_size',
    params: { text: cut(text, TEXT_MAX) },
  })
}

const put: Handler<'edit_put'> = async (turn, action) => {
  await turn.core.orders.addLine({ actor: turn.actor, cause: turn.cause, ...action })
  return changed(turn, action)
}

const typed = async (turn: Turn, step: AskingOf<'edit_type'>, text: string): Promise<Reply> => {
  const { orders } = turn.core
  const command = { actor: turn.actor, cause: turn.cause, orderId: step.orderId, seen: step.seen }
  switch (step.what) {
    case 'name':
      await orders.changeRecipient({ ...command, name: text })
      break
    case 'phone':
      await orders.changeRecipient({ ...command, phone: text })
      break
    case 'comment':
      await orders.changeComment({ ...command, comment: text })
      break
  }
  return changed(turn, step)
}

/** «Прибрати коментар». */
const bare: Handler<'edit_bare'> = async (turn, action) => {
  await turn.core.orders.changeComment({ actor: turn.actor, cause: turn.cause, comment: '', ...action })
  return changed(turn, action)
}

/** A sum in whole hryvnias, as a person types it: "150", "150 грн". */
const discount = async (turn: Turn, step: AskingOf<'edit_discount'>, text: string): Promise<Reply> => {
  const order = await editable(turn, step)
  const digits = /^(\d{1,7})\s*(?:₴|грн\.?)?$/iu.exec(text.trim())?.[1]
  const most = order.sum - (order.sum % 100)
  const amount = digits === undefined ? -1 : hryvnias(Number(digits))
  if (amount < 0 || amount > most) throw new DomainError('order.discount', { number: order.number, most })
  return askReason(turn, { asks: 'edit_reason', orderId: order.id, amount, seen: step.seen })
}

/** The reason is the second word on a discount: the question says the sum, and what becomes of what was paid. */
const askReason = async (turn: Turn, step: AskingOf<'edit_reason'>): Promise<Reply> => {
  const order = await editable(turn, step)
  const amount = money(step.amount)
  const after = await moneyAfter(turn, order, costOf(order, { discount: amount }))
  return show(turn, order, { kind: 'reason', amount, money: after }, step)
}

const reason = async (turn: Turn, { amount, orderId, seen }: AskingOf<'edit_reason'>, text: string) => {
  const { actor, cause } = turn
  await turn.core.orders.giveDiscount({ actor, cause, orderId, seen, amount: money(amount), reason: text })
  return changed(turn, { orderId })
}

const delivery = open(async ({ core }) => {
  const hasPickup = (await core.outlets.pickups()).length > 0
  const offered = offeredDeliveries(await core.settings.read(), core.providers, { hasPickup })
  return { part: { kind: 'delivery', offered } }
})

const method = (
  turn: Turn,
  { orderId, method: chosen }: OfOrder & { method: DeliveryMethod },
): Promise<Reply> => askDelivery(turn, { orderId, delivery: { method: chosen } })

/** The next field of a delivery that is being told; when all are there the order gets it. */
const askDelivery = async (
  turn: Turn,
  { orderId, delivery: told, seen: given }: OfOrder & { delivery: Delivery; seen?: number },
): Promise<Reply> => {
  const order = await editable(turn, { orderId })
  const seen = given ?? seenOf(order)
  const field = missingField(told)
  if (field === 'outletId') return show(turn, order, { kind: 'outlet' })
  if (field)
    return show(
      turn,
      order,
      { kind: 'field', field, method: told.method },
      { asks: 'edit_field', orderId, seen, field, delivery: { ...told } },
    )
  const settings = await turn.core.settings.read()
  const offered = offeredPayments(told.method, settings, turn.core.providers)
  if (!offered.includes(order.payment))
    return show(
      turn,
      order,
      { kind: 'payment', offered, prepayment: settings.prepayment, forced: true },
      { asks: 'edit_payment', orderId, seen, delivery: { ...told } },
    )
  await turn.core.orders.changeDelivery({
    actor: turn.actor,
    cause: turn.cause,
    orderId,
    seen,
    delivery: told,
  })
  return changed(turn, { orderId })
}

const outlet = (turn: Turn, { orderId, outletId }: OfOrder & { outletId: string }): Promise<Reply> =>
  askDelivery(turn, { orderId, delivery: { method: 'pickup', outletId } })

/** A delivery as the step keeps it, without what was left out. */
const toldOf = (kept: AskingOf<'edit_field'>['delivery']): Delivery =>
  Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as unknown as Delivery

const field = async (turn: Turn, step: AskingOf<'edit_field'>, text: string): Promise<Reply> => {
  const told = await turn.core.orders.checkDeliveryField(step.field, text, toldOf(step.delivery))
  return askDelivery(turn, { orderId: step.orderId, seen: step.seen, delivery: told })
}

/** «Без квартири». */
const noFlat = (turn: Turn, action: OfOrder): Promise<Reply> => {
  const { step } = turn
  return step.asks === 'edit_field' && OPTIONAL_FIELDS.includes(step.field)
    ? field(turn, step, '')
    : delivery(turn, action)
}

const payment = open(async ({ core }, order) => {
  const settings = await core.settings.read()
  const offered = offeredPayments(order.delivery.method, settings, core.providers)
  return { part: { kind: 'payment', offered, prepayment: settings.prepayment, forced: false } }
})

/** Another payment, and with it the delivery that asked for it where one was being told. */
const pay: Handler<'edit_pay'> = async (turn, { orderId, method: chosen, seen, sure = false }) => {
  const { step, actor, cause } = turn
  const order = await editable(turn, { orderId })
  if (order.status !== 'AWAITING_CONFIRMATION' && !sure) {
    const { prepayment } = await turn.core.settings.read()
    return show(turn, order, { kind: 'sure_payment', method: chosen, prepayment }, step)
  }
  const command = { actor, cause, orderId, payment: chosen, seen }
  if (step.asks === 'edit_payment' && step.orderId === orderId)
    await turn.core.orders.changeDelivery({ ...command, seen: step.seen, delivery: toldOf(step.delivery) })
  else await turn.core.orders.changePayment(command)
  return changed(turn, { orderId })
}

type Asks = (typeof orderEditSteps)[number]['_zod']['output']['asks']

/** A wrong answer is asked again with the reason; when the order became another one meanwhile its card says so. */
const asking = <A extends Asks>(
  answer: (turn: Turn, step: AskingOf<A>, text: string) => Promise<Reply>,
  again: (turn: Turn, step: AskingOf<A>) => Promise<Reply>,
): Question<A> => ({
  answer: (turn, step, text) =>
    answer(turn, step, text).catch(
      unlessRefused(async (refusal) => {
        const moved = MOVED.includes(refusal.code)
        return withNotice(await (moved ? near(turn, step as OfOrder) : again(turn, step)), refusal)
      }),
    ),
  again,
  repeated: (turn, step) => card(turn, step as OfOrder),
})

/** Refusals after which asking again makes no sense. */
const MOVED: readonly string[] = [
  'order.edited_meanwhile',
  'order.not_editable',
  'order.taken',
  'order.unknown',
  'order.forbidden',
]

/** The payment is chosen by a button; words instead of it ask for it again. */
const askPayment = (
  turn: Turn,
  { orderId, seen, delivery: kept }: AskingOf<'edit_payment'>,
): Promise<Reply> => askDelivery(turn, { orderId, seen, delivery: toldOf(kept) })

export const questions: QuestionsOf<typeof orderEditSteps> = {
  edit_type: asking(typed, askTyped),
  edit_article: asking(article, askArticle),
  edit_size: asking(size, askSizeAgain),
  edit_discount: asking(discount, askDiscount),
  edit_reason: asking(reason, askReason),
  edit_field: asking(field, (turn, { orderId, seen, delivery: kept }) =>
    askDelivery(turn, { orderId, seen, delivery: toldOf(kept) }),
  ),
  edit_payment: asking(askPayment, askPayment),
}

export const handlers: HandlersOf<typeof orderEditActions> = {
  edit_order: all,
  edit_lines: lines,
  edit_line: line,
  edit_pcs: quantity,
  edit_add: askArticle,
  edit_put: put,
  edit_type: askTyped,
  edit_bare: bare,
  edit_discount: askDiscount,
  edit_delivery: delivery,
  edit_method: method,
  edit_outlet: outlet,
  edit_no_flat: noFlat,
  edit_payment: payment,
  edit_pay: pay,
}

export const fallbacks: Fallbacks<typeof orderEditActions> = {
  edit_order: near,
  edit_lines: near,
  edit_line: near,
  edit_pcs: near,
  edit_add: near,
  edit_put: near,
  edit_type: near,
  edit_bare: near,
  edit_discount: near,
  edit_delivery: near,
  edit_method: near,
  edit_outlet: near,
  edit_no_flat: near,
  edit_payment: near,
  edit_pay: near,
}

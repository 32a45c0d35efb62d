/**
 * The life of an order: order.ts is the rule, one use case a file, order.store.ts the tables.
 * Money that comes in for an order is core/payments, which composes `markPaid` and `complete`.
 */
import type { Cart, Delivery, DeliveryField } from '../carts/index.ts'
import { DomainError } from '../kernel/errors.ts'
import { findBlock } from '../users/index.ts'
import { addLine } from './add-line.ts'
import { answerCall } from './answer-call.ts'
import { cancelOrder } from './cancel-order.ts'
import { cancelUnpaidOrders } from './cancel-unpaid-orders.ts'
import { changeComment } from './change-comment.ts'
import { changeDelivery } from './change-delivery.ts'
import { changePayment } from './change-payment.ts'
import { changeQuantity } from './change-quantity.ts'
import { changeRecipient } from './change-recipient.ts'
import { checkPiece } from './check-piece.ts'
import { confirmOrder } from './confirm-order.ts'
import { confirmWithoutCall } from './confirm-without-call.ts'
import { findCustomer, findReputation, findStanding, readWanted } from './customer.store.ts'
import { endHolds } from './end-holds.ts'
import { endMarks } from './end-marks.ts'
import { followParcel } from './follow-parcel.ts'
import { giveDiscount } from './give-discount.ts'
import { handOn } from './hand-on.ts'
import { handOver } from './hand-over.ts'
import { keepOrder } from './keep-order.ts'
import { markOrder } from './mark-order.ts'
import type { Needs } from './needs.ts'
import { noteWaybills } from './note-waybills.ts'
import { findBesides, findOrder, findOrderByNumber, findPhoneOrder } from './order.store.ts'
import type { Order } from './order.ts'
import { orderAgain } from './order-again.ts'
import { findCancelAsked, findEdits, findHistory, findHistoryPage } from './order-history.store.ts'
import { findOrdersOf, findQueue, searchOrders } from './order-lists.store.ts'
import { packOrder } from './pack-order.ts'
import { countParcels, findPackQueue, findParcel, findParcels, findPickList } from './packing.store.ts'
import { readWaybill } from './packing.ts'
import { otherPayments, payOtherwise } from './pay-otherwise.ts'
import { findInHand, findPickups } from './pickup.store.ts'
import { findFates, markPieces } from './piece-fate.ts'
import { placeOrder } from './place-order.ts'
import { beginPowerCut, powerCuts, undoPowerCut } from './power-cut.ts'
import { remindUnpaidOrders } from './remind-unpaid-orders.ts'
import { reopenOrder } from './reopen-order.ts'
import { returnOrder } from './return-order.ts'
import { returnUntouched } from './return-untouched.ts'
import { settleSize } from './settle-size.ts'
import { shipOrder } from './ship-order.ts'
import { takeOrder } from './take-order.ts'
import { tellEdits } from './tell-edits.ts'
import { watchPickups } from './watch-pickups.ts'
import { goesWithoutCall, mayWishNoCall, wishOfCart, wishOfOrder } from './without-call.ts'

export type { CancelReason } from './cancel-order.ts'
export type { Customer, Reputation } from './customer.store.ts'
export { VERSIONS } from './editing.ts'
export type { HandedOver } from './hand-over.ts'
export { keepPart, keptLines, totalOf } from './keep-part.ts'
export { MARKING } from './mark-order.ts'
export { markPaid } from './mark-paid.ts'
export { mergeOrders } from './merge-orders.store.ts'
export { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
export type { NotedWaybills } from './note-waybills.ts'
export { findOrder, lockOrder, saveTransition, spreadDiscount } from './order.store.ts'
export {
  cashOnDelivery,
  costOf,
  dueNow,
  liesInItsStore,
  MARKS,
  type Mark,
  mayAskToCancel,
  mayCancel,
  mayEdit,
  type Order,
  type OrderLine,
  type OrderStatus,
  openSizes,
  requireMove,
  settlementAt,
} from './order.ts'
export type { AgainLine, OrderedAgain } from './order-again.ts'
export { netChanges, type OrderChange } from './order-change.ts'
export { findCancelAsked, type HistoryLine, noteInHistory } from './order-history.store.ts'
export { type WaitingCounts, waitingCounts } from './order-lists.store.ts'
export { type ParcelCounts, type ParcelStage, type Pick, parcelCounts } from './packing.store.ts'
export {
  mayLeave,
  nextToCheck,
  type Parcel,
  type ParcelLine,
  packerRole,
  sizesToPress,
  unchecked,
  whatIsScanned,
} from './packing.ts'
export { resumePaymentTerm, stopPaymentTerm } from './payment-term.ts'
export { type HandStage, type InHandCounts, inHandCounts } from './pickup.store.ts'
export {
  FATES,
  type Fate,
  type FatesByLine,
  findFates,
  inHand,
  type PieceFate,
  piecesOf,
  requireWorksAtGoods,
} from './piece-fate.ts'
export type { PlacedOrder, PlaceOrder } from './place-order.ts'
export type { PowerCut } from './power-cut.ts'
export { mayWishNoCall }

export type Orders = ReturnType<typeof createOrders>

export const createOrders = (needs: Needs) => ({
  place: placeOrder(needs),
  again: orderAgain(needs),
  take: takeOrder(needs),
  settleSize: settleSize(needs),
  changeQuantity: changeQuantity(needs),
  addLine: addLine(needs),
  changeRecipient: changeRecipient(needs),
  changeDelivery: changeDelivery(needs),
  changePayment: changePayment(needs),
  payOtherwise: payOtherwise(needs),
  /** How else the customer may pay it. */
  otherPayments: async (order: Order) =>
    otherPayments(order, {
      settings: await needs.settings.read(),
      providers: needs.providers,
      block: await findBlock(needs.db.queries, order.userId),
    }),
  changeComment: changeComment(needs),
  giveDiscount: giveDiscount(needs),
  tellEdits: tellEdits(needs),
  mark: markOrder(needs),
  answerCall: answerCall(needs),
  endMarks: endMarks(needs),
  handOn: handOn(needs),
  confirm: confirmOrder(needs),
  confirmWithoutCall: confirmWithoutCall(needs),
  /** Whether an order will be confirmed by itself, as far as can be known now. */
  needsNoCall: async (order: Order): Promise<boolean> =>
    order.noCall &&
    goesWithoutCall(
      wishOfOrder(order),
      await findStanding(needs.db.queries, order),
      await needs.settings.read(),
    ),
  /** The same of what is still a cart; `phone`: what its customer has proven. */
  wouldNeedNoCall: async (cart: Cart, phone: string | null): Promise<boolean> =>
    cart.noCall &&
    goesWithoutCall(
      wishOfCart(cart, { phone }),
      await findStanding(needs.db.queries, cart),
      await needs.settings.read(),
    ),
  reopen: reopenOrder(needs),
  cancel: cancelOrder(needs),
  keep: keepOrder(needs),
  /** When the customer asked to cancel it; null where they did not, or keep it. */
  cancelAskedAt: (orderId: string) => findCancelAsked(needs.db.queries, orderId),
  checkPiece: checkPiece(needs),
  pack: packOrder(needs),
  noteWaybills: noteWaybills(needs),
  handOver: handOver(needs),
  ship: shipOrder(needs),
  followParcel: followParcel(needs),
  markPieces: markPieces(needs),
  takeBack: returnOrder(needs),
  watchPickups: watchPickups(needs),
  cancelUnpaid: cancelUnpaidOrders(needs),
  remindUnpaid: remindUnpaidOrders(needs),
  endHolds: endHolds(needs),
  find: (orderId: string) => findOrder(needs.db.queries, orderId),
  findByNumber: (number: number) => findOrderByNumber(needs.db.queries, number),
  findByPhone: (cartId: string) => findPhoneOrder(needs.db.queries, cartId),
  besides: (order: Order) => findBesides(needs.db.queries, order),
  returnUntouched: returnUntouched(needs),
  beginPowerCut: beginPowerCut(needs),
  undoPowerCut: undoPowerCut(needs),
  powerCuts: powerCuts(needs),
  /** @throws DomainError `order.waybill` for what is no waybill number */
  checkWaybill: (typed: string): void => {
    if (!readWaybill(typed)) throw new DomainError('order.waybill')
  },
  /** One field of a delivery as a manager types it. @throws DomainError with the directory's code */
  checkDeliveryField: async (field: DeliveryField, typed: string, known: Delivery): Promise<Delivery> => {
    const answer = await needs.directory.check(field, typed, known)
    if (answer.kind === 'wrong') throw new DomainError(answer.code)
    return { ...known, [field]: answer.value }
  },
  /** A customer's own orders, newest first. */
  findOf: (request: Parameters<typeof findOrdersOf>[1]) => findOrdersOf(needs.db.queries, request),
  /** A queue of the staff, oldest first. */
  queue: (request: Omit<Parameters<typeof findQueue>[1], 'now'>) =>
    findQueue(needs.db.queries, { ...request, now: needs.clock.now() }),
  /** How much waits in each state of the staff's queues. */
  /** What a message of edits tells: the lines of the history that it is about. */
  edits: (range: Parameters<typeof findEdits>[1]) => findEdits(needs.db.queries, range),
  /** What is packed and handed over, at one outlet or (null) at all. */
  parcels: (request: Parameters<typeof findParcels>[1]) => findParcels(needs.db.queries, request),
  parcel: (shipmentId: string) => findParcel(needs.db.queries, shipmentId),
  packQueue: (request: Parameters<typeof findPackQueue>[1]) => findPackQueue(needs.db.queries, request),
  parcelCounts: (outletId: string | null) => countParcels(needs.db.queries, outletId),
  /** What waits in a store or comes back to us, longest first, at one outlet or (null) at all. */
  inHand: (request: Parameters<typeof findInHand>[1]) => findInHand(needs.db.queries, request),
  findPickups: (request: Parameters<typeof findPickups>[1]) => findPickups(needs.db.queries, request),
  fates: (order: Order) => findFates(needs.db.queries, order),
  pickList: (outletId: string | null) => findPickList(needs.db.queries, outletId),
  customer: (userId: string) => findCustomer(needs.db.queries, userId),
  /** What the staff know of whoever ordered. */
  reputation: ({ userId, recipient }: Order) =>
    findReputation(needs.db.queries, { userId, phone: recipient.phone }),
  /** Orders by what somebody of the staff typed: a number, the end of a phone, a name. Nothing for what says too little. */
  search: async (typed: string, page: { before?: string | undefined; limit: number }): Promise<Order[]> => {
    const wanted = readWanted(typed)
    return wanted ? searchOrders(needs.db.queries, { wanted, ...page }) : []
  },
  historyPage: (page: Parameters<typeof findHistoryPage>[1]) => findHistoryPage(needs.db.queries, page),
  history: (orderId: string) => findHistory(needs.db.queries, orderId),
})

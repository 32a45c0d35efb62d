import { countsActions } from '../staff/counts.actions.ts'
import { customersActions } from '../staff/customers.actions.ts'
import { deskActions } from '../staff/desk.actions.ts'
import { movesActions } from '../staff/moves.actions.ts'
import { orderCardActions } from '../staff/order-card.actions.ts'
import { orderEditActions } from '../staff/order-edit.actions.ts'
import { orderMarksActions } from '../staff/order-marks.actions.ts'
import { orderingForActions } from '../staff/ordering-for.actions.ts'
import { packingActions } from '../staff/packing.actions.ts'
import { peopleActions } from '../staff/people.actions.ts'
import { pickupsActions } from '../staff/pickups.actions.ts'
import { powerCutsActions } from '../staff/power-cuts.actions.ts'
import { pricesActions } from '../staff/prices.actions.ts'
import { quickAnswersActions } from '../staff/quick-answers.actions.ts'
import { scansActions } from '../staff/scans.actions.ts'
import { settingsActions } from '../staff/settings.actions.ts'
import { shelvesActions } from '../staff/shelves.actions.ts'
import { shiftsActions } from '../staff/shifts.actions.ts'
import { staffChatsActions } from '../staff/staff-chats.actions.ts'
import { ticketsActions } from '../staff/tickets.actions.ts'
import { transfersActions } from '../staff/transfers.actions.ts'
import { type ActionsOf, readParts, writeParts } from './address.ts'
import { browseActions } from './browse.actions.ts'
import { callAnswerActions } from './call-answer.actions.ts'
import { cartActions } from './cart.actions.ts'
import { catalogActions } from './catalog.actions.ts'
import { checkoutActions } from './checkout.actions.ts'
import { contactsActions } from './contacts.actions.ts'
import { favouritesActions } from './favourites.actions.ts'
import { homeActions } from './home.actions.ts'
import { myDataActions } from './my-data.actions.ts'
import { myPhoneActions } from './my-phone.actions.ts'
import { ordersActions } from './orders.actions.ts'
import { productActions } from './product.actions.ts'
import { sentMediaActions } from './sent-media.actions.ts'
import { supportActions } from './support.actions.ts'

/** Everything that a button can ask for, by area: each area's file says what its addresses are made of. */
export const ACTIONS = {
  ...homeActions,
  ...catalogActions,
  ...browseActions,
  ...productActions,
  ...favouritesActions,
  ...cartActions,
  ...checkoutActions,
  ...ordersActions,
  ...myDataActions,
  ...sentMediaActions,
  ...myPhoneActions,
  ...supportActions,
  ...contactsActions,
  ...deskActions,
  ...orderCardActions,
  ...orderEditActions,
  ...orderingForActions,
  ...packingActions,
  ...scansActions,
  ...movesActions,
  ...shelvesActions,
  ...countsActions,
  ...orderMarksActions,
  ...customersActions,
  ...callAnswerActions,
  ...pickupsActions,
  ...pricesActions,
  ...peopleActions,
  ...transfersActions,
  ...shiftsActions,
  ...settingsActions,
  ...quickAnswersActions,
  ...powerCutsActions,
  ...ticketsActions,
  ...staffChatsActions,
} as const

/**
 * What a button asks for. A button carries an address, never state: a week-old one still means the same,
 * and the use case checks everything again, since a person can send any data they like.
 */
export type Action = ActionsOf<typeof ACTIONS>
export type ActionName = Action['to']
/** The names of what belongs to finding, choosing and ordering. */
export const SHOPPING_ACTIONS = Object.keys({
  ...catalogActions,
  ...browseActions,
  ...productActions,
  ...cartActions,
  ...checkoutActions,
}) as ActionName[]
export type ActionOf<N extends ActionName> = Extract<Action, { to: N }>

/** Telegram takes 64 bytes; the mark of a record (telegram/adapter.ts) needs one of them. */
export const ADDRESS_MAX_BYTES = 63

/** `product:prd_…`: the action as a button carries it. @throws RangeError when it would not fit, which no id of ours does */
export const writeAction = (action: Action): string => {
  const address = [action.to, ...writeParts(ACTIONS[action.to], { ...action })].join(':')
  if (Buffer.byteLength(address) > ADDRESS_MAX_BYTES) throw new RangeError(`a button cannot carry ${address}`)
  return address
}

/** The action behind an address; undefined for anything that no button of ours ever carried. */
export const readAction = (address: string): Action | undefined => {
  const [to = '', ...texts] = address.split(':')
  if (!Object.hasOwn(ACTIONS, to)) return undefined
  const values = readParts(ACTIONS[to as ActionName], texts)
  return values && ({ to, ...values } as Action)
}

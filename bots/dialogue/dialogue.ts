import type { Cause } from '../../core/inbox.ts'
import type { Core } from '../../core/index.ts'
import { roleAmong } from '../../core/kernel/actor.ts'
import { DomainError, Repeated } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { User } from '../../core/users/index.ts'
import * as counts from '../staff/counts.ts'
import * as customers from '../staff/customers.ts'
import * as desk from '../staff/desk.ts'
import * as moves from '../staff/moves.ts'
import * as orderCard from '../staff/order-card.ts'
import * as orderEdit from '../staff/order-edit.ts'
import * as orderMarks from '../staff/order-marks.ts'
import * as orderingFor from '../staff/ordering-for.ts'
import * as packing from '../staff/packing.ts'
import * as people from '../staff/people.ts'
import * as pickups from '../staff/pickups.ts'
import * as powerCuts from '../staff/power-cuts.ts'
import * as prices from '../staff/prices.ts'
import * as quickAnswers from '../staff/quick-answers.ts'
import * as scans from '../staff/scans.ts'
import * as settings from '../staff/settings.ts'
import * as shelves from '../staff/shelves.ts'
import * as shifts from '../staff/shifts.ts'
import * as staffChats from '../staff/staff-chats.ts'
import * as tickets from '../staff/tickets.ts'
import * as transfers from '../staff/transfers.ts'
import type { Action, ActionName } from './action.ts'
import * as browse from './browse.ts'
import * as callAnswer from './call-answer.ts'
import * as cart from './cart.ts'
import * as catalog from './catalog.ts'
import * as checkout from './checkout.ts'
import * as contacts from './contacts.ts'
import * as favourites from './favourites.ts'
import type { Heard, Media } from './heard.ts'
import * as start from './home.ts'
import * as myData from './my-data.ts'
import * as myPhone from './my-phone.ts'
import * as orders from './orders.ts'
import * as product from './product.ts'
import * as sentMedia from './sent-media.ts'
import type { Asking, Step } from './step.ts'
import * as support from './support.ts'
import {
  type Handler,
  type Question,
  type Reply,
  type Start,
  type Turn,
  unlessRefused,
  withNotice,
} from './turn.ts'

const { home } = start

/** What each button does; one that does nothing does not compile. */
const HANDLERS: { readonly [N in ActionName]: Handler<N> } = {
  ...start.handlers,
  ...catalog.handlers,
  ...browse.handlers,
  ...product.handlers,
  ...favourites.handlers,
  ...cart.handlers,
  ...checkout.handlers,
  ...orders.handlers,
  ...myData.handlers,
  ...sentMedia.handlers,
  ...myPhone.handlers,
  ...support.handlers,
  ...contacts.handlers,
  ...desk.handlers,
  ...orderCard.handlers,
  ...orderEdit.handlers,
  ...orderingFor.handlers,
  ...packing.handlers,
  ...scans.handlers,
  ...moves.handlers,
  ...shelves.handlers,
  ...counts.handlers,
  ...orderMarks.handlers,
  ...customers.handlers,
  ...callAnswer.handlers,
  ...pickups.handlers,
  ...prices.handlers,
  ...people.handlers,
  ...transfers.handlers,
  ...shifts.handlers,
  ...settings.handlers,
  ...quickAnswers.handlers,
  ...powerCuts.handlers,
  ...tickets.handlers,
  ...staffChats.handlers,
}

const FALLBACKS: { readonly [N in ActionName]?: Handler<N> } = {
  ...browse.fallbacks,
  ...product.fallbacks,
  ...cart.fallbacks,
  ...checkout.fallbacks,
  ...orders.fallbacks,
  ...sentMedia.fallbacks,
  ...myData.fallbacks,
  ...myPhone.fallbacks,
  ...contacts.fallbacks,
  ...orderCard.fallbacks,
  ...orderEdit.fallbacks,
  ...orderingFor.fallbacks,
  ...packing.fallbacks,
  ...scans.fallbacks,
  ...moves.fallbacks,
  ...shelves.fallbacks,
  ...counts.fallbacks,
  ...orderMarks.fallbacks,
  ...customers.fallbacks,
  ...callAnswer.fallbacks,
  ...pickups.fallbacks,
  ...prices.fallbacks,
  ...transfers.fallbacks,
  ...people.fallbacks,
  ...shifts.fallbacks,
  ...settings.fallbacks,
  ...quickAnswers.fallbacks,
  ...powerCuts.fallbacks,
  ...tickets.fallbacks,
  ...staffChats.fallbacks,
}

const REPEATS: typeof FALLBACKS = {
  ...FALLBACKS,
  ...product.repeats,
  ...orders.repeats,
  ...sentMedia.repeats,
  ...myData.repeats,
  ...checkout.repeats,
  ...transfers.repeats,
}

/** What each question does with its answer. */
const QUESTIONS: { readonly [A in Asking['asks']]: Question<A> } = {
  ...browse.questions,
  ...checkout.questions,
  ...contacts.questions,
  ...orders.questions,
  ...orderCard.questions,
  ...transfers.questions,
  ...orderEdit.questions,
  ...orderingFor.questions,
  ...packing.questions,
  ...shelves.questions,
  ...counts.questions,
  ...moves.questions,
  ...people.questions,
  ...orderMarks.questions,
  ...customers.questions,
  ...callAnswer.questions,
  ...settings.questions,
  ...quickAnswers.questions,
  ...pickups.questions,
  ...sentMedia.questions,
  ...myPhone.questions,
  ...support.questions,
  ...tickets.questions,
}

const STARTS: readonly Start[] = [...people.starts, ...orderCard.starts, ...product.starts]

const COMMANDS: Readonly<Record<string, Action>> = {
  catalog: { to: 'catalog' },
  cart: { to: 'cart' },
  orders: { to: 'orders' },
  language: { to: 'language' },
  data: { to: 'data' },
  desk: { to: 'desk' },
}

/** The way out of any question, for whoever writes it: an answer to none of them. */
const MENU = /^(?:меню|menu|старт)[.!]*$/iu

/** What people write when they look for a place of the menu, or begin. */
const TYPED: readonly (readonly [RegExp, Action])[] = [
  [
    /^(?:start|почати|привіт|вітаю|добр(?:ий|ого) (?:день|дня|вечір|вечора|ранок|ранку)|hello|hi)[.!]*$/iu,
    { to: 'home' },
  ],
  [
    /^(?:дуже |щиро )?(?:дякую|дякуємо|спасибі|спасибо|ок|окей|добре|гаразд|thanks|thank you|ok)[.! ]*$/iu,
    { to: 'home' },
  ],
  [
    /^(?:(?:як|яка|які|де|коли|умови|є|how|where)\s.{0,20})?(?:достав[кл]\S*|оплат\S*|поверн\S*|обмін\S*|самовив\S*|магазини?|адрес[аи]|графік|години|контакти|delivery|payment|returns?|stores?)(?:\s(?:і|та|й|and)\s\S{3,12})?[.!? ]*$/iu,
    { to: 'about' },
  ],
  [
    /^(?:(?:а |і )?(?:де|коли|статус|мо[їє]|where|my)\s.{0,30})?(?:замовлення|посилк[аи]|заказ[иы]?|ттн|orders?|parcel)[.!? ]*$/iu,
    { to: 'orders' },
  ],
  [/^(?:мої|мои|my)\s+(?:дані|данные|data)$/iu, { to: 'data' }],
]

/** «Вже оплатила»: whoever says so has sent a transfer that somebody waits for. */
const PAID =
  /^(?:(?:я|вже|уже|все)\s+)*(?:(?:о|с|за)плати(?:в|ла)|переказа(?:в|ла)|скину(?:в|ла)|оплачено|сплачено|оплатила?|i (?:have )?paid|paid)(?![а-яіїєґa-z]).{0,60}$/isu

const act = (turn: Turn, action: Action): Promise<Reply> =>
  (HANDLERS[action.to] as Handler<ActionName>)(turn, action)

/** Where the table leads from an action, and home where it refuses. */
const near = (table: typeof FALLBACKS, turn: Turn, action: Action): Promise<Reply> => {
  const leads = table[action.to] as Handler<ActionName> | undefined
  return leads ? leads(turn, action).catch(unlessRefused(() => home(turn))) : home(turn)
}

/** What staff without the role are refused with; whoever is no staff hears that it is none of theirs. */
const FORBIDDEN: ReadonlySet<string> = new Set(['staff.forbidden', 'order.forbidden', 'ticket.forbidden'])

const pressed = async (turn: Turn, action: Action): Promise<Reply> => {
  try {
    return await act(turn, action)
  } catch (error) {
    // The change was made when the update came first: only what it led to is drawn again.
    if (error instanceof Repeated) return near(REPEATS, turn, action)
    if (error instanceof DomainError) {
      if (FORBIDDEN.has(error.code) && !isStaff(turn.actor))
        return withNotice(await home(turn), { code: 'staff.for_team' })
      return withNotice(await near(FALLBACKS, turn, action), error)
    }
    throw error
  }
}

/** `/start`, with what a link carried; in the middle of anything it loses nothing: the cart and its answers stay. */
const commanded = async (
  turn: Turn,
  { name, argument }: { name: string; argument: string },
): Promise<Reply> => {
  for (const { pattern, open } of name === 'start' ? STARTS : []) {
    const found = pattern.exec(argument)
    if (found)
      return open(turn, found).catch(unlessRefused(async (refusal) => withNotice(await home(turn), refusal)))
  }
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return known ? pressed(turn, known) : home(turn)
}

const questionOf = (step: Asking) => QUESTIONS[step.asks] as Question<Asking['asks']>

/** An answer to what was asked. */
const answered = async (
  turn: Turn,
  step: Asking,
  answer: (question: Question<Asking['asks']>) => Promise<Reply>,
): Promise<Reply> => {
  const question = questionOf(step)
  try {
    return await answer(question)
  } catch (error) {
    if (error instanceof Repeated) return question.repeated?.(turn, step) ?? home(turn)
    if (error instanceof DomainError) return withNotice(await here(turn), error)
    throw error
  }
}

/** A reply to a message of a conversation with the shop goes into it, whatever else is asked. */
const replied = async (turn: Turn, heard: Heard): Promise<Reply | undefined> => {
  if (heard.kind !== 'text' && heard.kind !== 'media') return undefined
  if (!heard.repliesTo) return undefined
  const said = heard.kind === 'text' ? { text: heard.text, media: null } : support.saidIn(turn, heard.media)
  return tickets.replied(turn, { messageId: heard.repliesTo, said }).catch((error: unknown) => {
    if (error instanceof Repeated) return home(turn)
    throw error
  })
}

/** Any text at any moment: an answer to what was asked, an order's number, a product's article or name. */
const said = (turn: Turn, text: string): Promise<Reply> => {
  const { step } = turn
  if (MENU.test(text.trim()) && !turn.orderingFor) return home(turn)
  if (step.asks === 'free' || step.asks === 'search') return lookedFor(turn, text.trim())
  const { answer } = questionOf(step)
  return answer ? answered(turn, step, () => answer(turn, step, text)) : lookedFor(turn, text.trim())
}

const lookedFor = async (turn: Turn, text: string): Promise<Reply> => {
  const { core, user } = turn
  const typed = turn.orderingFor ? undefined : TYPED.find(([words]) => words.test(text))
  if (typed) return pressed(turn, typed[1])
  if (PAID.test(text) && !turn.orderingFor) {
    const [order, another] = await core.payments.awaitingTransfer(user.id)
    if (order) return pressed(turn, another ? { to: 'orders' } : { to: 'slip', orderId: order.id })
  }
  const number = orderCard.ORDER_NUMBER.exec(text)?.[1]
  const order = number && (await core.orders.findByNumber(Number(number)))
  if (order && isStaff(turn.actor)) return orderCard.card(turn, { orderId: order.id })
  if (order && order.userId === user.id) return orders.order(turn, { orderId: order.id })
  const productId = await core.catalog.lookUp(text)
  if (productId) return product.product(turn, { productId })
  const orderOrPerson = await customers.foundInPassing(turn, text)
  if (orderOrPerson) return orderOrPerson
  return browse.found(turn, text)
}

/** Where the person stands: at the question that was asked, else at the beginning. */
const here = async (turn: Turn): Promise<Reply> => {
  const { step } = turn
  if (step.asks === 'free') return home(turn)
  return questionOf(step)
    .again(turn, step)
    .catch(unlessRefused(() => home(turn)))
}

/** A photo or a voice: an answer where the question takes one. */
const showed = async (turn: Turn, media: Media): Promise<Reply> => {
  const { step } = turn
  if (step.asks === 'free' || step.asks === 'search') {
    const offered = await sentMedia.offer(turn, [media])
    return offered ?? withNotice(await here(turn), { code: 'unknown.media' })
  }
  const takes = questionOf(step).media
  if (!takes) return withNotice(await here(turn), { code: 'unknown.media' })
  return answered(turn, step, () => takes(turn, step, media))
}

/** A number: an answer where the question takes one, else the checkout's. */
const shared = async (turn: Turn, contact: { phone: string; own: boolean }): Promise<Reply> => {
  const { step } = turn
  const takes = step.asks === 'free' ? undefined : questionOf(step).contact
  if (step.asks === 'free' || !takes) return checkout.contact(turn, contact)
  return answered(turn, step, () => takes(turn, step, contact))
}

/** «‹ Назад» of a keyboard: what the question's own button would do. */
const wentBack = async (turn: Turn): Promise<Reply> => {
  const { step } = turn
  const back = step.asks === 'free' ? undefined : questionOf(step).back
  return back ? back(turn) : checkout.back(turn)
}

const hear = async (turn: Turn, heard: Heard): Promise<Reply> => {
  switch (heard.kind) {
    case 'action':
      return pressed(turn, heard.action)
    case 'command':
      return commanded(turn, heard)
    case 'text':
      return said(turn, heard.text)
    case 'contact':
      return shared(turn, heard)
    case 'back':
      return wentBack(turn).catch(unlessRefused(() => home(turn)))
    case 'media':
      return showed(turn, heard.media)
    case 'stale':
      return withNotice(await here(turn), { code: 'unknown.stale' })
    case 'other':
    case 'blocked':
    case 'unblocked':
      return withNotice(await here(turn), { code: 'unknown.media' })
  }
}

export interface Spoken {
  readonly heard: Heard
  readonly user: User
  readonly messenger: string
  readonly step: Step
  readonly piecesInCart: number
  readonly scan: Turn['scan']
  readonly cause: Cause
}

/**
 * What happens next: heard → use case → screen. Knows no messenger. Always answers with a screen: a refusal is
 * said above the nearest one, and only a bug or a database that is away throws.
 */
export const createDialogue =
  ({ core }: { core: Core }) =>
  async ({ heard, user, ...spoken }: Spoken): Promise<Reply> => {
    const turn: Turn = {
      ...spoken,
      core,
      user,
      actor: { userId: user.id, roles: user.roles, lent: user.lent },
    }
    const reply = await replied(turn, heard)
    if (reply) return reply
    return roleAmong(turn.actor, ['manager'])
      ? orderingFor.whileOrdering(turn, heard, hear)
      : hear(turn, heard)
  }

export type Dialogue = ReturnType<typeof createDialogue>

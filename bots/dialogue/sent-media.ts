import { isStaff } from '../../core/staff/index.ts'
import type { Media } from './heard.ts'
import { askSlip, near, sendSlip } from './orders.ts'
import type { sentMediaActions, sentMediaSteps } from './sent-media.actions.ts'
import type { AskingOf } from './step.ts'
import { ask, asked, saidIn } from './support.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  withNotice,
} from './turn.ts'

/** As many as an album holds. */
const KEPT_MAX = 10

const isSlip = ({ kind }: Media): boolean => kind === 'photo' || kind === 'document'

/**
 * A file that came outside any question is kept for one tap: the slip of an order that waits for a transfer, or a
 * manager's to look at. Undefined where there is nothing to choose: the staff without an order of their own to pay, and
 * a manager who orders for somebody.
 */
export const offer = async (turn: Turn, media: readonly Media[]): Promise<Reply | undefined> => {
  const { core, user, actor, orderingFor } = turn
  if (orderingFor) return undefined
  const orders = media.some(isSlip) ? await core.payments.awaitingTransfer(user.id) : []
  if (orders.length === 0 && isStaff(actor)) return undefined
  return { screen: { name: 'sent_media', orders }, step: { asks: 'sent_media', media: [...media] } }
}

const again = async (turn: Turn, media: readonly Media[]): Promise<Reply> =>
  (await offer(turn, media)) ?? ask(turn, {})

const kept = ({ step }: Turn): readonly Media[] => (step.asks === 'sent_media' ? step.media : [])

/** Of several the newest picture is the slip, with all that was written under them. */
const slip: Handler<'sent_slip'> = async (turn, { orderId }) => {
  const media = kept(turn)
  const newest = media.findLast(isSlip)
  if (!newest) return withNotice(await askSlip(turn, { orderId }), { code: 'sent_media.gone' })
  const caption = media.map((one) => one.caption).filter(Boolean)
  return sendSlip(turn, { orderId }, { ...newest, caption: caption.join('\n') })
}

const toManager = (turn: Turn, media: readonly Media[], words = ''): Promise<Reply> =>
  asked(turn, {}, ...media.map((one) => saidIn(turn, one)), { text: words, media: null })

const sentAsk: Handler<'sent_ask'> = async (turn) => {
  const media = kept(turn)
  return media.length > 0
    ? toManager(turn, media)
    : withNotice(await ask(turn, {}), { code: 'sent_media.gone' })
}

/** What is written after a file is about it: an order's number says whose slip it is, words go along to a manager. */
const answer = async (turn: Turn, { media }: AskingOf<'sent_media'>, text: string): Promise<Reply> => {
  const number = /^(?:№|#|за)?\s*№?\s*(\d{1,9})$/i.exec(text.trim())?.[1]
  const orders = media.some(isSlip) ? await turn.core.payments.awaitingTransfer(turn.user.id) : []
  const order = orders.find((one) => String(one.number) === number)
  return order ? slip(turn, { to: 'sent_slip', orderId: order.id }) : toManager(turn, media, text)
}

export const questions: QuestionsOf<typeof sentMediaSteps> = {
  sent_media: {
    answer,
    media: (turn, step, media) => again(turn, [...step.media, media].slice(-KEPT_MAX)),
    again: (turn, step) => again(turn, step.media),
    repeated: (turn) => ask(turn, {}),
  },
}

export const handlers: HandlersOf<typeof sentMediaActions> = { sent_slip: slip, sent_ask: sentAsk }

export const repeats: Fallbacks<typeof sentMediaActions> = { sent_slip: near }

export const fallbacks: Fallbacks<typeof sentMediaActions> = {
  // What is refused as a slip is still at hand.
  sent_slip: (turn, action) => (kept(turn).length > 0 ? again(turn, kept(turn)) : near(turn, action)),
  sent_ask: (turn) => ask(turn, {}),
}

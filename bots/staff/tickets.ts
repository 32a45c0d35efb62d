import type { Core } from '../../core/index.ts'
import type { Actor } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { mayAnswer, type Said } from '../../core/support/index.ts'
import { home } from '../dialogue/home.ts'
import { type AskingOf, FREE, type Step } from '../dialogue/step.ts'
import { asked, saidIn } from '../dialogue/support.ts'
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
import type { Notice } from '../screens/screen.ts'
import type { ticketsActions, ticketsSteps } from './tickets.actions.ts'
import type { TicketCard, TicketMode } from './tickets.screens.ts'

const PAGE = 7
/** A conversation that nobody went on with for so long is left. */
const OPEN_MS = 15 * 60_000
const SHOWN = 5

/** The ticket as this manager sees it, from `before` back. @throws DomainError `ticket.forbidden`, `ticket.unknown` */
export const readTicket = async (
  core: Core,
  actor: Actor & { readonly userId: string },
  { ticketId, before }: { ticketId: string; before?: number | undefined },
): Promise<TicketCard> => ({
  view: await core.support.view(actor, { ticketId, before, limit: SHOWN }),
  userId: actor.userId,
  owner: actor.roles.includes('owner'),
  now: core.clock.now(),
})

interface Shown {
  readonly mode?: TicketMode
  readonly step?: Step
  readonly notice?: Notice
  readonly before?: number | undefined
}

export const ticket = async (
  { core, actor }: Turn,
  { ticketId }: { ticketId: string },
  { mode = { kind: 'main' }, step = FREE, notice, before }: Shown = {},
): Promise<Reply> => {
  const card = await readTicket(core, actor, { ticketId, before })
  return withNotice({ screen: { name: 'ticket', card, mode }, step }, notice)
}

/** What waits, the oldest first. */
export const tickets: Handler<'tickets'> = async ({ core, actor }, { after }) => {
  const found = await core.support.live(actor, { after, limit: PAGE + 1 })
  return {
    screen: {
      name: 'tickets',
      tickets: found.slice(0, PAGE),
      more: found.length > PAGE,
      userId: actor.userId,
      now: core.clock.now(),
    },
    step: FREE,
  }
}

const take: Handler<'ticket_take'> = async (turn, { ticketId }) => {
  await turn.core.support.take({ actor: turn.actor, ticketId, cause: turn.cause })
  return ticket(turn, { ticketId }, { notice: { code: 'ticket.is_yours' } })
}

const answering = (
  turn: Turn,
  { ticketId, until }: { ticketId: string; until?: string | undefined },
  notice?: Notice,
): Promise<Reply> =>
  ticket(
    turn,
    { ticketId },
    {
      mode: { kind: 'answering' },
      step: { asks: 'ticket_answer', ticketId, ...(until ? { until } : {}) },
      ...(notice ? { notice } : {}),
    },
  )

/** Who has it and begins to answer; what a colleague has is theirs to answer. */
const beginAnswer: Handler<'ticket_answer'> = async (turn, action) => {
  const reply = await answering(turn, action)
  if (reply.screen.name !== 'ticket') return reply
  const { holderId, holderName } = reply.screen.card.view.ticket
  if (holderId && holderId !== turn.actor.userId)
    throw new DomainError('ticket.taken', { name: holderName ?? '' })
  return reply
}

const answer = async (turn: Turn, ticketId: string, said: Said): Promise<void> =>
  turn.core.support.answer({ actor: turn.actor, ticketId, said, cause: turn.cause })

/** The conversation stays open for the next answer until it is left; what comes long after is not sent but said so. */
const answered = async (turn: Turn, step: AskingOf<'ticket_answer'>, said: Said): Promise<Reply> => {
  const { ticketId, until } = step
  const now = turn.core.clock.now().getTime()
  if (until && Date.parse(until) < now) return ticket(turn, { ticketId }, { notice: { code: 'ticket.left' } })
  await answer(turn, ticketId, said)
  return answering(turn, { ticketId, until: new Date(now + OPEN_MS).toISOString() }, { code: 'ticket.sent' })
}

/** A reply to a message of a ticket: the customer's own, or a manager's answer. Undefined where it is no such message. */
export const replied = async (
  turn: Turn,
  { messageId, said }: { messageId: string; said: Said },
): Promise<Reply | undefined> => {
  const { core, user, actor } = turn
  const ticketId = await core.support.repliedTo({ userId: user.id, messageId })
  if (!ticketId) return undefined
  const own = await core.support.of(user.id)
  if (own?.id === ticketId) return asked(turn, {}, said)
  if (!mayAnswer(actor)) return undefined
  // One message is answered: nothing stays open.
  return answer(turn, ticketId, said).then(
    () => ticket(turn, { ticketId }, { notice: { code: 'ticket.sent' } }),
    unlessRefused(async (refusal) => ticket(turn, { ticketId }, { notice: refusal })),
  )
}

const quick: Handler<'ticket_quick'> = async (turn, action) => {
  const { support } = await turn.core.settings.read()
  return ticket(turn, action, { mode: { kind: 'quick', answers: support.quickAnswers } })
}

/** A prepared answer goes in the customer's language. */
const say: Handler<'ticket_say'> = async (turn, { ticketId, code }) => {
  const { core, actor } = turn
  const { support } = await core.settings.read()
  const prepared = support.quickAnswers.find((each) => each.code === code)
  if (!prepared) throw new DomainError('ticket.no_such_answer')
  const { view } = await readTicket(core, actor, { ticketId })
  await answer(turn, ticketId, { text: prepared.text[view.ticket.language] || prepared.text.uk, media: null })
  return ticket(turn, { ticketId }, { notice: { code: 'ticket.sent' } })
}

const hand: Handler<'ticket_hand'> = async (turn, action) =>
  ticket(turn, action, {
    mode: { kind: 'hand', colleagues: await turn.core.support.colleagues(turn.actor) },
  })

const give: Handler<'ticket_give'> = async (turn, { ticketId, userId }) => {
  await turn.core.support.handOn({ actor: turn.actor, ticketId, toUserId: userId, cause: turn.cause })
  return ticket(turn, { ticketId }, { notice: { code: 'ticket.handed_on' } })
}

const close: Handler<'ticket_close'> = async (turn, { ticketId, seen }) => {
  await turn.core.support.close({ actor: turn.actor, ticketId, seen, cause: turn.cause })
  return ticket(turn, { ticketId }, { notice: { code: 'ticket.is_closed' } })
}

const file: Handler<'ticket_file'> = async (turn, { ticketId, number }) => {
  const { view } = await readTicket(turn.core, turn.actor, { ticketId, before: number + 1 })
  const entry = view.entries.find((each) => each.number === number)
  if (!entry?.media) return ticket(turn, { ticketId })
  return { screen: { name: 'ticket_file', ticketId, entry }, step: FREE }
}

/** A manager has something to tell the customer of an order. */
const write: Handler<'write'> = async (turn, { orderId }) => {
  const { core, actor } = turn
  const ticketId = await core.support.openFor(actor, orderId)
  return beginAnswer(turn, { to: 'ticket_answer', ticketId })
}

/** What may not be said is said otherwise at once: the conversation stays open. One that is a colleague's is left. */
const notSent =
  (turn: Turn, step: AskingOf<'ticket_answer'>) =>
  (refusal: DomainError): Promise<Reply> =>
    refusal.code === 'ticket.card_number'
      ? answering(turn, step, refusal)
      : ticket(turn, step, { notice: refusal })

export const questions: QuestionsOf<typeof ticketsSteps> = {
  ticket_answer: {
    answer: (turn, step, text) =>
      answered(turn, step, { text, media: null }).catch(unlessRefused(notSent(turn, step))),
    media: (turn, step, media) =>
      answered(turn, step, saidIn(turn, media)).catch(unlessRefused(notSent(turn, step))),
    again: (turn, step) => answering(turn, step),
    repeated: (turn, step) => ticket(turn, step),
  },
}

export const handlers: HandlersOf<typeof ticketsActions> = {
  tickets,
  ticket: (turn, action) => ticket(turn, action),
  ticket_take: take,
  ticket_answer: beginAnswer,
  ticket_quick: quick,
  ticket_say: say,
  ticket_hand: hand,
  ticket_give: give,
  ticket_close: close,
  ticket_history: (turn, action) =>
    ticket(turn, action, { mode: { kind: 'history' }, before: action.before }),
  ticket_file: file,
  write,
}

/** The ticket as it is; home for whom it is not. */
const near = (turn: Turn, action: { ticketId: string }): Promise<Reply> =>
  ticket(turn, action).catch(unlessRefused(() => home(turn)))

export const fallbacks: Fallbacks<typeof ticketsActions> = {
  ticket_take: near,
  ticket_answer: near,
  ticket_quick: near,
  ticket_say: near,
  ticket_hand: near,
  ticket_give: near,
  ticket_close: near,
  ticket_history: near,
  ticket_file: near,
}

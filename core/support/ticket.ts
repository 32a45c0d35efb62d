import { type Actor, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Language } from '../kernel/text.ts'

/** open: nobody has it · taken: one manager has it · closed: nothing is left to say, until the customer writes again. */
export type TicketState = 'open' | 'taken' | 'closed'

/** What a person sent besides words: kept by the messenger, who gives it out again by its id. */
export interface TicketMedia {
  readonly kind: 'photo' | 'voice' | 'video' | 'video_note' | 'audio' | 'document'
  readonly id: string
  readonly messenger: string
}

/** Words, a file, or a file with words under it. */
export interface Said {
  readonly text: string
  readonly media: TicketMedia | null
}

export type TicketNote = 'taken' | 'handed_on' | 'closed' | 'returned' | 'raised'

export interface TicketEntry extends Said {
  readonly number: number
  readonly side: 'customer' | 'staff' | 'note'
  readonly userId: string | null
  readonly name: string
  readonly note: TicketNote | null
  /** Whom it was handed on to, or from whom it returned. */
  readonly details: { readonly name?: string; readonly userId?: string }
  readonly aboutProduct: string | null
  readonly aboutOrder: string | null
  readonly undelivered: 'skipped' | 'failed' | 'unknown' | null
  readonly at: Date
}

export interface Ticket {
  readonly id: string
  readonly userId: string
  readonly name: string
  /** Proven; null until then. */
  readonly phone: string | null
  readonly language: Language
  readonly state: TicketState
  readonly holderId: string | null
  readonly holderName: string | null
  readonly lastNumber: number
  readonly settledTo: number
  readonly relayedTo: number
  /** The first message that nobody has answered. */
  readonly waitingSince: Date | null
}

export const mayAnswer = (actor: Pick<Actor, 'roles'> & { userId: string | null }): boolean =>
  roleAmong(actor, ['manager']) !== undefined

/** @throws DomainError `ticket.forbidden` for whoever is neither a manager nor the owner */
export const requireManager = (actor: Actor): string => {
  if (!mayAnswer(actor) || !actor.userId) throw new DomainError('ticket.forbidden')
  return actor.userId
}

/** @throws DomainError `ticket.taken` { name } where a colleague has it */
export const requireNobodyElse = ({ holderId, holderName }: Ticket, userId: string): void => {
  if (holderId && holderId !== userId) throw new DomainError('ticket.taken', { name: holderName ?? '' })
}

/** Who has it hands it on and closes it; the owner may too. @throws DomainError `ticket.taken`, `ticket.not_yours` */
export const requireHeld = (ticket: Ticket, actor: Actor): void => {
  if (ticket.state !== 'taken') throw new DomainError('ticket.not_yours')
  if (!actor.roles.includes('owner')) requireNobodyElse(ticket, actor.userId ?? '')
}

const PART_MAX = 3_500
/** What fits under a file, besides the name of who sent it. */
const CAPTION_MAX = 800

/** What is said, in pieces that every messenger takes: nothing is lost, and put together they are what was said. */
export const partsOf = ({ text, media }: Said): Said[] => {
  if (media && text.length <= CAPTION_MAX) return [{ text, media }]
  const parts: Said[] = media ? [{ text: '', media }] : []
  for (let rest = text; rest !== ''; ) {
    const part = piece(rest)
    parts.push({ text: part, media: null })
    rest = rest.slice(part.length)
  }
  return parts
}

/** At most PART_MAX signs, ended at a space where one is near, and never inside a surrogate pair. */
const piece = (text: string): string => {
  if (text.length <= PART_MAX) return text
  const space = text.lastIndexOf(' ', PART_MAX - 1)
  const end = space > PART_MAX / 2 ? space + 1 : PART_MAX
  return /[\uD800-\uDBFF]/.test(text[end - 1]!) ? text.slice(0, end - 1) : text.slice(0, end)
}

/** A card shows what is short enough; a file and a long text come as they are, above it. */
export const standsAlone = ({ text, media }: Said): boolean => media !== null || text.length > 500

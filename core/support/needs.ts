import type { Cause } from '../inbox.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Notifications } from '../notifications/index.ts'
import type { Announce } from '../outbox.ts'
import type { SettingsReader } from '../settings/index.ts'
import type { Staff } from '../staff/index.ts'
import { lockTicket } from './ticket.store.ts'
import type { Ticket } from './ticket.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly announce: Announce
  readonly notifications: Notifications
  readonly staff: Staff
}

/** A manager does something to a ticket. `cause` is the update that made them, so that a repeat is known. */
export interface TicketCommand {
  readonly actor: Actor
  readonly ticketId: string
  readonly cause?: Cause | undefined
}

/** The ticket, locked: of two who change it the second sees what the first made of it. @throws DomainError `ticket.unknown` */
export const requireTicket = async (tx: Tx, ticketId: string): Promise<Ticket> => {
  const ticket = await lockTicket(tx, ticketId)
  if (!ticket) throw new DomainError('ticket.unknown')
  return ticket
}

import { event } from '../events.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Db, sqlState } from '../kernel/db.ts'
import type { Language } from '../kernel/text.ts'
import type { Announce } from '../outbox.ts'
import { findBlock, findCustomerNotes, writeCustomerNote } from './customer-notes.ts'
import { endOrderingFor } from './ordering-for.store.ts'
import { followOrderingFor, orderFor } from './ordering-for.ts'
import {
  findReachable,
  findSpeaking,
  findUserByPerson,
  insertUser,
  type NewIdentity,
  type Speaking,
  setBlocked,
  type User,
} from './user.store.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly announce: Announce
}

const UNIQUE_VIOLATION = '23505'

export const createUsers = ({ db, clock, announce }: Needs) => ({
  /** The user behind a messenger account that we hear from, made at the first sight of it. Two at once make one. */
  meet: async (identity: NewIdentity): Promise<Speaking> => {
    const known = await findSpeaking(db.queries, identity, clock.now())
    if (known) return known
    await db
      .transaction(async (tx) => {
        const userId = await insertUser(tx, identity, clock.now())
        if (userId) await announce(tx, event('user.registered', { userId }))
      })
      .catch((error: unknown) => {
        // Another process met the same person this moment: theirs is as good.
        if (sqlState(error) !== UNIQUE_VIOLATION) throw error
      })
    const met = await findSpeaking(db.queries, identity, clock.now())
    if (!met) throw new Error(`no user was made for ${identity.person}`)
    return met
  },

  find: (person: string): Promise<User | undefined> => findUserByPerson(db.queries, person, clock.now()),

  setLanguage: (userId: string, language: Language): Promise<void> =>
    db.transaction(async (tx) => {
      const changed =
        await tx.$executeRaw`UPDATE users SET language = ${language}, language_at = ${clock.now()} WHERE id = ${userId} AND language <> ${language}`
      if (changed > 0) await announce(tx, event('user.language_changed', { userId }))
    }),

  orderFor: orderFor({ db, clock }),
  /** For whom one of the staff orders now; 'over' once, when that was left alone for an hour. */
  orderingFor: (userId: string) => followOrderingFor(db.queries, { userId, now: clock.now() }),
  endOrderingFor: (userId: string): Promise<void> => endOrderingFor(db.queries, userId),

  /** What the staff write down about a customer, blocks and their end among it. */
  writeNote: writeCustomerNote({ db, clock }),
  notes: (userId: string, limit: number) => findCustomerNotes(db.queries, userId, limit),
  blockOf: (userId: string) => findBlock(db.queries, userId),
  /** Whether they want to be reminded; what an order or a payment needs is told all the same. */
  setReminders: async (userId: string, reminders: boolean): Promise<void> => {
    await db.client.user.update({ where: { id: userId }, data: { reminders, remindersAt: clock.now() } })
  },

  /** Every account of theirs that can be written to, at whatever price. */
  reachable: (userId: string): Promise<string[]> =>
    findReachable(db.queries, { userId, now: clock.now(), outsideSession: 'send' }),

  /** The person blocked the bot: nothing is sent there until they write again. */
  blocked: (person: string): Promise<void> => setBlocked(db.queries, person, clock.now()),

  unblocked: (person: string): Promise<void> => setBlocked(db.queries, person, null),
})

export type Users = ReturnType<typeof createUsers>

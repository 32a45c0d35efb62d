import type { Db } from '../kernel/db.ts'

export interface StaffCard {
  /** What it shows: an order or a ticket, by id. */
  readonly about: string
  readonly person: string
  readonly messageId: string
}

/** Which message shows an order or a ticket to whom of the staff: one a person, redrawn when what it shows changes. */
export const createStaffCards = ({ db }: { db: Db }) => ({
  /** From now on this message is the card. Gives the one that was until this very moment, where that is another. */
  keep: async ({ about, person, messageId }: StaffCard): Promise<StaffCard | undefined> => {
    const rows = await db.queries.$queryRaw<{ before: string | null }[]>`
      WITH known AS (
        SELECT message_id FROM staff_cards WHERE about = ${about} AND person = ${person} FOR UPDATE
      ), changed AS (
        UPDATE staff_cards c SET message_id = ${messageId} FROM known k
        WHERE c.about = ${about} AND c.person = ${person} RETURNING k.message_id AS before
      ), made AS (
        INSERT INTO staff_cards (about, person, message_id)
        SELECT ${about}, ${person}, ${messageId} WHERE NOT EXISTS (SELECT FROM known)
        ON CONFLICT (about, person) DO UPDATE SET message_id = excluded.message_id RETURNING NULL AS before
      )
      SELECT before FROM changed UNION ALL SELECT before FROM made`
    const before = rows[0]?.before ?? null
    return before === null || before === messageId ? undefined : { about, person, messageId: before }
  },
  of: (about: string): Promise<StaffCard[]> => db.client.staffCard.findMany({ where: { about } }),
  ofPerson: (person: string): Promise<StaffCard[]> => db.client.staffCard.findMany({ where: { person } }),
  /** The message shows something else now. */
  forgetMessage: async ({ person, messageId }: Pick<StaffCard, 'person' | 'messageId'>): Promise<void> => {
    await db.client.staffCard.deleteMany({ where: { person, messageId } })
  },
  /** This card is gone; one that took its place meanwhile stays. */
  forget: async ({ about, person, messageId }: StaffCard): Promise<void> => {
    await db.client.staffCard.deleteMany({ where: { about, person, messageId } })
  },
})

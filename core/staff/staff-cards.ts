import type { Db } from '../kernel/db.ts'

export interface StaffCard {
  /** What it shows: an order or a ticket, by id. */
  readonly about: string
  readonly person: string
  readonly messageId: string
}

/** Which message shows an order or a ticket to whom of the staff: one a person, redrawn when what it shows changes. */
export const createStaffCards = ({ db }: { db: Db }) => ({
  keep: async ({ about, person, messageId }: StaffCard): Promise<void> => {
    await db.queries.$executeRaw`
      INSERT INTO staff_cards (about, person, message_id) VALUES (${about}, ${person}, ${messageId})
      ON CONFLICT (about, person) DO UPDATE SET message_id = excluded.message_id`
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

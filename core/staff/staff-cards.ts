import type { Db } from '../kernel/db.ts'

export interface StaffCard {
  readonly orderId: string
  readonly person: string
  readonly messageId: string
}

/** Which message shows an order to whom of the staff: one a person, redrawn when the order changes. */
export const createStaffCards = ({ db }: { db: Db }) => ({
  keep: async ({ orderId, person, messageId }: StaffCard): Promise<void> => {
    await db.queries.$executeRaw`
      INSERT INTO staff_cards (order_id, person, message_id) VALUES (${orderId}, ${person}, ${messageId})
      ON CONFLICT (order_id, person) DO UPDATE SET message_id = excluded.message_id`
  },
  of: (orderId: string): Promise<StaffCard[]> => db.client.staffCard.findMany({ where: { orderId } }),
  ofPerson: (person: string): Promise<StaffCard[]> => db.queries.$queryRaw<StaffCard[]>`
    SELECT order_id AS "orderId", person, message_id AS "messageId" FROM staff_cards WHERE person = ${person}`,
  /** The message shows something else now. */
  forgetMessage: async ({ person, messageId }: Pick<StaffCard, 'person' | 'messageId'>): Promise<void> => {
    await db.client.staffCard.deleteMany({ where: { person, messageId } })
  },
  forget: async ({ orderId, person }: Pick<StaffCard, 'orderId' | 'person'>): Promise<void> => {
    await db.client.staffCard.deleteMany({ where: { orderId, person } })
  },
})

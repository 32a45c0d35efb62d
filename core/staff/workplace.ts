import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Db, Queries, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'

/** The outlet where somebody works; null = everywhere. */
export const findWorkplace = async (q: Queries, { userId }: Actor): Promise<string | null> => {
  if (!userId) return null
  const rows = await q.$queryRaw<
    { outletId: string }[]
  >`SELECT outlet_id AS "outletId" FROM workplaces WHERE user_id = ${userId}`
  return rows[0]?.outletId ?? null
}

/**
 * What happens at an outlet is done by who works there; the owner is at home in each.
 * @throws DomainError `staff.other_outlet`
 */
export const requireWorksAt = async (tx: Tx, actor: Actor, outletId: string | undefined): Promise<void> => {
  if (actor.roles.includes('owner')) return
  const own = await findWorkplace(tx, actor)
  if (own !== null && own !== outletId) throw new DomainError('staff.other_outlet')
}

export type Workplaces = ReturnType<typeof createWorkplaces>

/** Where the staff work: storekeepers and sellers say it themselves, the owner says it of anybody. */
export const createWorkplaces = ({ db }: { db: Db }) => ({
  of: (actor: Actor) => findWorkplace(db.queries, actor),

  /** @throws DomainError `staff.forbidden`; `staff.outlet_unknown` */
  choose: async ({
    actor,
    userId,
    outletId,
  }: {
    actor: Actor
    userId: string
    outletId: string | null
  }): Promise<void> => {
    const may = actor.userId === userId && roleAmong(actor, ['storekeeper', 'seller'])
    if (!may && !roleAmong(actor, ['owner'])) throw new DomainError('staff.forbidden')
    if (outletId === null) {
      await db.queries.$executeRaw`DELETE FROM workplaces WHERE user_id = ${userId}`
      return
    }
    const chosen = await db.queries.$executeRaw`
      INSERT INTO workplaces (user_id, outlet_id) SELECT ${userId}, id FROM outlets WHERE id = ${outletId}
      ON CONFLICT (user_id) DO UPDATE SET outlet_id = excluded.outlet_id`
    if (chosen === 0) throw new DomainError('staff.outlet_unknown')
  },
})

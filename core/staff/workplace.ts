import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Queries, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { noteStaff } from './staff.store.ts'

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

/**
 * Where the staff work: storekeepers and sellers say it themselves, the owner says it of anybody. A change has its line
 * in the history.
 */
export const createWorkplaces = ({ db, clock }: { db: Db; clock: Clock }) => ({
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
    const byUser = actor.userId
    await db.transaction(async (tx) => {
      const moved =
        outletId === null ? await leaveWorkplace(tx, userId) : await setWorkplace(tx, { userId, outletId })
      if (!moved) return
      const what = outletId === null ? 'workplace_any' : 'workplace'
      await noteStaff(tx, { byUser, aboutUser: userId, what, after: moved, now: clock.now() })
    })
  },
})

interface Moved {
  readonly outletId: string | null
  readonly title: string
}

/** undefined where they worked everywhere already. */
const leaveWorkplace = async (tx: Tx, userId: string): Promise<Moved | undefined> => {
  const left = await tx.$executeRaw`DELETE FROM workplaces WHERE user_id = ${userId}`
  return left > 0 ? { outletId: null, title: '' } : undefined
}

/** undefined where they worked there already. @throws DomainError `staff.outlet_unknown` */
const setWorkplace = async (
  tx: Tx,
  { userId, outletId }: { userId: string; outletId: string },
): Promise<Moved | undefined> => {
  const rows = await tx.$queryRaw<
    { title: string }[]
  >`SELECT name->>'uk' AS title FROM outlets WHERE id = ${outletId}`
  if (!rows[0]) throw new DomainError('staff.outlet_unknown')
  const set = await tx.$executeRaw`
    INSERT INTO workplaces AS w (user_id, outlet_id) VALUES (${userId}, ${outletId})
    ON CONFLICT (user_id) DO UPDATE SET outlet_id = excluded.outlet_id WHERE w.outlet_id <> excluded.outlet_id`
  return set > 0 ? { outletId, title: rows[0].title } : undefined
}

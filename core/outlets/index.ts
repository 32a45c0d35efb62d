/** Stores and warehouses of ours. */
import type { Clock } from '../kernel/clock.ts'
import type { Db, Queries } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'
import { addOutlet, changeOutlet } from './change-outlet.ts'

export { OUTLET_TEXTS, type OutletText } from './change-outlet.ts'

export interface Outlet {
  readonly id: string
  readonly code: string
  readonly kind: 'store' | 'warehouse'
  readonly name: Text
  readonly city: Text
  readonly address: Text
  readonly hours: Text
  readonly phone: string | null
  readonly pickup: boolean
  /** Since when customers do not see it; null = they do. */
  readonly hiddenAt: Date | null
}

/** Whether an order can be collected there. */
export const isPickup = async (q: Queries, outletId: string | undefined): Promise<boolean> =>
  outletId !== undefined &&
  (await q.$executeRaw`SELECT FROM outlets WHERE id = ${outletId} AND pickup AND hidden_at IS NULL`) === 1

export type Outlets = ReturnType<typeof createOutlets>

export const createOutlets = ({ db, clock }: { db: Db; clock: Clock }) => {
  const all = async (): Promise<Outlet[]> =>
    (await db.client.outlet.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    })) as unknown as Outlet[]
  return {
    all,
    change: changeOutlet({ db, clock }),
    add: addOutlet({ db, clock }),
    /** The stores where a customer can collect an order. */
    pickups: async (): Promise<Outlet[]> =>
      (await all()).filter(({ pickup, hiddenAt }) => pickup && !hiddenAt),
    find: async (id: string): Promise<Outlet | undefined> => (await all()).find((outlet) => outlet.id === id),
  }
}

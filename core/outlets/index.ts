/** Stores and warehouses of ours. */
import type { Db, Queries } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'

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
}

/** Whether an order can be collected there. */
export const isPickup = async (q: Queries, outletId: string | undefined): Promise<boolean> =>
  outletId !== undefined && (await q.$executeRaw`SELECT FROM outlets WHERE id = ${outletId} AND pickup`) === 1

export type Outlets = ReturnType<typeof createOutlets>

export const createOutlets = ({ db }: { db: Db }) => {
  const all = async (): Promise<Outlet[]> =>
    (await db.client.outlet.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    })) as unknown as Outlet[]
  return {
    all,
    /** The stores where a customer can collect an order. */
    pickups: async (): Promise<Outlet[]> => (await all()).filter(({ pickup }) => pickup),
    find: async (id: string): Promise<Outlet | undefined> => (await all()).find((outlet) => outlet.id === id),
  }
}

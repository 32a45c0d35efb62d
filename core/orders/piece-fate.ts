import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import type { Queries, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireWorksAt } from '../staff/index.ts'
import { type Needs, type OrderCommand, requireOrder } from './needs.ts'
import type { Order, OrderLine } from './order.ts'

/** What becomes of a piece in hand: the customer keeps it, «На полицю», «Уцінка», «Брак», «Не доїхало». */
export const FATES = ['kept', 'shelf', 'markdown', 'defect', 'missing'] as const
export type PieceFate = (typeof FATES)[number]
/** What became of a piece that came back. */
export type Fate = Exclude<PieceFate, 'kept'>

/** The fates of a line's pieces in their order; null where nobody said it yet. */
export type FatesByLine = Readonly<Record<string, readonly (PieceFate | null)[]>>

export const findFates = async (q: Queries, order: Pick<Order, 'id' | 'lines'>): Promise<FatesByLine> => {
  const rows = await q.$queryRaw<{ lineId: string; piece: number; fate: PieceFate }[]>`
    SELECT f.line_id AS "lineId", f.piece, f.fate FROM piece_fates f JOIN order_lines l ON l.id = f.line_id WHERE l.order_id = ${order.id}`
  const fateOf = (lineId: string, piece: number) =>
    rows.find((row) => row.lineId === lineId && row.piece === piece)?.fate ?? null
  return Object.fromEntries(
    order.lines.map((line) => [line.id, piecesOf(line).map((piece) => fateOf(line.id, piece))]),
  )
}

/** 1, 2 … of a line of so many pieces. */
export const piecesOf = ({ quantity }: Pick<OrderLine, 'quantity'>): number[] =>
  Array.from({ length: quantity }, (_, i) => i + 1)

/** Where an order's goods lie: a pickup's in its store; null = where they came from. */
export const goodsAt = ({ status, delivery }: Order): string | null =>
  status === 'ARRIVED' && delivery.method === 'pickup' ? (delivery.outletId ?? null) : null

export interface MarkPieces extends OrderCommand {
  /** One piece of a line; without it every piece of the order that has no fate yet. */
  readonly of?: { readonly lineId: string; readonly piece: number } | undefined
  readonly fate: PieceFate
}

/**
 * Somebody with the goods in hand says of a piece what becomes of it. Nothing moves yet: the return, or the handing
 * out, does it at once for all. Said again it is said anew.
 * @throws DomainError `order.impossible` when the goods are not in hand, `order.line_gone`, `staff.other_outlet`, `order.forbidden`
 */
export const markPieces =
  ({ db, clock }: Needs) =>
  ({ actor, orderId, of, fate, cause }: MarkPieces): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['storekeeper', 'seller']) || !actor.userId)
        throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      const { number, status } = order
      if (!inHand(order)) throw new DomainError('order.impossible', { number, status })
      await requireWorksAtGoods(tx, { order, actor })
      const line = order.lines.find(({ id }) => id === of?.lineId)
      if (of && !(line && of.piece >= 1 && of.piece <= line.quantity))
        throw new DomainError('order.line_gone', { number })
      const pieces = of
        ? [of]
        : order.lines.flatMap((each) => piecesOf(each).map((piece) => ({ lineId: each.id, piece })))
      await tx.$executeRaw`
        INSERT INTO piece_fates (line_id, piece, fate, by_user, at)
        SELECT "lineId", piece, ${fate}, ${actor.userId}, ${now}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(pieces)}::jsonb) AS p("lineId" text, piece int)
        ON CONFLICT (line_id, piece) DO UPDATE SET fate = excluded.fate, by_user = excluded.by_user, at = excluded.at
        WHERE ${of !== undefined}`
    })

/** On its way back to us, or in a store of ours. */
export const inHand = ({ status, delivery }: Pick<Order, 'status' | 'delivery'>): boolean =>
  status === 'RETURNING' || (status === 'ARRIVED' && delivery.method === 'pickup')

/** A pickup is its own store's. @throws DomainError `staff.other_outlet` */
export const requireWorksAtGoods = async (
  tx: Tx,
  { order, actor }: { order: Order; actor: OrderCommand['actor'] },
): Promise<void> => {
  if (order.delivery.method === 'pickup') await requireWorksAt(tx, actor, order.delivery.outletId)
}

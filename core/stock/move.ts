import type { Text } from '../kernel/text.ts'

export type MoveState = 'requested' | 'sent' | 'received' | 'cancelled'

/** What one end has to do: send what was asked for, receive what is on its way. */
export const MOVE_STAGES = { send: 'requested', receive: 'sent' } as const satisfies Record<string, MoveState>
export type MoveStage = keyof typeof MOVE_STAGES
export const MOVE_STAGE_NAMES = Object.keys(MOVE_STAGES) as MoveStage[]

/** Why pieces that were sent did not arrive. */
export const LOSSES = ['lost', 'damaged'] as const
export type Loss = (typeof LOSSES)[number]

export interface MoveLine {
  readonly variantId: string
  readonly productId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly quantity: number
  readonly missing: number
  /** On which shelf of the outlet that sends. */
  readonly shelf: string | null
}

/** Goods from one outlet to another. On their way they are nobody's stock: neither end can sell them. */
export interface Move {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly state: MoveState
  readonly requestedAt: Date
  readonly sentAt: Date | null
  readonly lines: readonly MoveLine[]
}

/** Pieces that are moved, and those of them that arrived. */
export const piecesOfMove = ({ lines }: Pick<Move, 'lines'>): { all: number; arrived: number } => {
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return { all, arrived: lines.reduce((left, { missing }) => left - missing, all) }
}

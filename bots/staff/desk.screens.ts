import type { Order } from '../../core/orders/index.ts'
import type { Action } from '../dialogue/action.ts'
import type { QueueName } from './desk.actions.ts'

/** A button of the desk, with how much waits behind it. */
export interface DeskEntry {
  /** A key of the dialogue's words. */
  readonly code: string
  readonly count?: number
  /** Since when the oldest of it waits. */
  readonly since?: { readonly at: Date; readonly now: Date }
  readonly action: Action
}

/** The desk: what waits for whom. */
export type DeskScreen =
  | {
      readonly name: 'desk'
      readonly entries: readonly DeskEntry[]
      /** null: not on shift. */
      readonly onShiftSince: Date | null
      readonly powerCutUntil: Date | null
    }
  | {
      readonly name: 'queue'
      readonly queue: QueueName
      readonly orders: readonly Order[]
      readonly more: boolean
      readonly now: Date
    }

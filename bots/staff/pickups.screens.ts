import type { Money } from '../../core/kernel/money.ts'
import type { FatesByLine, HandStage, Order } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'

/** What waits in a store, is handed out there, or comes back to us. */
export type PickupsScreen =
  | {
      readonly name: 'pickups'
      readonly stage: HandStage
      readonly orders: readonly Order[]
      /** What was looked for; then the orders are those found. */
      readonly said: string | null
      readonly now: Date
    }
  | {
      readonly name: 'pickup'
      readonly order: Order
      readonly outlet: Outlet | undefined
      readonly fates: FatesByLine
      /** What is still to be paid: for the whole order, or for what is kept. */
      readonly due: Money
      readonly mode: PickupMode
      readonly now: Date
    }

/** What of it is open. `pay`: the last question before it is handed out. */
export type PickupMode = 'main' | 'pay' | 'pay_part' | 'part' | 'back'

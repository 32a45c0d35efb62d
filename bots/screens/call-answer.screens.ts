import type { Order } from '../../core/orders/index.ts'

/** What a customer answers who could not be reached. */
export type CallAnswerScreen = {
  readonly name: 'call_hours'
  readonly order: Order
  readonly offered: readonly Date[]
}

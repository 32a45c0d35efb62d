import type { DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Settings } from '../../core/settings/index.ts'

/** Where everything begins, and where one is when something broke. */
export type HomeScreen =
  | {
      readonly name: 'home'
      readonly settings: Settings
      readonly cartCount: number
      readonly staff: boolean
      /** Until when a power cut holds; null = none does. */
      readonly powerCutUntil: Date | null
    }
  /** What is needed less often than what stands at the beginning. */
  | { readonly name: 'more'; readonly cartCount: number }
  | {
      readonly name: 'about'
      readonly settings: Settings
      readonly deliveries: readonly DeliveryMethod[]
      readonly payments: readonly PaymentMethod[]
      readonly outlets: readonly Outlet[]
    }
  | { readonly name: 'language' }
  | { readonly name: 'trouble' }

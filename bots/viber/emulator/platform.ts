import type { Deliveries } from './deliveries.ts'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import type { Phones } from './phones.ts'
import type { World } from './world.ts'

/** All that the API and the control side work with. */
export interface Platform {
  world: World
  deliveries: Deliveries
  phones: Phones
  faults: Faults
  journal: Journal
  /** Aborts when the stand-in closes. */
  closed: AbortSignal
}

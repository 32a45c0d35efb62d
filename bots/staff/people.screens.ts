import type { StaffRole } from '../../core/kernel/actor.ts'

/** Who works in the shop. */
export type PeopleScreen =
  | { readonly name: 'invite' }
  | { readonly name: 'invited'; readonly role: StaffRole; readonly secret: string }

import type { StaffRole } from '../../core/kernel/actor.ts'
import type { Invitation, LentRole, StaffLine, StaffMember } from '../../core/staff/index.ts'

/** Who works in the shop. */
export type PeopleScreen =
  | {
      readonly name: 'people'
      readonly members: readonly StaffMember[]
      readonly invitations: number
    }
  | { readonly name: 'person'; readonly member: StaffMember; readonly now: Date; readonly asks: boolean }
  | { readonly name: 'invite'; readonly role: StaffRole | null }
  | {
      readonly name: 'invited'
      readonly role: StaffRole
      readonly secret: string
      readonly until: Date
    }
  | { readonly name: 'invitations'; readonly invitations: readonly Invitation[] }
  | { readonly name: 'people_history'; readonly lines: readonly StaffLine[]; readonly more: boolean }
  | {
      readonly name: 'lend'
      readonly member: StaffMember
      /** Which of the role, the day and the sum is asked for. */
      readonly terms: { readonly role?: LentRole; readonly until?: Date; readonly day?: number }
      /** Days that can be pressed instead of typed: number as in the address, and its date. */
      readonly days: readonly { readonly day: number; readonly date: Date }[]
    }

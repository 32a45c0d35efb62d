/** Who does something. `provider` is an outside system (a payment provider, a carrier), `system` is us by the clock. */
export const ROLES = [
  'customer',
  'manager',
  'accountant',
  'storekeeper',
  'seller',
  'owner',
  'system',
  'provider',
] as const
export type Role = (typeof ROLES)[number]

export const STAFF_ROLES = ['owner', 'manager', 'accountant', 'storekeeper', 'seller'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** Somebody with all the roles he or she has; a customer has 'customer' alone. */
export interface Actor {
  readonly userId: string | null
  readonly roles: readonly Role[]
  /** Which of the roles are lent to them, up to a sum perhaps; left out = not known. */
  readonly lent?: readonly Role[]
}

export const SYSTEM: Actor = { userId: null, roles: ['system'] }
export const PROVIDER: Actor = { userId: null, roles: ['provider'] }

const STAFF: readonly Role[] = STAFF_ROLES

/** The first of `allowed` that the actor has; the owner has every staff role. Undefined when none. */
export const roleAmong = (actor: Actor, allowed: readonly Role[]): Role | undefined => {
  const own = allowed.find((role) => actor.roles.includes(role))
  if (own) return own
  return actor.roles.includes('owner') && allowed.some((role) => STAFF.includes(role)) ? 'owner' : undefined
}

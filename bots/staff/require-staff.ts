import { type Actor, roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'

/** @throws DomainError `order.forbidden` for whoever is no staff, or has none of the roles (the owner has them all) */
export const requireStaff = (actor: Actor, roles?: readonly StaffRole[]): void => {
  if (roles ? !roleAmong(actor, roles) : !isStaff(actor)) throw new DomainError('order.forbidden')
}

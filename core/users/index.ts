/** Who people are: one user is one person, with a proven phone and an identity in each messenger. */

export {
  type Block,
  type CustomerNote,
  findBlock,
  findBlockReason,
} from './customer-notes.ts'
export { type MergeReason, mergeUser } from './merge-user.store.ts'
export { endOrderingFor, isClaimed, lockPhone, type OrderingFor } from './ordering-for.store.ts'
export {
  findReachable,
  type NewIdentity,
  type Orderer,
  ordererOf,
  setBlocked,
  type User,
  wantsReminders,
} from './user.store.ts'
export { createUsers, type Users } from './users.ts'

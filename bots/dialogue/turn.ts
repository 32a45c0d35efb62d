import type { Cause } from '../../core/inbox.ts'
import type { Core } from '../../core/index.ts'
import type { Actor } from '../../core/kernel/actor.ts'
import type { User } from '../../core/users/index.ts'
import type { Notice, Screen } from '../screens/screen.ts'
import type { Action } from './action.ts'
import type { Step } from './step.ts'

/** What a handler knows: who speaks, what they are in the middle of, and which update made them. */
export interface Turn {
  readonly core: Core
  readonly user: User
  readonly actor: Actor & { readonly userId: string }
  readonly messenger: string
  readonly step: Step
  /** Pieces in the cart when the update was read; whoever changes the cart counts anew. */
  readonly piecesInCart: number
  /** The stored update: passed to the one changing use case, so that a repeat changes nothing. */
  readonly cause: Cause
}

/** What is shown next, and what the next text will answer. */
export interface Reply {
  readonly screen: Screen
  readonly step: Step
}

export type Handler<N extends Action['to']> = (
  turn: Turn,
  action: Extract<Action, { to: N }>,
) => Promise<Reply>

/** The same screen with something said above it. */
export const withNotice = (reply: Reply, notice: Notice | undefined): Reply =>
  notice ? { ...reply, screen: { ...reply.screen, notice } } : reply

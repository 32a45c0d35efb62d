import type { Cause } from '../../core/inbox.ts'
import type { Core } from '../../core/index.ts'
import type { Actor } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import type { User } from '../../core/users/index.ts'
import type { Notice, Screen } from '../screens/screen.ts'
import type { ActionName, ActionOf } from './action.ts'
import type { ActionTable } from './address.ts'
import type { Media } from './heard.ts'
import type { Asking, AskingOf, Step } from './step.ts'

/** What a handler knows: who speaks, what they are in the middle of, and which update made them. */
export interface Turn {
  readonly core: Core
  readonly user: User
  readonly actor: Actor & { readonly userId: string }
  readonly messenger: string
  readonly step: Step
  /** Pieces in the cart when the update was read; whoever changes the cart counts anew. */
  readonly piecesInCart: number
  /**
   * The barcodes on a photo, as they are kept; none where none can be read. To be asked for before anything is changed.
   * @throws DomainError `photo.unreachable`, `photo.too_big`, `photo.none`: it could not be had, or is no picture
   */
  readonly scan: (media: Media) => Promise<readonly string[]>
  /** A manager orders for somebody: `user` is the customer then, `actor` the manager. */
  readonly orderingFor?: { readonly number: string }
  /** The stored update: passed to the one changing use case, so that a repeat changes nothing. */
  readonly cause: Cause
}

/** What is shown next, and what the next text will answer. */
export interface Reply {
  readonly screen: Screen
  readonly step: Step
}

export type Handler<N extends ActionName> = (turn: Turn, action: ActionOf<N>) => Promise<Reply>

/** What each button of an area does; one that does nothing does not compile. */
export type HandlersOf<T extends ActionTable> = { readonly [N in keyof T & ActionName]: Handler<N> }

/**
 * Where a person stands when a button's change was refused, and (`repeats`, else the same) when it was made before
 * and the update came again. An action that is not named leads home, and so does one that refuses in its turn.
 */
export type Fallbacks<T extends ActionTable> = { readonly [N in keyof T & ActionName]?: Handler<N> }

/** A question that waits for words. */
export interface Question<A extends Asking['asks']> {
  /** What becomes of a typed answer. A refusal that it throws is said above the question asked again. Without it, words are as if nothing was asked. */
  readonly answer?: (turn: Turn, step: AskingOf<A>, text: string) => Promise<Reply>
  /** What becomes of a photo or a voice that comes instead; without it the question is asked again. */
  readonly media?: (turn: Turn, step: AskingOf<A>, media: Media) => Promise<Reply>
  /** What becomes of a shared number; without it it is the checkout's. `own`: the messenger vouches for it. */
  readonly contact?: (
    turn: Turn,
    step: AskingOf<A>,
    contact: { readonly phone: string; readonly own: boolean },
  ) => Promise<Reply>
  /** «‹ Назад» of the keyboard that shares the number. */
  readonly back?: (turn: Turn) => Promise<Reply>
  /** The same question once more. */
  readonly again: (turn: Turn, step: AskingOf<A>) => Promise<Reply>
  /** The answer was taken before and the update came again; without it the person is led home. */
  readonly repeated?: (turn: Turn, step: AskingOf<A>) => Promise<Reply>
}

/** The questions that a list of steps (`checkoutSteps`) asks. */
export type QuestionsOf<S extends readonly { readonly _zod: { readonly output: { asks: string } } }[]> = {
  readonly [A in S[number]['_zod']['output']['asks'] & Asking['asks']]: Question<A>
}

/** A link that opens the bot with a word (`/start p_…`): what the word means. */
export interface Start {
  readonly pattern: RegExp
  readonly open: (turn: Turn, found: RegExpExecArray) => Promise<Reply>
}

/** The same screen with something said above it. */
export const withNotice = (reply: Reply, notice: Notice | undefined): Reply =>
  notice ? { ...reply, screen: { ...reply.screen, notice } } : reply

/** For `catch`: another reply where the shop said no; anything else is thrown on. */
export const unlessRefused =
  (otherwise: (refusal: DomainError) => Promise<Reply>) =>
  (error: unknown): Promise<Reply> => {
    if (error instanceof DomainError) return otherwise(error)
    throw error
  }

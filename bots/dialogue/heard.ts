import type { Language } from '../../core/kernel/text.ts'
import type { Action } from './action.ts'
import type { Media } from './media.ts'

export type { Downloaded, Media, MediaKind } from './media.ts'

/** What a person did, whatever the messenger. An adapter makes it of an update. */
export type Heard =
  | { readonly kind: 'action'; readonly action: Action }
  /** A button of ours that means nothing any more, or never did. */
  | { readonly kind: 'stale' }
  /** `repliesTo`: the messenger's id of the message that it answers, where the person chose one. */
  | { readonly kind: 'text'; readonly text: string; readonly repliesTo?: string }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  /** `own`: the messenger vouches that it is the sender's number. */
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean }
  /** «‹ Назад» of a keyboard that stands in place of the person's own. */
  | { readonly kind: 'back' }
  | { readonly kind: 'media'; readonly media: Media; readonly repliesTo?: string }
  /** A sticker, a location, a poll: nothing that we can read or hand on. */
  | { readonly kind: 'other' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'unblocked' }

/** Who did it, as the messenger introduces them. */
export interface Speaker {
  readonly person: string
  readonly name: string
  readonly username: string | null
  readonly language: Language
  /** Until when what we write is an answer to this, where the messenger counts that. */
  readonly sessionEndsAt?: Date
}

/** Also what only looks like one: nobody lives in a city that begins with a slash. */
const COMMAND = /^\/([\p{L}\d_]{0,32})(?:@\w+)?(?:\s+([\s\S]*))?$/iu

/** A command that was typed; undefined for any other words. */
export const commandIn = (text: string): Extract<Heard, { kind: 'command' }> | undefined => {
  const [typed, name = '', argument = ''] = COMMAND.exec(text) ?? []
  return typed === undefined
    ? undefined
    : { kind: 'command', name: name.toLowerCase(), argument: argument.trim() }
}

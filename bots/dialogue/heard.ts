import type { Language } from '../../core/kernel/text.ts'
import type { Action } from './action.ts'

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

export const MEDIA_KINDS = ['photo', 'voice', 'video', 'video_note', 'audio', 'document'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

/** A file that a person sent: kept by the messenger, who gives it out again by its id. */
export interface Media {
  readonly kind: MediaKind
  /** The messenger's own id of it, for the bot that heard it (Telegram: file_id). */
  readonly id: string
  /** What was written under it; empty where nothing was. */
  readonly caption: string
}

/** Who did it, as the messenger introduces them. */
export interface Speaker {
  readonly person: string
  readonly name: string
  readonly username: string | null
  readonly language: Language
}

export const MEDIA_KINDS = ['photo', 'voice', 'video', 'video_note', 'audio', 'document'] as const
/** The bytes of a file, and what its name ends with where the messenger says so ("pdf"). */
export interface Downloaded {
  readonly bytes: Uint8Array
  readonly ending: string
}

export type MediaKind = (typeof MEDIA_KINDS)[number]

/** A file that a person sent: kept by the messenger, who gives it out again by its id. */
export interface Media {
  readonly kind: MediaKind
  /** The messenger's own id of it, for the bot that heard it (Telegram: file_id). */
  readonly id: string
  /** What was written under it; empty where nothing was. */
  readonly caption: string
}

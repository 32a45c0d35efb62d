import type { Action } from '../dialogue/action.ts'
import type { MediaKind } from '../dialogue/heard.ts'
import type { Words } from '../locales/words.ts'

/** Room between what belongs together and what does not. */
export const GAP = { gap: true } as const

/** A line of a card; the presenter of each messenger escapes and formats it. */
export type Line =
  | string
  | { readonly bold: string }
  /** A tap copies it: bank details, a waybill number. */
  | { readonly label: string; readonly copy: string }
  | { readonly label: string; readonly url: string }
  | typeof GAP

export type Button =
  | { readonly label: string; readonly action: Action }
  | { readonly label: string; readonly url: string }
  /** Chooses a chat and calls the bot there with these words. */
  | { readonly label: string; readonly query: string }

export interface CardMedia {
  readonly kind: MediaKind
  /** The messenger's own id of it. */
  readonly id: string
  /** Whose id it is: another messenger shows the copy that is kept of it. */
  readonly messenger: string
  /** Said where it cannot be shown (any more). */
  readonly instead: string
}

/** A file that a person sent, for a card. */
export const mediaOf = (
  media: Omit<CardMedia, 'instead'> | null | undefined,
  words: Words,
): CardMedia | undefined => (media ? { ...media, instead: words.say('file.lost') } : undefined)

export interface CardFile {
  readonly name: string
  readonly text: string
}

/** A product to choose: a button where there are only buttons, a picture with words where there is room for it. */
export interface GalleryItem {
  readonly label: string
  readonly name: string
  readonly price: string
  /** SHA-256 of a picture in the database. */
  readonly photo: string | null
  readonly action: Action
}

/** A screen in words and buttons, for any messenger: most are drawn as they are, some are made better by each. */
export interface Card {
  readonly lines: readonly Line[]
  /** Stands above the rows. */
  readonly gallery?: readonly GalleryItem[]
  readonly rows: readonly (readonly Button[])[]
  /** SHA-256 of a picture in the database. */
  readonly photo?: string | undefined
  /** All of its pictures, for where they stand beside one another; `photo` is the one that is shown elsewhere. */
  readonly album?: readonly string[]
  /** A file that a person sent, shown instead of a picture of ours: the messenger that has it gives it out again. */
  readonly media?: CardMedia | undefined
  /** A file of ours, with the lines under it. */
  readonly file?: CardFile | undefined
  /** The messenger's button that shares the own phone number, with the labels of those that stand beside it. */
  readonly asksPhone?: { readonly share: string; readonly back: string; readonly home: string }
}

export const button = (label: string, action: Action): Button => ({ label, action })

/** Buttons in rows of `width`. */
export const inRows = (buttons: readonly Button[], width: number): Button[][] => {
  const rows: Button[][] = []
  for (let i = 0; i < buttons.length; i += width) rows.push(buttons.slice(i, i + width))
  return rows
}

/** Telegram takes a hundred buttons and some 10 KB of them; the rest of a screen needs some too. */
export const BUTTONS_MAX = 60

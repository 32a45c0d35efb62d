/** Words of the shop's own data in the languages it has; Ukrainian is always there. */
export interface Text {
  readonly uk: string
  readonly en?: string | undefined
}

export const LANGUAGES = ['uk', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

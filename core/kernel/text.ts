/** Words of the shop's own data in the languages it has; Ukrainian is always there. */
export interface Text {
  readonly uk: string
  readonly en?: string | undefined
}

export const LANGUAGES = ['uk', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** At most `max` signs of JavaScript's, cut at a whole one, so that no half of a surrogate pair is left. */
export const cut = (text: string, max: number): string => {
  const short = text.slice(0, Math.max(0, max))
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short
}

/** What stands before a street's or a village's name in small letters: "вул. Хорива", "смт Гребінка". */
const SMALL =
  /^(?:(?:вул|вулиця|просп|пр|проспект|пл|площа|бул|бульвар|пров|провулок|наб|шосе|узвіз|с|смт)(?:\.|\s)|м-н|мкр)/iu

/** "київ" as «Київ»: nothing but the first letter changes, and none where a place's kind stands first. */
export const capitalized = (text: string): string =>
  SMALL.test(text) ? text : text.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase('uk'))

/** Typed words on one line, without spaces around them. */
export const oneLine = (typed: string): string => typed.trim().replace(/\s+/g, ' ')

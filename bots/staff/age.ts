import type { Words } from '../locales/words.ts'
import { ageOf } from '../screens/format.ts'

/** "3 хв": how old something is, in words. */
export const age = (since: Date, { now, words }: { now: Date; words: Words }): string => {
  const { unit, count } = ageOf(since, now)
  return words.say(`age.${unit}`, { count })
}

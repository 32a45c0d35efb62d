import type { Words } from '../locales/words.ts'
import { momentParts } from './format.ts'

/** «пт 20.11 о 15:30», and «об 11:00» as it is said. */
export const atMoment = (date: Date, words: Words): string => {
  const said = momentParts(date, words.language)
  return words.say('mark.at', said.time.startsWith('11') ? { ...said, context: 'eleven' } : said)
}

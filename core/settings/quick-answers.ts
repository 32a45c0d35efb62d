import { DomainError } from '../kernel/errors.ts'
import { random58 } from '../kernel/ids.ts'
import type { Language, Text } from '../kernel/text.ts'
import { QUICK_ANSWERS_MAX, type Settings } from './settings.ts'

type Support = Settings['support']

/** One of the answers that managers send in a tap. */
export type QuickAnswer = Support['quickAnswers'][number]

/** Small letters, as the buttons that name it take them. */
const newCode = (): string =>
  random58(40)
    .replace(/[^a-z]/g, '')
    .slice(0, 12)

/** One more, the last. @throws DomainError `settings.too_many_answers` { max } */
export const withQuickAnswer = (support: Support, uk: string): Support => {
  if (support.quickAnswers.length >= QUICK_ANSWERS_MAX)
    throw new DomainError('settings.too_many_answers', { max: QUICK_ANSWERS_MAX })
  return { ...support, quickAnswers: [...support.quickAnswers, { code: newCode(), text: { uk } }] }
}

/**
 * Other words in its place, under another name: a button that still shows the old ones sends nothing.
 * @throws DomainError `ticket.no_such_answer`
 */
export const withQuickText = (
  support: Support,
  { code, language, text }: { code: string; language: Language; text: string },
): Support => {
  const changed = ({ text: before }: QuickAnswer): QuickAnswer => ({
    code: newCode(),
    text: { ...before, [language]: text } satisfies Text,
  })
  requireAnswer(support, code)
  return {
    ...support,
    quickAnswers: support.quickAnswers.map((each) => (each.code === code ? changed(each) : each)),
  }
}

/** @throws DomainError `ticket.no_such_answer` */
export const withoutQuickAnswer = (support: Support, code: string): Support => {
  requireAnswer(support, code)
  return { ...support, quickAnswers: support.quickAnswers.filter((each) => each.code !== code) }
}

const requireAnswer = ({ quickAnswers }: Support, code: string): void => {
  if (!quickAnswers.some((each) => each.code === code)) throw new DomainError('ticket.no_such_answer')
}

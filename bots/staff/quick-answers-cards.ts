import { cut } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from '../screens/card.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { QuickAnswersScreen } from './quick-answers.screens.ts'

const LABEL_MAX = 38
/** Twenty of them stand on one screen. */
const SHOWN_MAX = 120

const short = (text: string, max: number): string => (text.length > max ? `${cut(text, max)}…` : text)

const listCard = ({ answers }: ScreenOf<'quick_answers'>, words: Words): Card => ({
  lines: [
    { bold: words.say('quick.title') },
    GAP,
    ...(answers.length > 0
      ? answers.map(({ text }, i) => `${i + 1}. ${short(text.uk, SHOWN_MAX)}`)
      : [words.say('quick.none')]),
  ],
  rows: [
    ...answers.map(({ code, text }, i) => [
      button(short(`${i + 1}. ${text.uk}`, LABEL_MAX), { to: 'quick_answer', code }),
    ]),
    [button(words.say('quick.add'), { to: 'quick_answer_add' })],
    [button(words.say('setup.back'), { to: 'setup' })],
  ],
})

const answerCard = ({ answer, asks }: ScreenOf<'quick_answer'>, words: Words): Card => {
  const { code, text } = answer
  const lines = [
    { bold: words.say('quick.one') },
    GAP,
    words.say('quick.uk', { text: text.uk }),
    words.say('quick.en', { text: text.en || words.say('setup.nothing') }),
  ]
  if (asks)
    return {
      lines: [...lines, GAP, { bold: words.say(`quick.ask.${asks}`) }],
      rows: [[button(words.say('back'), { to: 'quick_answer', code })]],
    }
  return {
    lines,
    rows: [
      [
        button(words.say('quick.change'), { to: 'quick_answer_text', code, language: 'uk' }),
        button(words.say('quick.change_en'), { to: 'quick_answer_text', code, language: 'en' }),
      ],
      [button(words.say('quick.drop'), { to: 'quick_answer_drop', code })],
      [button(words.say('quick.back'), { to: 'quick_answers' })],
    ],
  }
}

const addCard = (words: Words): Card => ({
  lines: [{ bold: words.say('quick.add') }, GAP, words.say('quick.ask.uk')],
  rows: [[button(words.say('quick.back'), { to: 'quick_answers' })]],
})

export const quickAnswersCards: CardsOf<QuickAnswersScreen> = {
  quick_answers: (screen, { words }) => listCard(screen, words),
  quick_answer: (screen, { words }) => answerCard(screen, words),
  quick_answer_add: (_, { words }) => addCard(words),
}

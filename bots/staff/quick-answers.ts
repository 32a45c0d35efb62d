import { DomainError } from '../../core/kernel/errors.ts'
import type { Language } from '../../core/kernel/text.ts'
import {
  type Settings,
  withoutQuickAnswer,
  withQuickAnswer,
  withQuickText,
} from '../../core/settings/index.ts'
import { FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import type { quickAnswersActions, quickAnswersSteps } from './quick-answers.actions.ts'
import { requireStaff } from './require-staff.ts'

const list = async ({ core, actor }: Turn): Promise<Reply> => {
  requireStaff(actor, ['owner'])
  const { support } = await core.settings.read()
  return { screen: { name: 'quick_answers', answers: support.quickAnswers }, step: FREE }
}

const one = async (
  { core, actor }: Turn,
  { code }: { code: string },
  asks: Language | null = null,
): Promise<Reply> => {
  requireStaff(actor, ['owner'])
  const { support } = await core.settings.read()
  const answer = support.quickAnswers.find((each) => each.code === code)
  if (!answer) throw new DomainError('ticket.no_such_answer')
  return {
    screen: { name: 'quick_answer', answer, asks },
    step: asks ? { asks: 'quick_answer_text', code, language: asks } : FREE,
  }
}

const asksNew = async ({ actor }: Turn): Promise<Reply> => {
  requireStaff(actor, ['owner'])
  return { screen: { name: 'quick_answer_add' }, step: { asks: 'quick_answer_add' } }
}

/** Changes them and shows all: what was changed has another name from then on. */
const change = async (
  turn: Turn,
  edit: (support: Settings['support']) => Settings['support'],
): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.settings.change({ actor, key: 'support', edit, cause })
  return withNotice(await list(turn), { code: 'setup.saved' })
}

export const questions: QuestionsOf<typeof quickAnswersSteps> = {
  quick_answer_add: {
    answer: (turn, _, text) =>
      change(turn, (support) => withQuickAnswer(support, text.trim())).catch(
        unlessRefused(async (refusal) => withNotice(await asksNew(turn), refusal)),
      ),
    again: asksNew,
    repeated: list,
  },
  quick_answer_text: {
    answer: (turn, { code, language }, text) =>
      change(turn, (support) => withQuickText(support, { code, language, text: text.trim() })).catch(
        unlessRefused(async (refusal) => withNotice(await one(turn, { code }, language), refusal)),
      ),
    again: (turn, step) => one(turn, step, step.language),
    repeated: list,
  },
}

export const handlers: HandlersOf<typeof quickAnswersActions> = {
  quick_answers: list,
  quick_answer: (turn, action) => one(turn, action),
  quick_answer_add: asksNew,
  quick_answer_text: (turn, action) => one(turn, action, action.language),
  quick_answer_drop: (turn, { code }) => change(turn, (support) => withoutQuickAnswer(support, code)),
}

export const fallbacks: Fallbacks<typeof quickAnswersActions> = {
  quick_answer: list,
  quick_answer_text: list,
  quick_answer_drop: list,
}

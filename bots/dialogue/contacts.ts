import type { DeliveryField } from '../../core/carts/index.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { checkout } from './checkout.ts'
import type { contactsActions, contactsSteps } from './contacts.actions.ts'
import { FREE } from './step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  withNotice,
} from './turn.ts'

interface Of {
  readonly id: string
}

interface OfField extends Of {
  readonly field: DeliveryField
}

/** What was typed is taken, or the question is asked again with why it was not. */
const corrected = async (
  turn: Turn,
  of: Of,
  { correct: change, again }: { correct: () => Promise<void>; again: () => Promise<Reply> },
): Promise<Reply> => {
  try {
    await change()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'contact.gone') throw error
    return withNotice(await again(), error)
  }
  return shown(turn, of)
}

const of = ({ user }: Turn, { id }: Of) => ({ userId: user.id, id })

const list = async ({ core, user }: Turn): Promise<Reply> => ({
  screen: { name: 'contacts', contacts: await core.contacts.of(user.id) },
  step: FREE,
})

const shown = async (turn: Turn, asked: Of): Promise<Reply> => ({
  screen: { name: 'contact', contact: await turn.core.contacts.find(of(turn, asked)) },
  step: FREE,
})

/** «Мама»: whom or where the parcel goes, in one tap. */
const use: Handler<'contact_use'> = async (turn, asked) => {
  const contact = await turn.core.contacts.find(of(turn, asked))
  if (contact.kind === 'recipient') await turn.core.carts.setRecipient(turn.user.id, contact.data)
  else await turn.core.carts.setDelivery(turn.user.id, contact.data)
  return checkout(turn)
}

const rename = async (turn: Turn, asked: Of): Promise<Reply> => ({
  screen: { name: 'contact_name', contact: await turn.core.contacts.find(of(turn, asked)) },
  step: { asks: 'contact_name', id: asked.id },
})

const correct = async (turn: Turn, asked: Of): Promise<Reply> => ({
  screen: { name: 'contact_data', contact: await turn.core.contacts.find(of(turn, asked)) },
  step: { asks: 'contact_data', id: asked.id },
})

const field = async (turn: Turn, { id, field: name }: OfField): Promise<Reply> => ({
  screen: { name: 'contact_field', contact: await turn.core.contacts.find(of(turn, { id })), field: name },
  step: { asks: 'contact_field', id, field: name },
})

const remove: Handler<'contact_remove'> = async (turn, asked) => {
  await turn.core.contacts.remove(of(turn, asked))
  return withNotice(await list(turn), { code: 'contact.removed' })
}

export const questions: QuestionsOf<typeof contactsSteps> = {
  contact_name: {
    answer: async (turn, step, text) => {
      await turn.core.contacts.rename(of(turn, step), text)
      return shown(turn, step)
    },
    again: rename,
  },
  contact_data: {
    answer: (turn, step, text) =>
      corrected(turn, step, {
        correct: () => turn.core.contacts.correct(of(turn, step), text),
        again: () => correct(turn, step),
      }),
    again: correct,
  },
  contact_field: {
    answer: (turn, step, text) =>
      corrected(turn, step, {
        correct: () => turn.core.contacts.correctField(of(turn, step), step.field, text),
        again: () => field(turn, step),
      }),
    again: field,
  },
}

export const handlers: HandlersOf<typeof contactsActions> = {
  contacts: list,
  contact: shown,
  contact_use: use,
  contact_rename: rename,
  contact_correct: correct,
  contact_field: field,
  contact_remove: remove,
}

const cart = (turn: Turn): Promise<Reply> => checkout(turn)

export const fallbacks: Fallbacks<typeof contactsActions> = {
  contact: list,
  contact_use: cart,
  contact_rename: list,
  contact_correct: list,
  contact_field: list,
}

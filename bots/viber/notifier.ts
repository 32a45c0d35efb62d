import type { Core } from '../../core/index.ts'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Message, Messenger, SendOutcome } from '../../core/notifications/index.ts'
import { wordsIn } from '../locales/words.ts'
import { noticeCard } from '../screens/notice-cards.ts'
import { receiverOf } from './adapter.ts'
import { refusalOf, toFailure, ViberSilent } from './client.ts'
import type { ViberFiles } from './files.ts'
import { keyboardIn } from './mouth.ts'
import { aboveKeyboard, drawCard } from './render.ts'
import type { Sender } from './sender.ts'

export interface NotifierNeeds {
  /** Asked for late: core is made with this very messenger. */
  readonly core: () => Core
  readonly sender: Sender
  readonly files: ViberFiles
  readonly log: Log
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The staff work in Telegram: what is for them does not come here. */
const isForStaff = ({ template }: Message): boolean =>
  template.startsWith('staff.') || (template.startsWith('ticket.') && template !== 'ticket.answer')

/**
 * Port `Messenger` over Viber, for customers. A message brings the keyboard that the person had, below its own
 * buttons: Viber keeps the last one that it gets, and takes it away with a message that has none.
 */
export const createViberNotifier = ({ core, sender, files, log }: NotifierNeeds): Messenger['send'] => {
  const drawn = async (person: string, message: Message) => {
    const user = await core().users.find(person)
    if (!user) return undefined
    const words = wordsIn(user.language)
    const made = await noticeCard(message, { core: core(), words })
    const { card, attached } = await files.withFile(made, user.id)
    const drawing = drawCard(card, { served: sender.served, words, attached })
    const before = keyboardIn(await core().conversations.screenOf(person))
    return { ...drawing, keyboard: aboveKeyboard(drawing.keyboard, before) }
  }

  return async (person, message): Promise<SendOutcome> => {
    if (isForStaff(message)) return { kind: 'elsewhere' }
    const drawing = await drawn(person, message)
    if (!drawing) return { kind: 'blocked' }
    try {
      return { kind: 'sent', messageId: await sender.send(receiverOf(person), drawing) }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === 'blocked') return { kind: 'blocked' }
      // Not this person's fault, and not for ever: their other messenger may take it, else it waits.
      if (refusal === 'closed' || refusal === 'too_many') {
        log.error({ err: error, person }, 'Viber lets the bot write no more')
        return { kind: 'elsewhere', later: new IntegrationError(wordsOf(error), { retry: true }) }
      }
      if (error instanceof ViberSilent) return { kind: 'unknown', error: error.message }
      if (error instanceof IntegrationError) throw error
      throw toFailure(error)
    }
  }
}

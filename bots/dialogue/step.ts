import { z } from 'zod'
import { countsSteps } from '../staff/counts.actions.ts'
import { customersSteps } from '../staff/customers.actions.ts'
import { movesSteps } from '../staff/moves.actions.ts'
import { orderCardSteps } from '../staff/order-card.actions.ts'
import { orderEditSteps } from '../staff/order-edit.actions.ts'
import { orderMarksSteps } from '../staff/order-marks.actions.ts'
import { orderingForSteps } from '../staff/ordering-for.actions.ts'
import { packingSteps } from '../staff/packing.actions.ts'
import { peopleSteps } from '../staff/people.actions.ts'
import { pickupsSteps } from '../staff/pickups.actions.ts'
import { quickAnswersSteps } from '../staff/quick-answers.actions.ts'
import { settingsSteps } from '../staff/settings.actions.ts'
import { shelvesSteps } from '../staff/shelves.actions.ts'
import { ticketsSteps } from '../staff/tickets.actions.ts'
import { transfersSteps } from '../staff/transfers.actions.ts'
import { browseSteps } from './browse.actions.ts'
import { callAnswerSteps } from './call-answer.actions.ts'
import { checkoutSteps } from './checkout.actions.ts'
import { contactsSteps } from './contacts.actions.ts'
import { myPhoneSteps } from './my-phone.actions.ts'
import { ordersSteps } from './orders.actions.ts'
import { sentMediaSteps } from './sent-media.actions.ts'
import { supportSteps } from './support.actions.ts'

/**
 * What the next message of a person answers. Kept in PostgreSQL, so that a restart, another process and another
 * messenger go on from it. `free`: nothing was asked.
 */
const schema = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('free') }),
  ...browseSteps,
  ...checkoutSteps,
  ...contactsSteps,
  ...orderCardSteps,
  ...ordersSteps,
  ...transfersSteps,
  ...orderEditSteps,
  ...orderingForSteps,
  ...packingSteps,
  ...shelvesSteps,
  ...countsSteps,
  ...movesSteps,
  ...peopleSteps,
  ...orderMarksSteps,
  ...customersSteps,
  ...callAnswerSteps,
  ...settingsSteps,
  ...quickAnswersSteps,
  ...pickupsSteps,
  ...sentMediaSteps,
  ...myPhoneSteps,
  ...supportSteps,
  ...ticketsSteps,
])

export type Step = z.infer<typeof schema>
/** A question that waits for its answer. */
export type Asking = Exclude<Step, { asks: 'free' }>
export type AskingOf<A extends Asking['asks']> = Extract<Step, { asks: A }>

export const FREE: Step = { asks: 'free' }

/** The kept step; whatever an older release kept and this one does not know is `free`. */
export const readStep = (kept: unknown): Step => {
  const parsed = schema.safeParse(kept)
  return parsed.success ? parsed.data : FREE
}

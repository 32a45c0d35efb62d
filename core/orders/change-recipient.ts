import { type Delivery, nameProblem, type Recipient, readName } from '../carts/index.ts'
import { event } from '../events.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import type { Needs } from './needs.ts'

export interface ChangeRecipient extends EditCommand {
  /** "Коваль Олена"; absent stays as it is. */
  readonly name?: string
  readonly phone?: string
}

/**
 * A manager corrects who receives the order. Another number than the customer has proven is a number to call and no more.
 *
 * @throws DomainError `recipient.…`, and those of claimEdit
 */
export const changeRecipient =
  ({ db, clock, announce }: Needs) =>
  ({ name, phone: typed, ...command }: ChangeRecipient): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const editing = await claimEdit(tx, command, now)
      const { order } = editing
      const to: Recipient = {
        ...(name === undefined ? nameOf(order.recipient) : readNameFor(order.delivery, name)),
        phone: typed === undefined ? order.recipient.phone! : readPhone(typed),
      }
      const problem = nameProblem({ recipient: to, delivery: order.delivery })
      if (problem) throw new DomainError(problem)
      await tx.$executeRaw`
        UPDATE orders o SET recipient = ${JSON.stringify(to)}::jsonb,
          phone_proven = EXISTS (SELECT FROM users u WHERE u.id = o.user_id AND u.phone = ${to.phone!})
        WHERE id = ${order.id}`
      await noteEdit(tx, editing, { what: 'recipient', from: order.recipient, to })
      await announce(tx, event('order.changed', { orderId: order.id, number: order.number }))
    })

const nameOf = ({ surname, firstName }: Recipient): Recipient => ({
  ...(surname === undefined ? {} : { surname }),
  ...(firstName === undefined ? {} : { firstName }),
})

const readNameFor = (delivery: Delivery, typed: string): Recipient => {
  const answer = readName(typed, delivery)
  if (answer.kind === 'wrong') throw new DomainError(answer.code)
  return answer.recipient
}

const readPhone = (typed: string): string => {
  const phone = parsePhone(typed)
  if (!phone) throw new DomainError('recipient.phone')
  return phone
}

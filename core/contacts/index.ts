/** Recipients and addresses that a person has ordered to: chosen again in one tap, named, corrected, forgotten. */
import {
  type Delivery,
  type DeliveryDirectory,
  type DeliveryField,
  hasField,
  readName,
} from '../carts/index.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { cut } from '../kernel/text.ts'
import { type Contact, findContacts, keepOfOrder, removeContact, setData, setLabel } from './contact.store.ts'

export type { Contact } from './contact.store.ts'
export { mergeContacts } from './merge-contacts.store.ts'

interface Of {
  readonly userId: string
  readonly id: string
}

const LABEL_MAX = 20

interface Needs {
  readonly db: Db
  readonly directory: DeliveryDirectory
}

export const createContacts = ({ db, directory }: Needs) => {
  /** @throws DomainError `contact.gone` for anybody else's too */
  const find = async ({ userId, id }: Of): Promise<Contact> => {
    const found = (await findContacts(db.queries, userId)).find((each) => each.id === id)
    if (!found) throw new DomainError('contact.gone')
    return found
  }

  return {
    /** The one used last first. */
    of: (userId: string) => findContacts(db.queries, userId),
    find,
    /** What an order went to is kept, in one transaction with `done`. */
    keepOf: (orderId: string, done: (tx: Tx) => Promise<void>): Promise<void> =>
      db.transaction(async (tx) => {
        await keepOfOrder(tx, orderId)
        await done(tx)
      }),
    /** An empty name takes it away. @throws DomainError `contact.gone` */
    rename: async (of: Of, typed: string): Promise<void> => {
      const label = cut(typed.replace(/\s+/g, ' ').trim(), LABEL_MAX) || null
      if (!(await setLabel(db.queries, { ...of, label }))) throw new DomainError('contact.gone')
    },
    /** "Коваль Олена" or a phone number, by which it is. @throws DomainError `contact.gone`, `recipient.…` */
    correct: async (of: Of, typed: string): Promise<void> => {
      const contact = await find(of)
      if (contact.kind !== 'recipient') throw new DomainError('contact.gone')
      const data = { ...contact.data, ...readPart(typed) }
      if (!(await db.transaction((tx) => setData(tx, { ...of, kind: 'recipient', data }))))
        throw new DomainError('contact.gone')
    },
    /** One field of an address, checked as when it was given first. @throws DomainError `contact.gone`, `delivery.…` */
    correctField: async (of: Of, field: DeliveryField, typed: string): Promise<void> => {
      const contact = await find(of)
      if (contact.kind !== 'address' || !hasField(contact.data.method, field))
        throw new DomainError('contact.gone')
      const answer = await directory.check(field, typed, contact.data)
      if (answer.kind === 'wrong') throw new DomainError(answer.code)
      const data: Delivery = { ...contact.data, [field]: answer.value }
      if (!(await db.transaction((tx) => setData(tx, { ...of, kind: 'address', data }))))
        throw new DomainError('contact.gone')
    },
    remove: (of: Of): Promise<void> => removeContact(db.queries, of),
  }
}

/** Letters are a name, in those of any country: which of them a parcel takes is asked when it is chosen. */
const readPart = (typed: string) => {
  if (/\d/.test(typed)) {
    const phone = parsePhone(typed)
    if (!phone) throw new DomainError('recipient.phone')
    return { phone }
  }
  const answer = readName(typed, { method: 'post', country: '' })
  if (answer.kind === 'wrong') throw new DomainError(answer.code)
  return answer.recipient
}

import { type Cause, once } from '../inbox.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId, random58 } from '../kernel/ids.ts'
import { parsePhone } from '../kernel/phone.ts'
import { capitalized, oneLine, type Text } from '../kernel/text.ts'
import { noteSetting, requireOwner } from '../settings/index.ts'
import { openingHoursText, readOpeningHours } from './opening-hours.ts'

export const OUTLET_TEXTS = ['name', 'city', 'address', 'hours', 'phone'] as const
export type OutletText = (typeof OUTLET_TEXTS)[number]

const TEXT_MAX = 200

/** What of an outlet the owner changes: one thing at a time. */
export type OutletChange =
  | { readonly text: OutletText; readonly value: string }
  | { readonly pickup: boolean }
  | { readonly hidden: boolean }

export interface ChangeOutlet {
  readonly actor: Actor
  readonly id: string
  readonly change: OutletChange
  readonly cause?: Cause | undefined
}

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

interface Row {
  readonly name: Text
  readonly city: Text
  readonly address: Text
  readonly hours: Text
  readonly phone: string | null
  readonly pickup: boolean
  readonly hiddenAt: Date | null
}

/**
 * The owner changes an outlet; what it was is kept. A hidden one is not offered to customers any more, and what lies
 * there is still sold and sent. Customers collect only where they can be told the city, the address and the hours.
 *
 * @throws DomainError `outlet.unknown`, `outlet.text` for one without a letter or too long, `outlet.hours`,
 *   `recipient.phone` for a phone that is none, `outlet.incomplete` for a pickup nobody would find, `staff.forbidden`
 */
export const changeOutlet =
  ({ db, clock }: Needs) =>
  ({ actor, id, change, cause }: ChangeOutlet): Promise<void> =>
    db.transaction(async (tx) => {
      const byUser = requireOwner(actor)
      const now = clock.now()
      await once(tx, cause, now)
      const before = await lockOutlet(tx, id)
      const after = changed(before, change, now)
      await tx.$executeRaw`
        UPDATE outlets SET name = ${JSON.stringify(after.name)}::jsonb, city = ${JSON.stringify(after.city)}::jsonb,
          address = ${JSON.stringify(after.address)}::jsonb, hours = ${JSON.stringify(after.hours)}::jsonb,
          phone = ${after.phone}, pickup = ${after.pickup}, hidden_at = ${after.hiddenAt} WHERE id = ${id}`
      await noteSetting(tx, { key: `outlet:${id}`, byUser, before, after, now })
    })

const lockOutlet = async (tx: Tx, id: string): Promise<Row> => {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT name, city, address, hours, phone, pickup, hidden_at AS "hiddenAt" FROM outlets WHERE id = ${id} FOR UPDATE`
  if (!rows[0]) throw new DomainError('outlet.unknown')
  return rows[0]
}

const changed = (before: Row, change: OutletChange, now: Date): Row => {
  if ('pickup' in change) {
    if (change.pickup && !(before.city.uk && before.address.uk && before.hours.uk))
      throw new DomainError('outlet.incomplete')
    return { ...before, pickup: change.pickup }
  }
  if ('hidden' in change) return { ...before, hiddenAt: change.hidden ? (before.hiddenAt ?? now) : null }
  if (change.text === 'phone') {
    const phone = parsePhone(change.value)
    if (!phone) throw new DomainError('recipient.phone')
    return { ...before, phone }
  }
  if (change.text === 'hours') {
    const hours = readOpeningHours(change.value)
    if (!hours) throw new DomainError('outlet.hours')
    return { ...before, hours: openingHoursText(hours) }
  }
  return { ...before, [change.text]: { uk: readText(change.value) } }
}

const readText = (typed: string): string => {
  const text = capitalized(oneLine(typed))
  if (!/\p{L}/u.test(text) || text.length > TEXT_MAX) throw new DomainError('outlet.text')
  return text
}

/**
 * The owner adds a store by its name: customers see it once it is opened for pickup.
 * @throws DomainError `outlet.text`, `staff.forbidden`
 */
export const addOutlet =
  ({ db, clock }: Needs) =>
  ({ actor, name, cause }: { actor: Actor; name: string; cause?: Cause | undefined }): Promise<string> =>
    db.transaction(async (tx) => {
      const byUser = requireOwner(actor)
      const now = clock.now()
      await once(tx, cause, now)
      const id = newId('out')
      const text = JSON.stringify({ uk: readText(name) })
      const empty = JSON.stringify({ uk: '' })
      await tx.$executeRaw`
        INSERT INTO outlets (id, code, kind, name, city, address, hours, pickup, position)
        SELECT ${id}, ${`store_${random58(6)}`}, 'store', ${text}::jsonb, ${empty}::jsonb, ${empty}::jsonb, ${empty}::jsonb, false,
          COALESCE(max(position), 0) + 1 FROM outlets`
      await noteSetting(tx, { key: `outlet:${id}`, byUser, before: null, after: { name }, now })
      return id
    })

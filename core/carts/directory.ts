import type { Delivery, DeliveryField } from './checkout-table.ts'

/** What became of a typed field: kept as `value`, or refused with a key of errors.json. */
export type FieldAnswer =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'wrong'; readonly code: string }

/**
 * Port: knows places and branches. The carriers' directories will fill it; until then
 * `typedDirectory` checks the form of what was typed.
 */
export interface DeliveryDirectory {
  /**
   * Checks one field of a delivery whose earlier fields are known; what was kept once is right again. Never throws
   * for what a person typed.
   */
  check(field: DeliveryField, typed: string, known: Delivery): Promise<FieldAnswer>
}

/** A branch is kept as "branch 12" or "locker 26012": words for it are the bots' business. */
const LETTERS = /\p{L}/u
const CYRILLIC_NAME = /^[\p{Script=Cyrillic}’ʼ'` .()\-\d/]+$/u

const wrong = (code: string): FieldAnswer => ({ kind: 'wrong', code })
const ok = (value: string): FieldAnswer => ({ kind: 'ok', value })

const checks: Readonly<Record<DeliveryField, (text: string, known: Delivery) => FieldAnswer>> = {
  city: (text, { index }) => {
    const ukrainian = index === undefined || /^\d{5}$/.test(index)
    if (text.length < 2 || text.length > 60 || !LETTERS.test(text)) return wrong('delivery.city')
    return !ukrainian || CYRILLIC_NAME.test(text) ? ok(text) : wrong('delivery.city')
  },
  branch: (text) => {
    const number =
      /^(?:branch|locker|відділення|отделение|поштомат|почтомат|нп|відд\.?)?\s*(?:№|#|n)?\s*(\d{1,6})(?:\D.*)?$/iu.exec(
        text,
      )
    if (!number || text.length > 120) return wrong('delivery.branch')
    const locker = /locker|поштомат|почтомат/iu.test(text) || number[1]!.length >= 4
    return ok(`${locker ? 'locker' : 'branch'} ${number[1]}`)
  },
  street: (text) =>
    text.length >= 2 && text.length <= 80 && LETTERS.test(text) ? ok(text) : wrong('delivery.street'),
  house: (text) => (/^\d{1,4}[\p{L}\d/\- ]{0,10}$/u.test(text) ? ok(text) : wrong('delivery.house')),
  flat: (text) => (/^[\p{L}\d/\- ]{0,10}$/u.test(text) ? ok(text) : wrong('delivery.flat')),
  index: (text) => (/^[A-Za-z\d][A-Za-z\d -]{2,9}$/.test(text) ? ok(text) : wrong('delivery.index')),
  country: (text) =>
    text.length >= 2 && text.length <= 56 && LETTERS.test(text) ? ok(text) : wrong('delivery.country'),
  outletId: (text) => ok(text),
}

/** Checks the form alone: names of places in Ukrainian letters, a branch by its number, a house that begins with one. */
export const typedDirectory: DeliveryDirectory = {
  check: async (field, typed, known) => checks[field](typed.replace(/\s+/g, ' ').trim(), known),
}

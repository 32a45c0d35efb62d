import { capitalized, oneLine } from '../kernel/text.ts'
import { type Delivery, type DeliveryField, isAbroad } from './checkout-table.ts'

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
const STREET = /^[\p{L}\p{M}\d ’ʼ'`"«».,()/№-]+$/u
const LETTERS = /\p{L}/u
const CYRILLIC_NAME = /^[\p{Script=Cyrillic}’ʼ'` .()\-\d/]+$/u

/** A parcel abroad is read by postmen there. */
const LATIN_NAME = /^[\p{Script=Latin}\p{M}’ʼ'` .,()\-\d/]+$/u

/** One letter again and again. */
const SAME = /^(\p{L})\1{2,}$/iu
const VOWEL = /[аеєиіїоуюяыэёaeiouy]/iu

/** Whether it can be the name of a place: "Київ", "1-го Травня", no "фффф" and no "???". */
const isPlace = (text: string): boolean => {
  const letters = text.normalize('NFD').replace(/[^\p{L}]/gu, '')
  return letters.length >= 2 && !SAME.test(letters) && VOWEL.test(letters)
}

const wrong = (code: string): FieldAnswer => ({ kind: 'wrong', code })
const ok = (value: string): FieldAnswer => ({ kind: 'ok', value })

const checks: Readonly<Record<DeliveryField, (text: string, known: Delivery) => FieldAnswer>> = {
  city: (text, known) => {
    const name = capitalized(text.replace(/^(?:м\.|місто|г\.|город)\s*(?=\p{L})/iu, ''))
    if (name.length > 60 || !isPlace(name)) return wrong(isAbroad(known) ? 'delivery.latin' : 'delivery.city')
    if (isAbroad(known)) return LATIN_NAME.test(name) ? ok(name) : wrong('delivery.latin')
    return CYRILLIC_NAME.test(name) ? ok(name) : wrong('delivery.city')
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
  street: (text, known) => {
    if (text.length > 80 || !STREET.test(text) || !isPlace(text)) return wrong('delivery.street')
    return !isAbroad(known) || LATIN_NAME.test(text) ? ok(capitalized(text)) : wrong('delivery.latin')
  },
  house: (text) => (/^[1-9]\d{0,3}[\p{L}\d/\- ]{0,10}$/u.test(text) ? ok(text) : wrong('delivery.house')),
  flat: (text) => (/^(?:[\p{L}\d][\p{L}\d/\- .]{0,9})?$/u.test(text) ? ok(text) : wrong('delivery.flat')),
  index: (text) => (/^[A-Za-z\d][A-Za-z\d -]{2,9}$/.test(text) ? ok(text) : wrong('delivery.index')),
  country: (text) =>
    /^[\p{L}\p{M}’ʼ'` .()-]{2,56}$/u.test(text) && LETTERS.test(text) && !SAME.test(text)
      ? ok(capitalized(text))
      : wrong('delivery.country'),
  outletId: (text) => ok(text),
}

/** Checks the form alone: names of places in Ukrainian letters, a branch by its number, a house that begins with one. */
export const typedDirectory: DeliveryDirectory = {
  check: async (field, typed, known) => checks[field](oneLine(typed), known),
}

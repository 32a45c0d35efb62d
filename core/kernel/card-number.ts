import { DomainError } from './errors.ts'

/** Digits apart from letters and other digits, however grouped: an account's number is part of its IBAN and no card's. */
const GROUPS = /(?<![\dA-Za-z])\d(?:[ -]?\d){14,18}(?![\dA-Za-z])/g

/** Whether a text names a bank card: 15 to 19 digits of one line with a right last one (Luhn). Waybills and phones are shorter. */
export const namesCard = (text: string): boolean =>
  text
    .split('\n')
    .flatMap((line) => line.match(GROUPS) ?? [])
    .some((found) => isLuhn(found.replace(/\D/g, '')))

const isLuhn = (digits: string): boolean =>
  [...digits].reverse().reduce((sum, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return sum + (n > 9 ? n - 9 : n)
  }, 0) %
    10 ===
  0

/** What somebody typed and we would keep holds no card's number. @throws DomainError `text.card_number` */
export const withoutCard = (typed: string): string => {
  if (namesCard(typed)) throw new DomainError('text.card_number')
  return typed
}

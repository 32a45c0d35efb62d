/** Whether it is a Ukrainian account by its check digits (ISO 13616, mod 97). */
export const isIban = (text: string): boolean => {
  if (!/^UA\d{27}$/.test(text)) return false
  const digits = `${text.slice(4)}3010${text.slice(2, 4)}`
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}

/** Digits apart from letters and other digits, however grouped: an account's number is part of its IBAN and no card's. */
const GROUPS = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g

/** Whether a text names a bank card: 13 to 19 digits of one line with a right last one (Luhn). */
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

/** Weights 1 and 3 in turn from the right, as GS1 has it for all its codes of whatever length. */
const checkDigit = (digits: string): number => {
  const sum = [...digits].reverse().reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

/** The digits with the check digit of an EAN or UPC behind them. */
export const withCheckDigit = (digits: string): string => digits + checkDigit(digits)

const isChecked = (digits: string): boolean => withCheckDigit(digits.slice(0, -1)) === digits

/**
 * A barcode as it is kept: EAN-8, EAN-13, UPC (12 digits: the same bars as an EAN-13 that begins with 0), or the
 * letters and digits of a Code-128. Undefined for a misread or misprinted one, whose check digit is wrong, and for
 * what a button could not carry.
 */
export const readBarcode = (text: string): string | undefined => {
  const code = text.trim().toUpperCase()
  if (/^(?:\d{8}|\d{12,13})$/.test(code)) {
    if (!isChecked(code)) return undefined
    return code.length === 12 ? `0${code}` : code
  }
  return /^[A-Z0-9][A-Z0-9./_-]{3,19}$/.test(code) ? code : undefined
}

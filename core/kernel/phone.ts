import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A phone number in E.164 (`+380671234567`) from whatever a person typed or a messenger sent;
 * a number without a country is Ukrainian. Undefined when it is no valid number.
 */
export const parsePhone = (typed: string): string | undefined => {
  const compact = typed.trim()
  if (compact.length > 32) return undefined
  const digits = compact.replace(/\D/g, '')
  // "380671234567" and "0671234567" are how Ukrainians (and Telegram's contacts) write it without a plus.
  const candidate = !compact.startsWith('+') && digits.startsWith('380') ? `+${digits}` : compact
  const number = parsePhoneNumberFromString(candidate, 'UA') ?? parsePhoneNumberFromString(`+${digits}`)
  return number?.isValid() ? number.number : undefined
}

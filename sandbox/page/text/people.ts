import type { Person } from '../wire.ts'

/** `Олена Коваль`, or what of it is known. */
export function fullName(person: Pick<Person, 'firstName' | 'lastName'>): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ')
}

/** What a person is called on the page: the first name alone as long as nobody else has it. */
export function calledName(person: Person, all: readonly Person[]): string {
  const namesake = all.some((other) => other.id !== person.id && other.firstName === person.firstName)
  return namesake ? fullName(person) : person.firstName
}

/** One or two capital letters for a round picture. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase()
}

/** `+380 67 123 45 67`; a number of another country keeps its digits together after the plus. */
export function phoneLabel(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  const ours = /^(380)(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(digits)
  return `+${ours ? ours.slice(1).join(' ') : digits}`
}

/** What was typed as a phone, as `+380671234567`; null where it cannot be one. */
export function readPhone(typed: string): string | null {
  if (/[^\d\s()+.-]/.test(typed)) return null
  const digits = typed.replace(/\D/g, '')
  if (/^0\d{9}$/.test(digits)) return `+38${digits}`
  if (/^80\d{9}$/.test(digits)) return `+3${digits}`
  return digits.length >= 10 && digits.length <= 15 ? `+${digits}` : null
}

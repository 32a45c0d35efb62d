import { badRequest } from './refusal.ts'

/** Gives the value in its proper type or throws a Refusal; notes fields that Telegram does not know. */
export type Read = (value: unknown, path: string, unknownPaths: string[]) => unknown

const mustBe = (path: string, type: string) =>
  badRequest(`Field "${path.replace(/^.*\./, '')}" must be of type ${type}`)

export const readInteger: Read = (value, path) => {
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value
  if (!Number.isSafeInteger(number)) throw mustBe(path, 'Number')
  return number
}

export const readFloat: Read = (value, path) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw mustBe(path, 'Number')
  return number
}

export const readBoolean: Read = (value, path) => {
  if (typeof value === 'boolean') return value
  const word = String(value).toLowerCase()
  if (['true', '1', 'yes', 't'].includes(word)) return true
  if (['false', '0', 'no', 'f'].includes(word)) return false
  throw mustBe(path, 'Boolean')
}

export const readString: Read = (value, path) => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw mustBe(path, 'String')
}

/** The value itself, or what its JSON text says; undefined when that is none. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

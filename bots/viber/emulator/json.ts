import { randomUUID } from 'node:crypto'

export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Stands for a bigint while JSON.stringify is at work: nobody else can write it. */
const mark = `int64:${randomUUID()}:`
const marked = new RegExp(`"${mark}(-?\\d+)"`, 'g')

/** JSON with every bigint as a plain number, to its last digit. */
export const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'bigint' ? `${mark}${field}` : field,
  ).replaceAll(marked, '$1')

/** The object of a JSON text; undefined where it is none. */
export function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

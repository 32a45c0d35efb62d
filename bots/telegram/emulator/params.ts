/** Parameters of one call, already checked and coerced by the schema. */
export type Params = Record<string, unknown>
export type JsonObject = Record<string, unknown>

/** A file part of a multipart request. */
export interface Upload {
  bytes: Buffer
  fileName: string
  mimeType: string
}

export const text = (params: Params, name: string): string | undefined => {
  const value = params[name]
  return typeof value === 'string' ? value : undefined
}

export const integer = (params: Params, name: string): number | undefined => {
  const value = params[name]
  return typeof value === 'number' ? value : undefined
}

export const flag = (params: Params, name: string): boolean => params[name] === true

export const list = (params: Params, name: string): unknown[] | undefined => {
  const value = params[name]
  return Array.isArray(value) ? value : undefined
}

export const object = (params: Params, name: string): JsonObject | undefined => {
  const value = params[name]
  return isObject(value) ? value : undefined
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

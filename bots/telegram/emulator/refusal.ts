export interface RefusalParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** A refusal in Telegram's own words: becomes `{ ok: false, error_code, description, parameters? }`. */
export class Refusal extends Error {
  readonly errorCode: number
  readonly parameters: RefusalParameters | undefined

  constructor(errorCode: number, description: string, parameters?: RefusalParameters) {
    super(description)
    this.errorCode = errorCode
    this.parameters = parameters
  }
}

/** Telegram lowers the first letter after the prefix, except in constants such as BUTTON_DATA_INVALID. */
function afterPrefix(words: string): string {
  return /^.[A-Z_]/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}

export const badRequest = (words: string) => new Refusal(400, `Bad Request: ${afterPrefix(words)}`)
export const forbidden = (words: string) => new Refusal(403, `Forbidden: ${afterPrefix(words)}`)
export const conflict = (words: string) => new Refusal(409, `Conflict: ${words}`)

/** 429 as Telegram words it. */
export const tooManyRequests = (retryAfterS: number) =>
  new Refusal(429, `Too Many Requests: retry after ${retryAfterS}`, { retry_after: retryAfterS })

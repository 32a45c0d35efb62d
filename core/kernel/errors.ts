/**
 * Three families of errors, three reactions. Anything that is none of them is a bug:
 * its stack goes to the log and the person gets an apology.
 */

export type ErrorParams = Readonly<Record<string, unknown>>

/** The shop says no. `code` is a key of the locales' errors.json; answered politely, never logged as an error. */
export class DomainError extends Error {
  readonly code: string
  readonly params: ErrorParams

  constructor(code: string, params: ErrorParams = {}) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.params = params
  }
}

/**
 * An outside service failed. `retry` says whether the same call may succeed later; `retryAfterMs` is how long the
 * service itself asks us to wait (null where it does not).
 */
export class IntegrationError extends Error {
  readonly retry: boolean
  readonly retryAfterMs: number | null

  constructor(
    message: string,
    { retry, retryAfterMs, cause }: { retry: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause })
    this.name = 'IntegrationError'
    this.retry = retry
    this.retryAfterMs = retryAfterMs ?? null
  }
}

/** The change that this cause asked for is made already: an outcome, not a failure. The caller only answers again. */
export class Repeated extends Error {
  constructor(cause: string) {
    super(`already done: ${cause}`)
    this.name = 'Repeated'
  }
}

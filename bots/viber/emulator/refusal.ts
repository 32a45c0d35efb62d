/** What Viber answers in `status`, by the names of its documentation (developers.viber.com, REST API: error codes). */
export const statusNames = {
  1: 'invalidUrl',
  2: 'invalidAuthToken',
  3: 'badData',
  4: 'missingData',
  5: 'receiverNotRegistered',
  6: 'receiverNotSubscribed',
  7: 'publicAccountBlocked',
  8: 'publicAccountNotFound',
  9: 'publicAccountSuspended',
  10: 'webhookNotSet',
  11: 'receiverNoSuitableDevice',
  12: 'tooManyRequests',
  13: 'apiVersionNotSupported',
  14: 'incompatibleWithVersion',
  15: 'publicAccountNotAuthorized',
  16: 'inchatReplyMessageNotAllowed',
  17: 'publicAccountIsNotInline',
  18: 'noPublicChat',
  19: 'cannotSendBroadcast',
  20: 'broadcastNotAllowed',
  21: 'unsupportedCountry',
  22: 'paymentUnsupported',
  23: 'freeMessagesExceeded',
  24: 'noBalance',
} as const
export type Status = keyof typeof statusNames

/** Viber says no: HTTP 200 with this status. */
export class Refusal extends Error {
  readonly status: Status

  constructor(status: Status, words: string = statusNames[status]) {
    super(words)
    this.status = status
  }
}

export const badData = (words: string) => new Refusal(3, words)
export const missingData = (words: string) => new Refusal(4, words)

/** The control side says no: `{ error }` with this HTTP status. */
export class ControlRefusal extends Error {
  readonly httpStatus: 400 | 404 | 409

  constructor(httpStatus: 400 | 404 | 409, words: string) {
    super(words)
    this.httpStatus = httpStatus
  }
}

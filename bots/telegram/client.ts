import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { autoRetry } from '@grammyjs/auto-retry'
import { Api, GrammyError, HttpError } from 'grammy'
import { IntegrationError } from '../../core/kernel/errors.ts'

export interface TelegramSettings {
  readonly token: string
  /** `https://api.telegram.org`, a self-hosted Bot API server, or the sandbox. */
  readonly apiRoot: string
}

/**
 * The Bot API by grammY: connections kept alive, 20 s a call, a short 429 waited for, everything else left to
 * the caller (grammY's own retry of network errors has no end: `rethrow…`). `waits: false` leaves the 429 to the
 * caller too: who sends to many people one after another must not stand still for one of them.
 */
export const createTelegramApi = ({ token, apiRoot }: TelegramSettings, { waits = true } = {}): Api => {
  const options = { keepAlive: true, maxSockets: 100 }
  const agent = apiRoot.startsWith('https:') ? new SecureAgent(options) : new Agent(options)
  const api = new Api(token, {
    apiRoot,
    timeoutSeconds: 20,
    baseFetchConfig: { agent, compress: true },
  })
  if (!waits) return api
  api.config.use(
    autoRetry({
      maxRetryAttempts: 2,
      maxDelaySeconds: 3,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  )
  return api
}

const PATIENCE = 5
const PAUSE_MS = 1_000

/** Repeats what may well be done twice, a few times a second apart, while Telegram does not answer. @throws its last failure */
export const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      const failure = toIntegrationError(error)
      if (tries === PATIENCE || !(failure instanceof IntegrationError && failure.retry)) throw error
      await wait(PAUSE_MS)
    }
  }
}

/** What Telegram said no to, by what the caller can do about it (words of the Bot API server, telegram facts). */
export type Refusal =
  | 'blocked' // cannot be written to: blocked, deleted, never started, removed from the group
  | 'not_modified' // it looks like that already
  | 'message_gone' // the message is not there, or cannot be edited any more
  | 'query_too_old' // the press was answered too late
  | 'bad_media' // a kept file_id or a picture that Telegram does not take

const WORDS: readonly (readonly [RegExp, Refusal])[] = [
  [
    /bot was blocked|user is deactivated|bot can't initiate|chat not found|bot was kicked|bot is not a member|chat was deleted|not enough rights to send/i,
    'blocked',
  ],
  [/message is not modified/i, 'not_modified'],
  [
    /message to (edit|delete) not found|message can't be (edited|deleted)|there is no text in the message|MESSAGE_ID_INVALID/i,
    'message_gone',
  ],
  [/query is too old|query ID is invalid/i, 'query_too_old'],
  [/wrong file identifier|failed to get HTTP URL|wrong remote file|PHOTO_|IMAGE_/i, 'bad_media'],
]

/** Why Telegram refused; undefined for anything else than these. */
export const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof GrammyError ? WORDS.find(([words]) => words.test(error.description))?.[1] : undefined

/** Where a group lives on that became a supergroup; undefined for any other refusal. */
export const movedTo = (error: unknown): number | undefined =>
  error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined

/**
 * Telegram's failure in our terms, to be thrown. `retry` where the same call may go through later: too many
 * requests, their 5xx, the network. A 400 that we do not know is our bug: it stays what it is.
 */
export const toIntegrationError = (error: unknown): unknown => {
  if (error instanceof HttpError)
    return new IntegrationError('Telegram did not answer', { retry: true, cause: undefined })
  if (error instanceof GrammyError && (error.error_code === 429 || error.error_code >= 500)) {
    const seconds = error.parameters.retry_after
    return new IntegrationError(`Telegram: ${error.error_code} ${error.description}`, {
      retry: true,
      retryAfterMs: seconds === undefined ? null : seconds * 1000,
      cause: error,
    })
  }
  if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) {
    return new IntegrationError(`Telegram: ${error.error_code} ${error.description}`, {
      retry: false,
      cause: error,
    })
  }
  return error
}

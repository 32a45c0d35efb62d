import { type Logger, pino } from 'pino'

export type Log = Logger

const PERSONAL = [
  'phone',
  'email',
  'recipient',
  'address',
  'token',
  'secret',
  'text',
  'url',
  'headers',
  'authorization',
]

/**
 * The log of one process: JSON lines. One line per unit of work, written at the edges; rules do not log.
 * Phones, addresses, tokens and what people wrote never reach it.
 */
export const createLog = ({ level, name }: { level: string; name: string }): Log =>
  pino({
    name,
    level,
    redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    serializers: { err: (error: Error) => redactTokens(pino.stdSerializers.err(error)) },
  })

/** Bot tokens stand in the URLs that network errors quote (Telegram facts, pitfall 11). */
const redactTokens = <T extends object>(error: T): T =>
  JSON.parse(
    JSON.stringify(error, (_, value) =>
      typeof value === 'string' ? value.replace(/\d+:[\w-]{20,}/g, '[token]') : value,
    ),
  ) as T

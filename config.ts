import { resolve } from 'node:path'
import { z } from 'zod'

/** Every setting that the environment can give, parsed once. `.env.example` explains each; a test keeps it complete. */

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const port = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((number) => number <= 65_535, 'must be a port number, at most 65535')
    .default(usual)

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const environmentSchema = z.object({
  PORT: port(3000),
  WORKER_PORT: port(3002),
  SANDBOX_PORT: port(3001),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  PUBLIC_URL: url('https:', 'http:').optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{10,}$/, 'must look like 123456:AbC… as BotFather gives it')
    .optional(),
  TELEGRAM_API_ROOT: url('https:', 'http:').default('https://api.telegram.org'),
  VIBER_AUTH_TOKEN: z
    .string()
    .regex(/^[0-9a-f]+(-[0-9a-f]+)+$/i, 'must look like 44dafb7e0f40021e-61a47… as Viber gives it')
    .optional(),
  VIBER_API_URL: url('https:', 'http:').default('https://chatapi.viber.com/pa'),
  SMS_API_URL: url('https:', 'http:').optional(),
  SMS_API_TOKEN: z.string().min(1).optional(),
  OWNERS: z
    .string()
    .regex(
      /^\s*((telegram|viber):[^\s,]+)?(\s*,\s*(telegram|viber):[^\s,]+)*\s*$/,
      'must be a list like telegram:123456,telegram:654321',
    )
    .default(''),
})

export const SETTING_NAMES = Object.keys(environmentSchema.shape)

/** Telegram by long polling, or by webhook where a public address is given: only then there is one. */
export type TelegramConfig =
  | { readonly mode: 'polling'; readonly token: string; readonly apiRoot: string }
  | { readonly mode: 'webhook'; readonly token: string; readonly apiRoot: string; readonly publicUrl: string }

/** Viber calls us and fetches pictures from us: without a public address there is no Viber. */
export interface ViberConfig {
  readonly token: string
  readonly apiUrl: string
  readonly publicUrl: string
}

/** A gateway for text messages. */
export interface SmsConfig {
  readonly url: string
  readonly token: string
}

export interface Config {
  /** Where this process answers HTTP; 0 = any free port. */
  readonly port: number
  /** The same for the worker, where it is a process apart. */
  readonly workerPort: number
  readonly sandboxPort: number
  readonly host: string
  readonly dataDir: string
  readonly logLevel: string
  /** null = the embedded database of `dataDir`. */
  readonly databaseUrl: string | null
  /** null = the queue lives in PostgreSQL. */
  readonly redisUrl: string | null
  /** null = no token: the sandbox. */
  readonly telegram: TelegramConfig | null
  /** null = no token: none, or the sandbox's where that is open. */
  readonly viber: ViberConfig | null
  readonly owners: readonly string[]
  /** null = no text messages are sent. */
  readonly sms: SmsConfig | null
}

/** The environment is wrong: `problems` are all of them, in words. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/**
 * @param needs settings that this way of starting cannot do without, each with the reason
 * @throws ConfigError with every problem at once
 */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
  needs: Readonly<Record<string, string>> = {},
): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  for (const [name, reason] of Object.entries(needs))
    if (!given[name]) problems.push(`${name} is missing: ${reason}`)
  if (given.PUBLIC_URL && !given.TELEGRAM_BOT_TOKEN)
    problems.push('PUBLIC_URL is set, but TELEGRAM_BOT_TOKEN is not: there is no webhook without a bot')
  if (given.VIBER_AUTH_TOKEN && !given.PUBLIC_URL)
    problems.push('VIBER_AUTH_TOKEN is set, but PUBLIC_URL is not: Viber must reach this shop')
  if (given.VIBER_AUTH_TOKEN && !given.TELEGRAM_BOT_TOKEN)
    problems.push('VIBER_AUTH_TOKEN is set, but TELEGRAM_BOT_TOKEN is not: the staff work in Telegram')
  if ((given.SMS_API_URL === undefined) !== (given.SMS_API_TOKEN === undefined))
    problems.push('SMS_API_URL and SMS_API_TOKEN go together: one of them is missing')
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const env = parsed.data
  return {
    port: env.PORT,
    workerPort: env.WORKER_PORT,
    sandboxPort: env.SANDBOX_PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    // In the sandbox a person reads the terminal: only what went wrong.
    logLevel: env.LOG_LEVEL ?? (env.TELEGRAM_BOT_TOKEN ? 'info' : 'warn'),
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    telegram: telegramConfig(env),
    viber: viberConfig(env),
    owners: env.OWNERS.split(',')
      .map((owner) => owner.trim())
      .filter(Boolean),
    sms:
      env.SMS_API_URL && env.SMS_API_TOKEN
        ? { url: env.SMS_API_URL.replace(/\/$/, ''), token: env.SMS_API_TOKEN }
        : null,
  }
}

const withoutSlash = (address: string): string => address.replace(/\/$/, '')

const viberConfig = (env: z.infer<typeof environmentSchema>): ViberConfig | null =>
  env.VIBER_AUTH_TOKEN && env.PUBLIC_URL
    ? {
        token: env.VIBER_AUTH_TOKEN,
        apiUrl: withoutSlash(env.VIBER_API_URL),
        publicUrl: withoutSlash(env.PUBLIC_URL),
      }
    : null

const telegramConfig = (env: z.infer<typeof environmentSchema>): TelegramConfig | null => {
  if (!env.TELEGRAM_BOT_TOKEN) return null
  const bot = { token: env.TELEGRAM_BOT_TOKEN, apiRoot: withoutSlash(env.TELEGRAM_API_ROOT) }
  return env.PUBLIC_URL
    ? { mode: 'webhook', ...bot, publicUrl: withoutSlash(env.PUBLIC_URL) }
    : { mode: 'polling', ...bot }
}

import { resolve } from 'node:path'
import { z } from 'zod'

/** Every setting that the environment can give, parsed once. `.env.example` explains each; a test keeps it complete. */

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const environmentSchema = z.object({
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3001),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  PUBLIC_URL: url('https:', 'http:').optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{10,}$/, 'must look like 123456:AbC… as BotFather gives it')
    .optional(),
  TELEGRAM_API_ROOT: url('https:', 'http:').default('https://api.telegram.org'),
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

export interface Config {
  readonly port: number
  readonly host: string
  readonly sandboxPort: number
  readonly dataDir: string
  readonly logLevel: string
  /** null = the embedded database of `dataDir`. */
  readonly databaseUrl: string | null
  /** null = the queue lives in PostgreSQL. */
  readonly redisUrl: string | null
  /** null = no token: the sandbox. */
  readonly telegram: TelegramConfig | null
  readonly owners: readonly string[]
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
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    sandboxPort: env.SANDBOX_PORT,
    dataDir: resolve(env.DATA_DIR),
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    telegram: telegramConfig(env),
    owners: env.OWNERS.split(',')
      .map((owner) => owner.trim())
      .filter(Boolean),
  }
}

const telegramConfig = (env: z.infer<typeof environmentSchema>): TelegramConfig | null => {
  if (!env.TELEGRAM_BOT_TOKEN) return null
  const bot = { token: env.TELEGRAM_BOT_TOKEN, apiRoot: env.TELEGRAM_API_ROOT.replace(/\/$/, '') }
  return env.PUBLIC_URL
    ? { mode: 'webhook', ...bot, publicUrl: env.PUBLIC_URL.replace(/\/$/, '') }
    : { mode: 'polling', ...bot }
}

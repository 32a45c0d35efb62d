import { type Config, ConfigError, readConfig, type TelegramConfig } from '../config.ts'

export type DeployedConfig = Config & { readonly databaseUrl: string }

const NEEDED = {
  DATABASE_URL: 'the processes apart share one PostgreSQL; `npm start` brings its own',
  TELEGRAM_BOT_TOKEN: 'the bot to be; without one `npm start` opens the sandbox',
}

/**
 * Runs one of the processes apart: reads the settings, stops on Ctrl-C and SIGTERM, ends with exit code 1 and
 * clear lines (no stack) where it cannot start.
 */
export const runMain = async (
  main: (config: DeployedConfig, stopping: AbortSignal) => Promise<void>,
): Promise<void> => {
  const stopping = stopSignal()
  try {
    const config = readConfig(process.env, NEEDED)
    await main({ ...config, databaseUrl: config.databaseUrl ?? '' }, stopping)
    process.exit(0)
  } catch (error) {
    console.error(inOneLine(error))
    process.exit(1)
  }
}

/** Aborted by the first Ctrl-C or SIGTERM; the second ends the process at once. */
export const stopSignal = (): AbortSignal => {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130)
      stopping.abort()
    })
  }
  return stopping.signal
}

/** An error for whoever started us: words, never a stack. */
export const inOneLine = (error: unknown): string => {
  if (error instanceof ConfigError) return error.message
  const text = error instanceof Error ? error.message : String(error)
  if (/ECONNREFUSED|ENOTFOUND|Can't reach database|password authentication|does not exist/i.test(text)) {
    return `The database is not to be reached: ${text.split('\n').filter(Boolean).at(-1)}. Check DATABASE_URL.`
  }
  return text.split('\n').filter(Boolean).slice(-1)[0] ?? 'unknown error'
}

export const requireTelegram = ({ telegram }: Config): TelegramConfig => {
  if (!telegram) throw new ConfigError([`TELEGRAM_BOT_TOKEN is missing: ${NEEDED.TELEGRAM_BOT_TOKEN}`])
  return telegram
}

import { type Config, ConfigError, readConfig, type TelegramConfig } from '../config.ts'
import { readEnvironment } from './environment.ts'

/** The settings of a process apart: it brings neither a database nor a sandbox. */
export type DeployedConfig = Config & { readonly databaseUrl: string; readonly telegram: TelegramConfig }

const NEEDED = {
  DATABASE_URL: 'the processes apart share one PostgreSQL; `npm start` brings its own',
  TELEGRAM_BOT_TOKEN: 'the bot to be; without one `npm start` opens the sandbox',
}

/** @throws ConfigError with every problem at once */
export const readDeployedConfig = (): DeployedConfig => {
  const config = readConfig(readEnvironment(), NEEDED)
  const { databaseUrl, telegram } = config
  if (!databaseUrl || !telegram) throw new ConfigError(Object.values(NEEDED))
  return { ...config, databaseUrl, telegram }
}

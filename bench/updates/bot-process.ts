import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { VIBER_ROOT } from './stand-in.ts'

export const TOKEN = '900:benchbenchbenchbench'
export const VIBER_TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3'

export interface BotProcess {
  readonly url: string
  stop(): Promise<void>
}

/** Runs a bot in a process of its own, as it is run in production, and waits until it says where it hears. */
export const startBot = async (
  script: string,
  { databaseUrl, standInUrl }: { databaseUrl: string; standInUrl: string },
): Promise<BotProcess> => {
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      TELEGRAM_API_ROOT: standInUrl,
      TELEGRAM_BOT_TOKEN: TOKEN,
      VIBER_AUTH_TOKEN: VIBER_TOKEN,
      VIBER_API_URL: `${standInUrl}${VIBER_ROOT}`,
      PUBLIC_URL: 'http://127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) {
    const url = /hears at (\S+)/.exec(line)?.[1]
    if (!url) continue
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM')
        await ended
      },
    }
  }
  throw new Error(`${script} ended before it heard anything`)
}

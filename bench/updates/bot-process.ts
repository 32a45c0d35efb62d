import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export const TOKEN = '900:benchbenchbenchbench'

export interface BotProcess {
  readonly url: string
  stop(): Promise<void>
}

/** Runs a bot in a process of its own, as it is run in production, and waits until it says where it hears. */
export const startBot = async (
  script: string,
  { databaseUrl, telegramUrl }: { databaseUrl: string; telegramUrl: string },
): Promise<BotProcess> => {
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      TELEGRAM_API_ROOT: telegramUrl,
      TELEGRAM_BOT_TOKEN: TOKEN,
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

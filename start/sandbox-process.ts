import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config, TelegramConfig } from '../config.ts'
import { random58 } from '../core/kernel/ids.ts'

export interface SandboxProcess {
  /** Of the page with everybody's phone. */
  readonly url: string
  readonly telegram: TelegramConfig
  readonly viber: { readonly token: string; readonly apiUrl: string }
  /** Where text messages are sent to, and the bearer token for it. */
  readonly sms: { readonly url: string; readonly token: string }
  /** Messenger accounts that own the shop in the sandbox. */
  readonly owners: readonly string[]
  stop(): Promise<void>
}

/**
 * Starts the sandbox as a process of its own, as Telegram is one; it ends with us, even when we are killed. The
 * tokens of its bots are made once and kept.
 *
 * @throws Error in one clear line when it cannot start
 */
export const startSandboxProcess = async (config: Config): Promise<SandboxProcess> => {
  const folder = join(config.dataDir, 'sandbox')
  await mkdir(folder, { recursive: true })
  const token = await keptToken(join(folder, 'token'), () => `900:${random58(32)}`)
  const viberToken = await keptToken(join(folder, 'viber-token'), () => random58(48))
  const smsToken = random58(32)
  const child = fork(
    join(import.meta.dirname, '../sandbox/main.ts'),
    [String(config.sandboxPort), join(folder, 'telegram.json'), token, viberToken, smsToken],
    // A group of its own: Ctrl-C in a terminal reaches us alone, and we stop it when nobody needs it any more.
    // Its page is made of TypeScript by Node itself, which would say each time that this is new.
    {
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    },
  )
  const { url, owners } = await opened(child)
  return {
    url,
    telegram: { mode: 'polling', token, apiRoot: url },
    viber: { token: viberToken, apiUrl: `${url}/viber/pa` },
    sms: { url: `${url}/viber/sms`, token: smsToken },
    owners,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

const keptToken = (file: string, made: () => string): Promise<string> =>
  readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    const token = made()
    await writeFile(file, token, { mode: 0o600 })
    return token
  })

/** What sandbox/main.ts says of itself. */
type Word = { url: string; owners: string[] } | { problem: string }

const opened = (child: ChildProcess): Promise<{ url: string; owners: string[] }> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`The sandbox did not start: it ended with ${signal ?? `exit code ${code}`}.`)),
    )
    child.on('message', (word: Word) => {
      if ('url' in word) resolve(word)
      else if ('problem' in word) reject(new Error(word.problem))
      // `node --watch` asks every process which files it is made of; ours is the one that is asked.
      else process.send?.(word)
    })
  })

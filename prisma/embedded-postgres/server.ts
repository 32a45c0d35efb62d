import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'
import { disarmPidFile, findRunningServer } from './postmaster.ts'
import { lastWords, run } from './run.ts'

/**
 * Starts the server of `home` on a free port of 127.0.0.1, the one it had before if possible, and returns the
 * port once it accepts connections. The server outlives us. Only for whoever has the turn to start, and
 * when no server runs there.
 */
export const startServer = async (home: Home, binaries: Binaries, settings: Settings): Promise<number> => {
  await disarmPidFile(home)
  await trimLog(home)
  let port = await freePort(await savedPort(home))
  const deadline = performance.now() + ORPHANS_WAIT_MS
  for (;;) {
    const problem = await pgCtlStart(home, binaries, { port, settings })
    if (!problem) break
    if (!PASSES.test(problem) || performance.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${problem}`)
    if (PORT_TAKEN.test(problem)) port = await freePort(undefined)
    else await wait(500)
  }
  await writeFile(portFileOf(home), String(port))
  return port
}

/** Stops the server within seconds, losing nothing that was committed; does nothing if none runs. */
export const stopServer = async (home: Home, binaries: Binaries): Promise<void> => {
  for (const mode of ['fast', 'immediate']) {
    if (!(await findRunningServer(home))) return
    const args = ['stop', '-D', home.data, '-m', mode, '-w', '-t', '20', '-s']
    const { output } = await run(binaries.pgCtl, args, { user: home.user })
    if (mode === 'immediate' && (await findRunningServer(home))) {
      throw new Error(`PostgreSQL did not stop: ${lastWords(output)}`)
    }
  }
}

const ORPHANS_WAIT_MS = 45_000

export type Settings = Readonly<Record<string, string | number>>

const EVERYWHERE: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_statement: 'none',
}

const PORT_TAKEN = /could not bind|Address already in use|could not create any TCP/i
/** A killed server's children notice that they are orphans when they are done with what they are at. */
const PASSES = new RegExp(`${PORT_TAKEN.source}|shared memory block .* is still in use`, 'i')

/** Time and process number before each line of the log. */
const LOG_PREFIX = /^\d.*?\] (?=[A-Z]+: )/gm

const portFileOf = (home: Home) => join(home.folder, 'port')
const logOf = (home: Home) => join(home.folder, 'server.log')

const savedPort = async (home: Home): Promise<number | undefined> => {
  const text = await readFile(portFileOf(home), 'utf8').catch(() => '')
  return Number(text) || undefined
}

/** Undefined when the server runs, else what it said. */
const pgCtlStart = async (
  home: Home,
  binaries: Binaries,
  { port, settings }: { port: number; settings: Settings },
): Promise<string | undefined> => {
  const { size } = await stat(logOf(home))
  const options = Object.entries({ ...EVERYWHERE, ...settings, port }).map(
    ([name, value]) => `-c ${name}=${value}`,
  )
  const args = ['start', '-D', home.data, '-l', logOf(home), '-w', '-t', '120', '-s', '-o', options.join(' ')]
  const { code, output } = await run(binaries.pgCtl, args, { user: home.user, timeoutMs: 130_000 })
  if (code === 0) return undefined
  const said = (await readFile(logOf(home))).subarray(size).toString('utf8')
  return lastWords(said.replace(LOG_PREFIX, '') || output)
}

/** The wanted port if nobody has it, else any free one of 127.0.0.1. */
const freePort = (wanted: number | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      wanted && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
        ? resolve(freePort(undefined))
        : reject(error),
    )
    probe.listen(wanted ?? 0, '127.0.0.1', () => {
      const address = probe.address()
      if (address === null || typeof address === 'string') return reject(new Error('no port was given'))
      probe.close(() => resolve(address.port))
    })
  })

const LOG_LIMIT_BYTES = 20_000_000

const trimLog = async (home: Home): Promise<void> => {
  const { size } = await stat(logOf(home))
  if (size > LOG_LIMIT_BYTES) await truncate(logOf(home))
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach } from 'vitest'
import { SETTING_NAMES } from '../../config.ts'

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A process of ours as the machine sees it: what it prints, what it is sent, how it ends. */
export interface StartedProcess {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** @throws Error with all that it printed when it ends without a word of this */
  prints(pattern: RegExp): Promise<RegExpExecArray>
  signal(name: NodeJS.Signals): void
  /** To it and all it started, as Ctrl-C in a terminal is. */
  signalAll(name: NodeJS.Signals): void
}

const PROJECT = dirname(dirname(import.meta.dirname))
/** What Node has compiled once it need not compile again: half of the time of a start. Keyed by content, so never stale. */
const NODE_COMPILE_CACHE = join(PROJECT, 'node_modules/.cache/compiled')
const running = new Set<ChildProcess>()

afterEach(async () => {
  for (const child of running) {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended
  }
  running.clear()
})

/** An empty setting counts as none, and keeps the one of a `.env` away that a developer may have. */
const NOT_SET = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']))

/**
 * Starts a program in the project's folder, as a group of its own, with nothing in its environment but what it needs
 * to run and `environment`. Ended with the test at the latest.
 */
export const startProcess = (
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): StartedProcess => {
  const { PATH = '', HOME = '' } = process.env
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: PROJECT,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...NOT_SET, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      said[name] += stripVTControlCharacters(String(chunk))
    })
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child)
    return { code: code as number | null, ...said }
  })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${program} cannot be started`)
  return {
    pid,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(said.stdout)
          if (found) resolve(found)
        }
        child.stdout.on('data', look)
        look()
        void ended.then(() =>
          reject(new Error(`it ended and never said ${pattern}:\n${said.stdout}\n${said.stderr}`)),
        )
      }),
    signal: (name) => void child.kill(name),
    signalAll: (name) => void process.kill(-pid, name),
  }
}

/** The Node that runs the tests, on a file of the project. */
export const startNode = (file: string, environment: Readonly<Record<string, string>>): StartedProcess =>
  startProcess([process.execPath, file], environment)

import { spawn } from 'node:child_process'

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number }

export type Finished = { readonly code: number | null; readonly output: string }

/**
 * Runs a program to its end, as another system user where one is given, and returns its exit code
 * with what it said on both streams. A non-zero code is the caller's to judge; throws only when the
 * program cannot be started or takes longer than `timeoutMs`.
 *
 * The program sits in a session of its own, so that Ctrl-C in the terminal reaches us and not it,
 * and sees none of our environment, which holds tokens.
 */
export const run = (
  program: string,
  args: readonly string[],
  { user, timeoutMs = 60_000 }: { user?: SystemUser | undefined; timeoutMs?: number } = {},
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(user && { uid: user.uid, gid: user.gid }),
    })
    let output = ''
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal) return reject(new Error(`${program} was ended by ${signal}: ${lastWords(output)}`))
      resolve({ code, output })
    })
  })

/** The last lines of a program's output as one line, for the end of an error message. */
export const lastWords = (output: string): string =>
  output.trim().split('\n').slice(-3).join(' | ').slice(-400) || 'it said nothing'

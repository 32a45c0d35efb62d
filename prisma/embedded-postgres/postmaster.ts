import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { run } from './run.ts'

export type RunningServer = { readonly pid: number; readonly port: number }

const pidFileOf = (home: Home) => join(home.data, 'postmaster.pid')

/**
 * The server that runs on this home now, whether it answers yet or not; undefined when none does, be it that
 * `postmaster.pid` is missing, or was left by a killed server and its number is free or now another process's.
 */
export const findRunningServer = async (home: Home): Promise<RunningServer | undefined> => {
  const lines = (await readIfThere(pidFileOf(home)))?.split('\n')
  const pid = Number(lines?.[0])
  const port = Number(lines?.[3])
  if (!pid || !(await isPostgresOn(home.data, pid))) return undefined
  return { pid, port }
}

const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/** A server's working folder is its data folder; where the system does not tell that, its command line names it. */
const isPostgresOn = async (data: string, pid: number): Promise<boolean> => {
  const real = await realpath(data)
  if (process.platform !== 'linux') {
    const { output } = await run('/bin/ps', ['-p', String(pid), '-o', 'command='])
    return output.includes('postgres') && (output.includes(data) || output.includes(real))
  }
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  if (folder !== undefined) return folder === real
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres') && (command.includes(data) || command.includes(real))
}

/** Larger than any process number a system hands out. */
const NOBODY = 4_194_305

/**
 * Makes a `postmaster.pid` that a killed server left harmless. PostgreSQL does so itself unless another process
 * has the number by now; then it would refuse to start for ever. The file is not deleted, because it also
 * names the shared memory by which PostgreSQL sees that children of the killed server are still writing.
 *
 * Only for whoever has the turn to start, and after findRunningServer said that there is no server.
 */
export const disarmPidFile = async (home: Home): Promise<void> => {
  const file = pidFileOf(home)
  const text = await readIfThere(file)
  if (text === undefined) return
  if (text.trim() === '') return rm(file)
  await writeFile(file, text.replace(/^-?\d+/, String(NOBODY)))
}

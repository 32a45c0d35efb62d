import { readFile } from 'node:fs/promises'
import { run, type SystemUser } from './run.ts'

/**
 * The system user PostgreSQL is to run as: undefined means ourselves. PostgreSQL refuses to run as
 * root, so root gets the user `postgres`, made if missing, or else another one without rights.
 */
export const chooseServerUser = async (): Promise<SystemUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const existing = await findUser('postgres')
  if (existing) return existing
  for (const [program, ...args] of WAYS_TO_ADD_A_USER) {
    await run(program, args).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    const made = await findUser('postgres')
    if (made) return made
  }
  const nobody = await findUser('nobody')
  if (nobody) return nobody
  throw new Error(
    'PostgreSQL refuses to run as root and no other system user can be found or made: run as another user',
  )
}

/** Debian and Red Hat have the first, Alpine's BusyBox the second. */
const WAYS_TO_ADD_A_USER = [
  ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres'],
] as const

/** Finds a system user by name or by uid; undefined if there is none. */
export const findUser = async (wanted: string | number): Promise<SystemUser | undefined> => {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const entry = lines.find(([name, , uid]) => name === wanted || Number(uid) === wanted)
  const [name, , uid, gid] = entry ?? []
  return name === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) }
}

/**
 * Whether `user` can read and run the file `read` and work in the folder `write`: asked by trying,
 * since modes, mounts and access lists all have a say.
 */
export const canWorkWith = async (
  user: SystemUser,
  { read, write }: { read?: string; write?: string },
): Promise<boolean> => {
  const tests = [
    ...(read === undefined ? [] : ['test -r "$1" && test -x "$1"']),
    ...(write === undefined ? [] : ['cd "$2" && test -w .']),
  ]
  const { code } = await run('/bin/sh', ['-c', tests.join(' && '), 'sh', read ?? '', write ?? ''], { user })
  return code === 0
}

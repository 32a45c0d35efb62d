import { randomBytes } from 'node:crypto'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { type Home, removeLeftovers } from './home.ts'
import { type Finished, lastWords, run } from './run.ts'

/** The role the shop connects as. */
export const ROLE = 'kram'

/**
 * Makes an empty cluster in `home`, with a random password in a file that only the server's user may read.
 * It is made beside its place and moved there by one rename, so that a first start that was interrupted leaves
 * nothing half-made behind.
 */
export const createCluster = async (
  home: Home,
  binaries: Binaries,
  { sync }: { sync: boolean },
): Promise<void> => {
  await removeLeftovers(home)
  const fresh = `${home.folder}.new-${process.pid}`
  await mkdir(fresh, { mode: 0o700 })
  try {
    const password = join(fresh, 'password')
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    await writeFile(join(fresh, 'server.log'), '', { mode: 0o600 })
    if (home.user) {
      for (const path of [password, join(fresh, 'server.log'), fresh]) {
        await chown(path, home.user.uid, home.user.gid)
      }
    }
    await initdb(home, binaries, [
      `--pgdata=${fresh}/data`,
      `--pwfile=${password}`,
      ...(sync ? [] : ['--no-sync']),
    ])
    await moveIntoPlace(fresh, home.folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
}

const moveIntoPlace = async (fresh: string, place: string): Promise<void> => {
  await rename(fresh, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOTDIR') throw error
    throw new Error(`${place} holds something that is not a database of ours: move it away`, { cause: error })
  })
}

/**
 * Sorting and letter case come from PostgreSQL itself and are the same everywhere; but what counts as a
 * letter for pg_trgm comes from the system's LC_CTYPE, and in `C` no Ukrainian letter is one (seen with 18.4). So the first UTF-8 locale that this system knows is taken, whatever LANG says.
 */
const initdb = async (home: Home, binaries: Binaries, args: readonly string[]): Promise<void> => {
  let finished: Finished = { code: null, output: '' }
  for (const locale of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'UTF-8']) {
    const all = [...args, ...CLUSTER_OPTIONS, `--lc-ctype=${locale}`]
    finished = await run(binaries.initdb, all, { user: home.user, timeoutMs: 120_000 })
    if (finished.code === 0) return
    if (!finished.output.includes('invalid locale')) break
  }
  throw new Error(`PostgreSQL could not create its files (initdb): ${lastWords(finished.output)}`)
}

const CLUSTER_OPTIONS = [
  `--username=${ROLE}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
]

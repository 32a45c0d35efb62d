import { createHash } from 'node:crypto'
import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SystemUser } from './run.ts'
import { canWorkWith, chooseServerUser, findUser } from './server-user.ts'

/** The folder of one database: `data/` is PostgreSQL's own, `password`, `port` and `server.log` lie beside it. */
export type Home = {
  readonly folder: string
  readonly data: string
  /** Who runs the server; undefined means ourselves. */
  readonly user: SystemUser | undefined
}

const LINK = 'pg'

/** Makes the folder and makes sure that we may write to it; throws one line saying why not. */
export const makeDataDir = async (dataDir: string): Promise<void> => {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Error(`the database cannot be kept in ${dataDir}: ${reasonOf(error)}`, { cause: error })
  }
}

/**
 * Decides where a new database of `dataDir` is to live: in `<dataDir>/pg`, or, where the server's
 * user cannot get there (root under a folder of mode 0700), in `/var/tmp/kram-<hash>/pg` with
 * `<dataDir>/pg` as a link to it. Makes the folder above it, not the home itself. Only for whoever has the turn
 * to start.
 */
export const chooseHome = async (dataDir: string): Promise<Home> => {
  const user = await chooseServerUser()
  const link = join(dataDir, LINK)
  const target = await linkTarget(dataDir)
  if (target) {
    await makeRootsFolder(dirname(target))
    return homeAt(target, user)
  }
  if (!user || (await canReach(user, dataDir))) return homeAt(link, user)
  const elsewhere = await makeRootsFolder(`/var/tmp/kram-${hashOf(await realpath(dataDir))}`)
  await symlink(join(elsewhere, LINK), link)
  return homeAt(join(elsewhere, LINK), user)
}

/** The database of `dataDir`, if one was created before. */
export const existingHome = async (dataDir: string): Promise<Home | undefined> => {
  const folder = (await linkTarget(dataDir)) ?? join(dataDir, LINK)
  return (await isCluster(folder)) ? homeAt(folder, await ownerOf(folder)) : undefined
}

const linkTarget = (dataDir: string): Promise<string | undefined> =>
  readlink(join(dataDir, LINK)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EINVAL') return undefined
    throw error
  })

/** Deletes the database of `dataDir`, wherever it lives; its server must be stopped. */
export const removeHome = async (dataDir: string): Promise<void> => {
  const target = await linkTarget(dataDir)
  if (target) await rm(dirname(target), { recursive: true, force: true })
  await rm(join(dataDir, LINK), { recursive: true, force: true })
}

const homeAt = (folder: string, user: SystemUser | undefined): Home => ({
  folder,
  data: join(folder, 'data'),
  user,
})

const isCluster = (folder: string): Promise<boolean> =>
  access(join(folder, 'data', 'PG_VERSION')).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') {
        throw new Error(
          `the database in ${folder} belongs to another system user: run as that one, or remove it`,
        )
      }
      return false
    },
  )

/** PostgreSQL demands that the owner of the data runs it, so that is whom root becomes. */
const ownerOf = async (folder: string): Promise<SystemUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = await stat(join(folder, 'data'))
  return (await findUser(uid)) ?? { name: `user ${uid}`, uid, gid }
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Record<string, string> = {
    EACCES: 'the folder is not writable for us',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a file is in the way',
    EEXIST: 'a file is in the way',
    ENOSPC: 'the disk is full',
  }
  return reasons[code] ?? String(error)
}

const canReach = async (user: SystemUser, folder: string): Promise<boolean> => {
  const probe = await mkdtemp(join(folder, '.reach-'))
  try {
    await chmod(probe, 0o755)
    return await canWorkWith(user, { read: probe })
  } finally {
    await rm(probe, { recursive: true })
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Anybody may write to /var/tmp, so a folder that somebody else put there is refused. */
const makeRootsFolder = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const { uid, mode } = await lstat(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new Error(`the database cannot be kept in ${folder}: the folder is not ours alone, remove it`)
  }
  await chmod(folder, 0o755)
  return folder
}

/** Deletes what interrupted first starts left beside the home; only for whoever has the turn to start. */
export const removeLeftovers = async (home: Home): Promise<void> => {
  const beside = dirname(home.folder)
  const leftovers = (await readdir(beside)).filter((name) => name.startsWith(`${LINK}.new-`))
  for (const name of leftovers) await rm(join(beside, name), { recursive: true, force: true })
}

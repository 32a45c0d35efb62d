import { chmod, mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedPostgres } from '../embedded-postgres.ts'
import { claimFolder, isClaimed } from './claim.ts'

const PREFIX = 'kram-temporary-'

export type TemporaryFolder = {
  readonly folder: string
  /** Stops the server in the folder, if one was started, and deletes all of it. */
  remove(): Promise<void>
}

/**
 * A fresh folder for a database that is thrown away, for startEmbeddedPostgres with `fast`. Those whose process was
 * killed before it could remove them are removed here, with their servers.
 */
export const makeTemporaryFolder = async (): Promise<TemporaryFolder> => {
  await removeForgotten()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  const claim = await claimFolder(join(folder, 'pg.lock'), 1_000)
  claim.settled()
  await chmod(folder, 0o755)
  return {
    folder,
    remove: async () => {
      await claim.release(async () => {})
      await removeEmbeddedPostgres(folder)
    },
  }
}

/** A folder this young may belong to a process that is about to claim it. */
const MIN_AGE_MS = 60_000

const removeForgotten = async (): Promise<void> => {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX))
  for (const name of names) {
    const folder = join(tmpdir(), name)
    const { uid, mtimeMs } = await stat(folder)
    const forgotten = uid === process.getuid?.() && mtimeMs < Date.now() - MIN_AGE_MS
    if (forgotten && !isClaimed(join(folder, 'pg.lock'))) await removeEmbeddedPostgres(folder)
  }
}

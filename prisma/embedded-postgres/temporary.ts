import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedPostgres } from '../embedded-postgres.ts'

export type TemporaryFolder = {
  readonly folder: string
  /** Stops the server in the folder, if one was started, and deletes all of it. */
  remove(): Promise<void>
}

/**
 * A fresh folder for a database that is thrown away, for startEmbeddedPostgres with `fast`. It goes when `remove` is
 * called or when our process ends, however it ends: a guard beside us waits for the end of a pipe that
 * we hold and then does the work. (Test runners end on Ctrl-C without a chance to clean up.)
 */
export const makeTemporaryFolder = async (): Promise<TemporaryFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'kram-temporary-'))
  await chmod(folder, 0o755)
  const command = 'cat > /dev/null; exec "$@"'
  const guard = spawn('/bin/sh', ['-c', command, 'sh', process.execPath, import.meta.filename, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  guard.unref()
  return {
    folder,
    remove: async () => {
      guard.ref()
      const ended = once(guard, 'exit')
      guard.stdin.end()
      const [code] = await ended
      if (code !== 0)
        throw new Error(`the temporary database in ${folder} could not be removed: exit code ${code}`)
    },
  }
}

if (import.meta.main && process.argv[2]) await removeEmbeddedPostgres(process.argv[2])

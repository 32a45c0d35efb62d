import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Who uses the server in a folder, counted by the kernel.
 *
 * Every user of the server holds a shared lock on one file; whoever starts or heals the server holds
 * the only reserved lock meanwhile; the last one out is known by getting the exclusive lock. The locks are
 * SQLite's, because Node has no file locks of its own and these vanish with their process, however
 * it ends: no stale lock file, no guess whether a process id still means the same process.
 */
export type Claim = {
  /** Gives the turn to start or heal to the next process; we go on counting as a user. */
  settled(): void
  /**
   * Stops counting as a user and calls `whenLast` if nobody else is one; a process that wants
   * to start the server at that moment waits until `whenLast` is done. If somebody deleted the folder, nothing is called.
   */
  release(whenLast: () => Promise<void>): Promise<void>
}

const BUSY = 5

/** Waits for the turn to start the server of this lock file and counts us as its user; throws after `timeoutMs`. */
export const claimFolder = async (lockFile: string, timeoutMs: number): Promise<Claim> => {
  const turn = new DatabaseSync(lockFile)
  const use = new DatabaseSync(lockFile)
  const close = () => {
    turn.close()
    use.close()
  }
  try {
    await untilFree(() => turn.exec('BEGIN IMMEDIATE'), timeoutMs)
    use.exec('BEGIN; SELECT 1 FROM sqlite_schema')
  } catch (error) {
    close()
    throw error
  }
  return {
    settled: () => turn.exec('ROLLBACK'),
    release: async (whenLast) => {
      use.exec('ROLLBACK')
      if (turn.isTransaction) turn.exec('ROLLBACK')
      try {
        if (existsSync(lockFile) && attempt(() => turn.exec('BEGIN EXCLUSIVE'))) await whenLast()
      } finally {
        close()
      }
    },
  }
}

const untilFree = async (lock: () => void, timeoutMs: number): Promise<void> => {
  const deadline = performance.now() + timeoutMs
  while (!attempt(lock)) {
    if (performance.now() > deadline) {
      throw new Error('another process has been starting or stopping the same database for too long')
    }
    await wait(50)
  }
}

const attempt = (lock: () => void): boolean => {
  try {
    lock()
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false
    throw error
  }
}

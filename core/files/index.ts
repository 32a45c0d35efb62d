/**
 * Files that cross from one messenger to another, and those that the shop makes for a person. A messenger gives a file
 * out again by an id of its own, which is nothing to another one: what somebody elsewhere will look at is fetched once,
 * after the fact that it came, and kept with the person until they go.
 */
import { type Clock, DAY_MS, later, MINUTE_MS } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import {
  claimDue,
  deleteExpired,
  findFileOf,
  insertFile,
  insertWanted,
  type KeptFile,
  readFile,
  rememberSentAs,
  storeBytes,
  tryLater,
  type Wanted,
} from './file.store.ts'
import { nameOf, type SentMedia } from './file.ts'

export { type KeptFile, mergeFiles } from './file.store.ts'
export type { SentMedia } from './file.ts'

/**
 * Port: the bytes of a file from the messenger that has it, and its ending ("pdf"; empty where it has none).
 * @throws DomainError `photo.too_big` for good, `photo.unreachable` for now
 */
export type FetchFile = (media: SentMedia) => Promise<{ bytes: Uint8Array; ending: string }>

interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly fetchFile: FetchFile
}

/** The first at once, then after 2, 4, 8 … minutes: a messenger that is away for an hour loses nothing. */
const TRIES_MAX = 7
const AT_ONCE = 20
/** How long a file stays that the shop made because somebody asked for it. */
export const MADE_FOR_MS = DAY_MS

export const createFiles = ({ db, clock, fetchFile }: Needs) => {
  const fetchOne = async ({ fileId, media, tries: before }: Wanted): Promise<void> => {
    try {
      const { bytes, ending } = await fetchFile(media)
      await storeBytes(db.queries, fileId, { bytes, name: nameOf(media.kind, ending) })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const tries = before + 1
      const over = error.code === 'photo.too_big' || tries >= TRIES_MAX
      await tryLater(db.queries, fileId, {
        tries,
        dueAt: over ? null : later(clock.now(), 2 ** tries * MINUTE_MS),
      })
    }
  }

  return {
    /**
     * A person's file, sent by them or to them, is fetched where anybody who will see it is in another messenger than
     * the one that has it. Said twice it is one. What cannot be had now is tried again by `fetchDue`.
     */
    keep: async (file: { userId: string; media: SentMedia }): Promise<void> => {
      const wanted = await insertWanted(db.queries, { ...file, now: clock.now() })
      if (wanted) await fetchOne(wanted)
    },
    /** What could not be had before. Every minute: jobs/schedule.ts. */
    fetchDue: async (): Promise<number> => {
      const now = clock.now()
      const due = await claimDue(db.queries, { now, until: later(now, 5 * MINUTE_MS), limit: AT_ONCE })
      for (const wanted of due) await fetchOne(wanted)
      return due.length
    },
    /** What is kept of a messenger's file; undefined where it is not kept (yet). */
    of: (media: Pick<SentMedia, 'messenger' | 'id'>): Promise<KeptFile | undefined> =>
      findFileOf(db.queries, media),
    /** A file that the shop makes for a person: there for a day. */
    make: (file: { userId: string; name: string; text: string }): Promise<KeptFile> => {
      const now = clock.now()
      return insertFile(db.queries, { ...file, now, expiresAt: later(now, MADE_FOR_MS) })
    },
    /** A file with its bytes; undefined where it is gone. */
    read: (id: string) => readFile(db.queries, id, clock.now()),
    /** The id by which a bot of another messenger has it since it was sent there. */
    sentAs: (id: string, sent: { bot: string; mediaId: string }): Promise<void> =>
      rememberSentAs(db.queries, id, sent),
    /** Files that were made for somebody go when their time is over. Every hour: jobs/schedule.ts. */
    forgetMade: (): Promise<number> => deleteExpired(db.queries, clock.now()),
  }
}

/**
 * Where each person is in the dialogue. A person is answered by one process at a time: it claims a lease with
 * one statement (no transaction stays open), handles the stored updates by their id, and gives the lease back.
 */
import type { Waiting } from '../inbox.ts'
import type { Clock } from '../kernel/clock.ts'
import { later } from '../kernel/clock.ts'
import { type Db, sql } from '../kernel/db.ts'

export interface Claimed {
  readonly step: unknown
  readonly screen: unknown
  /** Due updates, in the order of their ids; a failed one that is to be tried later holds back those behind it. */
  readonly updates: readonly Waiting[]
}

/** Whether the first of a person's waiting updates may be answered now: one that waits for its next try holds back the others. */
const headIsDue = (person: string, now: Date) => sql`COALESCE((SELECT due_at <= ${now} FROM inbox
  WHERE person = ${person} AND handled_at IS NULL AND set_aside_at IS NULL ORDER BY sequence, id LIMIT 1), false)`

const LEASE_MS = 60_000
const BATCH = 20

export type Conversations = ReturnType<typeof createConversations>

export const createConversations = ({ db, clock, process }: { db: Db; clock: Clock; process: string }) => {
  /** Gives the person back after a failure. True when something else waits. */
  const release = async (person: string): Promise<boolean> => {
    const now = clock.now()
    const rows = await db.queries.$queryRaw<{ more: boolean }[]>`
      UPDATE conversations SET lease_until = NULL, lease_by = NULL WHERE person = ${person} AND lease_by = ${process}
      RETURNING COALESCE((SELECT due_at <= ${now} FROM inbox WHERE person = ${person} AND handled_at IS NULL AND set_aside_at IS NULL
        ORDER BY sequence, id LIMIT 1), false) AS more`
    return rows[0]?.more ?? false
  }

  return {
    release,
    /** Takes the person for this process, with what waits; undefined when another has them or nothing is due. */
    claim: async (person: string): Promise<Claimed | undefined> => {
      const now = clock.now()
      const claimed = await db.queries.$queryRaw<{ step: unknown; screen: unknown }[]>`
        UPDATE conversations SET lease_until = ${later(now, LEASE_MS)}, lease_by = ${process}
        WHERE person = ${person} AND (lease_until IS NULL OR lease_until <= ${now}) AND ${headIsDue(person, now)}
        RETURNING step, screen`
      if (!claimed[0]) return undefined
      // Read when the person is ours: what the statement above saw may be from before another process answered it.
      const updates = await db.queries.$queryRaw<Waiting[]>`
        SELECT id, body, tries FROM inbox
        WHERE person = ${person} AND handled_at IS NULL AND set_aside_at IS NULL AND ${headIsDue(person, now)}
        ORDER BY sequence, id LIMIT ${BATCH}`
      if (updates.length > 0) return { ...claimed[0], updates }
      await release(person)
      return undefined
    },

    /**
     * An update is answered: step, screen and the update's end in one statement. `last` gives the person back with it.
     * True when something came meanwhile that nobody was signalled of.
     */
    save: async (
      person: string,
      { step, screen, update, last }: { step: unknown; screen: unknown; update: bigint; last: boolean },
    ): Promise<boolean> => {
      const now = clock.now()
      const rows = await db.queries.$queryRaw<{ more: boolean }[]>`
      WITH handled AS (UPDATE inbox SET handled_at = ${now} WHERE id = ${update})
      UPDATE conversations SET step = ${JSON.stringify(step)}::jsonb, screen = ${JSON.stringify(screen)}::jsonb,
        lease_until = ${last ? null : later(now, LEASE_MS)}, lease_by = ${last ? null : process}
      WHERE person = ${person} AND lease_by = ${process}
      RETURNING EXISTS (SELECT FROM inbox WHERE person = ${person} AND id <> ${update} AND handled_at IS NULL
        AND set_aside_at IS NULL AND due_at <= ${now}) AS more`
      return rows[0]?.more ?? false
    },

    /** What was drawn without answering an update (an apology), while the person is this process's. */
    keepScreen: async (person: string, screen: unknown): Promise<void> => {
      await db.queries.$executeRaw`
        UPDATE conversations SET screen = ${JSON.stringify(screen)}::jsonb WHERE person = ${person} AND lease_by = ${process}`
    },

    /** The living screen as last drawn; for what is drawn outside of an answer. */
    screenOf: async (person: string): Promise<unknown> => {
      const row = await db.client.conversation.findUnique({ where: { person }, select: { screen: true } })
      return row?.screen ?? null
    },
  }
}

const MEDIA_IDS_IN_MEMORY = 10_000

/**
 * The messenger's own id of a picture that it was sent before (Telegram: file_id, which belongs to one bot). Once read
 * it is remembered: it stays good until the messenger says otherwise, and then a new one is kept over it.
 */
export const createMediaIds = ({ db }: { db: Db }) => {
  const remembered = new Map<string, string>()
  const remember = (bot: string, pictureHash: string, mediaId: string) => {
    if (remembered.size >= MEDIA_IDS_IN_MEMORY) remembered.clear()
    remembered.set(`${bot} ${pictureHash}`, mediaId)
  }
  return {
    find: async (bot: string, pictureHash: string): Promise<string | undefined> => {
      const known = remembered.get(`${bot} ${pictureHash}`)
      if (known !== undefined) return known
      const row = await db.client.mediaId.findUnique({ where: { bot_pictureHash: { bot, pictureHash } } })
      if (row) remember(bot, pictureHash, row.mediaId)
      return row?.mediaId
    },
    /** Those of these pictures that the bot has, by their hashes. */
    findAll: async (bot: string, pictureHashes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const rows = await db.queries.$queryRaw<{ hash: string; mediaId: string }[]>`
        SELECT picture_hash AS hash, media_id AS "mediaId" FROM media_ids
        WHERE bot = ${bot} AND picture_hash = ANY(${[...pictureHashes]})`
      return new Map(rows.map(({ hash, mediaId }) => [hash, mediaId]))
    },
    keep: async (bot: string, pictureHash: string, mediaId: string): Promise<void> => {
      await db.queries.$executeRaw`
        INSERT INTO media_ids (bot, picture_hash, media_id) VALUES (${bot}, ${pictureHash}, ${mediaId})
        ON CONFLICT (bot, picture_hash) DO UPDATE SET media_id = excluded.media_id`
      remember(bot, pictureHash, mediaId)
    },
  }
}

export type MediaIds = ReturnType<typeof createMediaIds>

/**
 * Where each person is in the dialogue. A person is answered by one process at a time: it claims a lease with
 * one statement (no transaction stays open), handles the stored updates by their id, and gives the lease back.
 */
import type { Waiting } from '../inbox.ts'
import type { Clock } from '../kernel/clock.ts'
import { later } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'

export interface Claimed {
  readonly step: unknown
  readonly screen: unknown
  /** Due updates, in the order of their ids; a failed one that is to be tried later holds back those behind it. */
  readonly updates: readonly Waiting[]
}

const LEASE_MS = 60_000
const BATCH = 20

export type Conversations = ReturnType<typeof createConversations>

export const createConversations = ({ db, clock, process }: { db: Db; clock: Clock; process: string }) => ({
  /** Takes the person for this process, with what waits; undefined when another has them or nothing is due. */
  claim: async (person: string): Promise<Claimed | undefined> => {
    const now = clock.now()
    const rows = await db.client.$queryRaw<
      { step: unknown; screen: unknown; updates: { id: string; body: unknown; tries: number }[] }[]
    >`
      WITH waiting AS (
        SELECT id, body, tries, sequence, due_at FROM inbox
        WHERE person = ${person} AND handled_at IS NULL AND set_aside_at IS NULL ORDER BY sequence, id LIMIT ${BATCH}
      ), due AS (
        SELECT * FROM waiting WHERE (SELECT w.due_at FROM waiting w ORDER BY w.sequence, w.id LIMIT 1) <= ${now}
      ), claimed AS (
        UPDATE conversations SET lease_until = ${later(now, LEASE_MS)}, lease_by = ${process}
        WHERE person = ${person} AND (lease_until IS NULL OR lease_until <= ${now}) AND EXISTS (SELECT FROM due)
        RETURNING step, screen
      )
      SELECT step, screen, (SELECT jsonb_agg(jsonb_build_object('id', id::text, 'body', body, 'tries', tries) ORDER BY sequence, id)
        FROM due) AS updates FROM claimed`
    const row = rows[0]
    return row && { ...row, updates: row.updates.map((update) => ({ ...update, id: BigInt(update.id) })) }
  },

  /** An update is answered: step, screen and the update's end in one statement, the lease prolonged. */
  save: async (
    person: string,
    { step, screen, update }: { step: unknown; screen: unknown; update: bigint },
  ): Promise<void> => {
    const now = clock.now()
    await db.client.$executeRaw`
      WITH handled AS (UPDATE inbox SET handled_at = ${now} WHERE id = ${update})
      UPDATE conversations SET step = ${JSON.stringify(step)}::jsonb, screen = ${JSON.stringify(screen)}::jsonb,
        lease_until = ${later(now, LEASE_MS)}
      WHERE person = ${person} AND lease_by = ${process}`
  },

  /** Gives the person back. True when something came meanwhile that nobody was signalled of. */
  release: async (person: string): Promise<boolean> => {
    const now = clock.now()
    const rows = await db.client.$queryRaw<{ more: boolean }[]>`
      UPDATE conversations SET lease_until = NULL, lease_by = NULL WHERE person = ${person} AND lease_by = ${process}
      RETURNING EXISTS (SELECT FROM inbox WHERE person = ${person} AND handled_at IS NULL AND set_aside_at IS NULL AND due_at <= ${now}) AS more`
    return rows[0]?.more ?? false
  },

  /** The living screen as last drawn; for what is drawn outside of an answer. */
  screenOf: async (person: string): Promise<unknown> => {
    const row = await db.client.conversation.findUnique({ where: { person }, select: { screen: true } })
    return row?.screen ?? null
  },
})

/** The messenger's own id of a picture that it was sent before (Telegram: file_id, which belongs to one bot). */
export const createMediaIds = ({ db }: { db: Db }) => ({
  find: async (bot: string, pictureHash: string): Promise<string | undefined> =>
    (await db.client.mediaId.findUnique({ where: { bot_pictureHash: { bot, pictureHash } } }))?.mediaId,
  keep: async (bot: string, pictureHash: string, mediaId: string): Promise<void> => {
    await db.client.$executeRaw`
      INSERT INTO media_ids (bot, picture_hash, media_id) VALUES (${bot}, ${pictureHash}, ${mediaId})
      ON CONFLICT (bot, picture_hash) DO UPDATE SET media_id = excluded.media_id`
  },
})

export type MediaIds = ReturnType<typeof createMediaIds>

import { type Queries, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Merge } from '../kernel/merge.ts'
import type { SentMedia } from './file.ts'

/** A file whose bytes are here. */
export interface KeptFile {
  readonly id: string
  /** null: the shop made it. */
  readonly kind: SentMedia['kind'] | null
  readonly name: string
  readonly size: number
  /** By bot: the id that it has there since it was sent there. */
  readonly sentAs: Readonly<Record<string, string>>
}

/** A file whose bytes are still to be fetched. */
export interface Wanted {
  readonly fileId: string
  readonly media: SentMedia
  readonly tries: number
}

const kept = sql`id, kind, name, octet_length(bytes) AS size, sent_as AS "sentAs"`
const wanted = sql`id AS "fileId", jsonb_build_object('kind', kind, 'id', media_id, 'messenger', messenger) AS media, tries`

/**
 * Notes that a person's file is wanted where they themselves, or one of the staff, are in another messenger than it is.
 * Undefined where it is there already, or nobody needs it.
 */
export const insertWanted = async (
  q: Queries,
  { userId, media, now }: { userId: string; media: SentMedia; now: Date },
): Promise<Wanted | undefined> => {
  const rows = await q.$queryRaw<Wanted[]>`
    INSERT INTO sent_files AS f (id, user_id, messenger, media_id, kind, name, created_at, due_at)
    SELECT ${newId('fil')}, ${userId}, ${media.messenger}, ${media.id}, ${media.kind}, '', ${now}::timestamptz, ${now}::timestamptz
    WHERE EXISTS (
      SELECT FROM identities i WHERE i.blocked_at IS NULL AND split_part(i.person, ':', 1) <> ${media.messenger}
        AND (i.user_id = ${userId} OR i.user_id IN (
          SELECT m.user_id FROM memberships m JOIN groups g ON g.code = m.group_code AND g.kind = 'staff')))
    ON CONFLICT (user_id, messenger, media_id) DO UPDATE SET due_at = ${now}, tries = 0 WHERE f.bytes IS NULL
    RETURNING ${wanted}`
  return rows[0]
}

/** Wanted files that are due, each given to one caller: nobody else gets them before `until`. */
export const claimDue = (q: Queries, { now, until, limit }: { now: Date; until: Date; limit: number }) =>
  q.$queryRaw<Wanted[]>`
    UPDATE sent_files SET due_at = ${until} WHERE id IN (
      SELECT id FROM sent_files WHERE due_at <= ${now} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING ${wanted}`

/** Whoever fetched it first keeps it; who went meanwhile keeps nothing. */
export const storeBytes = async (
  q: Queries,
  fileId: string,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<void> => {
  await q.$executeRaw`
    UPDATE sent_files SET bytes = ${bytes}, name = ${name}, due_at = NULL WHERE id = ${fileId} AND bytes IS NULL`
}

/** `dueAt` null: it is given up. */
export const tryLater = async (
  q: Queries,
  fileId: string,
  { tries, dueAt }: { tries: number; dueAt: Date | null },
): Promise<void> => {
  await q.$executeRaw`
    UPDATE sent_files SET tries = ${tries}, due_at = ${dueAt} WHERE id = ${fileId} AND bytes IS NULL`
}

export const findFileOf = async (
  q: Queries,
  { messenger, id }: Pick<SentMedia, 'messenger' | 'id'>,
): Promise<KeptFile | undefined> => {
  const rows = await q.$queryRaw<KeptFile[]>`
    SELECT ${kept} FROM sent_files WHERE messenger = ${messenger} AND media_id = ${id} AND bytes IS NOT NULL
    ORDER BY id LIMIT 1`
  return rows[0]
}

export const insertFile = async (
  q: Queries,
  file: { userId: string; name: string; text: string; now: Date; expiresAt: Date },
): Promise<KeptFile> => {
  const rows = await q.$queryRaw<KeptFile[]>`
    INSERT INTO sent_files (id, user_id, name, bytes, created_at, expires_at)
    VALUES (${newId('fil')}, ${file.userId}, ${file.name}, ${Buffer.from(file.text)}, ${file.now}, ${file.expiresAt})
    RETURNING ${kept}`
  return rows[0]!
}

export const readFile = async (
  q: Queries,
  id: string,
  now: Date,
): Promise<(KeptFile & { readonly bytes: Uint8Array }) | undefined> => {
  const rows = await q.$queryRaw<(KeptFile & { readonly bytes: Uint8Array })[]>`
    SELECT ${kept}, bytes FROM sent_files
    WHERE id = ${id} AND bytes IS NOT NULL AND (expires_at IS NULL OR expires_at > ${now})`
  return rows[0]
}

export const rememberSentAs = async (
  q: Queries,
  id: string,
  { bot, mediaId }: { bot: string; mediaId: string },
): Promise<void> => {
  await q.$executeRaw`
    UPDATE sent_files SET sent_as = sent_as || jsonb_build_object(${bot}::text, ${mediaId}::text) WHERE id = ${id}`
}

export const deleteExpired = (q: Queries, now: Date): Promise<number> =>
  q.$executeRaw`DELETE FROM sent_files WHERE expires_at <= ${now}`

/** A step: files of the one are the other's; what both have stays once. */
export const mergeFiles = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM sent_files g USING sent_files s
    WHERE g.user_id = ${goes} AND s.user_id = ${stays} AND s.messenger = g.messenger AND s.media_id = g.media_id`
  await tx.$executeRaw`UPDATE sent_files SET user_id = ${stays} WHERE user_id = ${goes}`
}

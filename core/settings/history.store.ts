import type { Queries, Tx } from '../kernel/db.ts'

/** A change of a setting or an outlet, as it stands in the history. */
export interface SettingLine {
  readonly at: Date
  readonly byName: string | null
  readonly before: unknown
  readonly after: unknown
}

export interface SettingNote {
  readonly key: string
  readonly byUser: string
  readonly before: unknown
  readonly after: unknown
  readonly now: Date
}

/** Notes what was changed, in the transaction that changes it. */
export const noteSetting = async (
  tx: Tx,
  { key, byUser, before, after, now }: SettingNote,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO settings_history (key, at, by_user, before, after)
    VALUES (${key}, ${now}, ${byUser}, ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)`
}

/** The changes under a key, newest first. */
export const findSettingHistory = (
  q: Queries,
  key: string,
  limit: number,
): Promise<SettingLine[]> => q.$queryRaw<SettingLine[]>`
  SELECT h.at, u.name AS "byName", h.before, h.after FROM settings_history h LEFT JOIN users u ON u.id = h.by_user
  WHERE h.key = ${key} ORDER BY h.id DESC LIMIT ${limit}`

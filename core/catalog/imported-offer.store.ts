import type { Queries, Tx } from '../kernel/db.ts'

/** What an earlier import said of an offer, and which variant it became. */
export interface ImportedOffer {
  readonly offerId: string
  readonly variantId: string
  readonly productId: string
  readonly quantity: number
  readonly fingerprint: string
}

/** Those of `offerIds` that were imported before; this read is all that an unchanged offer costs. */
export const findImportedOffers = (
  q: Queries,
  source: string,
  offerIds: readonly string[],
): Promise<ImportedOffer[]> =>
  q.$queryRaw<ImportedOffer[]>`
    SELECT i.offer_id AS "offerId", i.variant_id AS "variantId", v.product_id AS "productId", i.quantity, i.fingerprint
    FROM imported_offers i JOIN variants v ON v.id = i.variant_id
    WHERE i.source = ${source} AND i.offer_id = ANY(${[...offerIds]}::text[])`

export type OfferToRemember = Omit<ImportedOffer, 'productId'>

/** Remembers what the import says of these offers, in the transaction that makes it true. */
export const rememberOffers = async (
  tx: Tx,
  { source, offers, now }: { source: string; offers: readonly OfferToRemember[]; now: Date },
): Promise<void> => {
  if (offers.length === 0) return
  await tx.$executeRaw`
    INSERT INTO imported_offers (source, offer_id, variant_id, quantity, fingerprint, seen_at)
    SELECT ${source}, "offerId", "variantId", quantity, fingerprint, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(offers)}::jsonb)
      AS o("offerId" text, "variantId" text, quantity int, fingerprint text)
    ON CONFLICT (source, offer_id) DO UPDATE
    SET quantity = EXCLUDED.quantity, fingerprint = EXCLUDED.fingerprint, seen_at = EXCLUDED.seen_at`
}

/** How many offers of a source were ever imported. */
export const countImportedOffers = async (q: Queries, source: string): Promise<number> => {
  const rows = await q.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM imported_offers WHERE source = ${source}`
  return rows[0]!.count
}

/**
 * Waits until no other transaction imports this source. Whole imports exclude each other by a lock of the
 * session (integrations/yml-feed/import-lock.ts); this one makes a batch safe even where that lock was lost.
 */
export const lockSource = async (tx: Tx, source: string): Promise<void> => {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import batch ${source}`}, 0))::text`
}

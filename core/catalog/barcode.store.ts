import type { Queries, Tx } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'

/** A variant as a person on the phone names it. */
export interface NamedVariant {
  readonly variantId: string
  readonly productId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
}

export interface BarcodeOf extends NamedVariant {
  readonly code: string
}

/** What these codes are of, in the order of the codes; those that nobody bound are left out. */
export const findBarcodes = async (q: Queries, codes: readonly string[]): Promise<BarcodeOf[]> =>
  codes.length === 0
    ? []
    : q.$queryRaw<BarcodeOf[]>`
        SELECT b.code, v.id AS "variantId", p.id AS "productId", p.article, p.name, v.values
        FROM barcodes b JOIN variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id
        WHERE b.code = ANY(${[...codes]}::text[]) ORDER BY array_position(${[...codes]}::text[], b.code)`

export const findVariantNamed = async (q: Queries, id: string): Promise<NamedVariant | undefined> => {
  const rows = await q.$queryRaw<NamedVariant[]>`
    SELECT v.id AS "variantId", p.id AS "productId", p.article, p.name, v.values
    FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ${id}`
  return rows[0]
}

/** Binds a code to a variant unless another has it. Whoever binds the same at once waits for the row; false: another's. */
export const insertBarcode = async (
  tx: Tx,
  { code, variantId, byUser, now }: { code: string; variantId: string; byUser: string | null; now: Date },
): Promise<boolean> => {
  await tx.$executeRaw`
    INSERT INTO barcodes (code, variant_id, by_user, at) VALUES (${code}, ${variantId}, ${byUser}, ${now})
    ON CONFLICT (code) DO NOTHING`
  const [row] = await tx.$queryRaw<{ variantId: string }[]>`
    SELECT variant_id AS "variantId" FROM barcodes WHERE code = ${code}`
  return row?.variantId === variantId
}

/** The codes of a variant, oldest first. */
export const findBarcodesOf = async (q: Queries, variantId: string): Promise<string[]> => {
  const rows = await q.$queryRaw<{ code: string }[]>`
    SELECT code FROM barcodes WHERE variant_id = ${variantId} ORDER BY at, code`
  return rows.map(({ code }) => code)
}

/** Only from the variant that is named: what another has by now stays its own. */
export const deleteBarcode = async (
  tx: Tx,
  { code, variantId }: { code: string; variantId: string },
): Promise<void> => {
  await tx.$executeRaw`DELETE FROM barcodes WHERE code = ${code} AND variant_id = ${variantId}`
}

export interface ImportedCodes {
  readonly variantId: string
  readonly codes: readonly string[]
  /** Nothing of it is there yet. */
  readonly isNew: boolean
}

/**
 * What a source says of the barcodes of new and changed variants takes the place of what sources said before. What one
 * of the staff bound stays: they had the box in their hands. A code that a source says of two is the later one's.
 */
export const writeBarcodes = async (
  tx: Tx,
  { bound, now }: { bound: readonly ImportedCodes[]; now: Date },
): Promise<void> => {
  const rows = new Map(bound.flatMap(({ variantId, codes }) => codes.map((code) => [code, variantId])))
  const before = bound.filter(({ isNew }) => !isNew).map(({ variantId }) => variantId)
  if (before.length > 0)
    await tx.$executeRaw`
      DELETE FROM barcodes WHERE variant_id = ANY(${before}::text[]) AND by_user IS NULL
        AND NOT code = ANY(${[...rows.keys()]}::text[])`
  if (rows.size === 0) return
  const said = [...rows].map(([code, variantId]) => ({ code, variantId }))
  await tx.$executeRaw`
    INSERT INTO barcodes AS b (code, variant_id, at)
    SELECT code, "variantId", ${now} FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS c(code text, "variantId" text)
    ORDER BY code
    ON CONFLICT (code) DO UPDATE SET variant_id = excluded.variant_id, at = excluded.at
      WHERE b.by_user IS NULL AND b.variant_id <> excluded.variant_id`
}

import { hash } from 'node:crypto'
import type { Queries } from '../kernel/db.ts'

/** A picture ready to be kept: what messengers take, known by the SHA-256 of its bytes. */
export interface PictureFile {
  readonly hash: string
  readonly mime: string
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/** @param picture its bytes are named by their SHA-256 in hex */
export const pictureFile = (picture: Omit<PictureFile, 'hash'>): PictureFile => ({
  ...picture,
  hash: hash('sha256', picture.bytes, 'hex'),
})

/** Keeps a picture; one that is there already stays as it is. */
export const savePictureFile = async (
  q: Queries,
  { hash, mime, width, height, bytes }: PictureFile,
): Promise<void> => {
  await q.$executeRaw`
    INSERT INTO pictures (hash, mime, width, height, bytes) VALUES (${hash}, ${mime}, ${width}, ${height}, ${bytes})
    ON CONFLICT (hash) DO NOTHING`
}

/** An address of a picture that is the placeholder yet. `position` is the first that it has on any product. */
export interface MissingPicture {
  readonly url: string
  readonly position: number
}

/** Addresses still to be fetched, covers of products first, after `last` in that order. */
export const findMissingPictures = (
  q: Queries,
  { placeholder, last, limit }: { placeholder: string; last?: MissingPicture | undefined; limit: number },
): Promise<MissingPicture[]> => q.$queryRaw<MissingPicture[]>`
  SELECT source_url AS url, min(position) AS position FROM product_photos
  WHERE picture_hash = ${placeholder} AND source_url IS NOT NULL
  GROUP BY source_url
  HAVING (min(position), source_url) > (${last?.position ?? -1}, ${last?.url ?? ''})
  ORDER BY 2, 1 LIMIT ${limit}`

export const countMissingPictures = async (q: Queries, placeholder: string): Promise<number> => {
  const rows = await q.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT source_url)::int AS count FROM product_photos
    WHERE picture_hash = ${placeholder} AND source_url IS NOT NULL`
  return rows[0]!.count
}

/** Puts a fetched picture where its address waits for it. */
export const placePicture = async (
  q: Queries,
  { url, hash, placeholder }: { url: string; hash: string; placeholder: string },
): Promise<void> => {
  await q.$executeRaw`
    UPDATE product_photos SET picture_hash = ${hash} WHERE source_url = ${url} AND picture_hash = ${placeholder}`
}

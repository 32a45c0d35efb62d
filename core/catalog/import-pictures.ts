import type { Db } from '../kernel/db.ts'
import {
  countMissingPictures,
  findMissingPictures,
  type MissingPicture,
  type PictureFile,
  placePicture,
  savePictureFile,
} from './import-pictures.store.ts'

export { type PictureFile, pictureFile } from './import-pictures.store.ts'

/** Fetches a picture from its address; undefined where it cannot be had now. Never throws for a bad picture. */
export type FetchPicture = (url: string) => Promise<PictureFile | undefined>

export interface PicturesReport {
  readonly fetched: number
  /** Still the placeholder; the next import tries again. */
  readonly missing: number
}

const PAGE = 1000

/**
 * Replaces the placeholder by the pictures themselves, wherever an address was imported and not fetched yet:
 * by this import, by one that was broken off, or while the pictures' server was down.
 *
 * Nothing is awaited inside a transaction; each picture is on its product as soon as it is there.
 */
export const importPictures =
  ({ db }: { db: Db }) =>
  async (input: {
    placeholder: PictureFile
    fetchPicture: FetchPicture
    concurrency: number
    onPicture?: (done: number, of: number) => void
  }): Promise<PicturesReport> => {
    const { placeholder, fetchPicture, concurrency, onPicture } = input
    const of = await countMissingPictures(db.queries, placeholder.hash)
    let done = 0
    let fetched = 0
    const one = async ({ url }: MissingPicture) => {
      const picture = await fetchPicture(url)
      if (picture) {
        await savePictureFile(db.queries, picture)
        await placePicture(db.queries, { url, hash: picture.hash, placeholder: placeholder.hash })
        fetched += 1
      }
      done += 1
      onPicture?.(done, of)
    }
    let last: MissingPicture | undefined
    for (;;) {
      const page = await findMissingPictures(db.queries, { placeholder: placeholder.hash, last, limit: PAGE })
      if (page.length === 0) break
      last = page.at(-1)
      await inParallel(page, concurrency, one)
    }
    return { fetched, missing: done - fetched }
  }

const inParallel = async <T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}

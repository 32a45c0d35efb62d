import {
  type FetchPicture,
  type ImportReport,
  importCatalog,
  importPictures,
  type PictureFile,
  type PicturesReport,
} from '../../core/catalog/index.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Db } from '../../core/kernel/db.ts'
import type { Announce } from '../../core/outbox.ts'
import { batchesAhead } from './batches.ts'
import type { UndeclaredCategory } from './categories.ts'
import type { OfferNote } from './offer.ts'
import type { OpenFeed } from './open-feed.ts'
import type { Progress } from './progress.ts'
import { type Skipped, stageFeed } from './stage-feed.ts'

export interface FeedReport extends Omit<ImportReport, 'skipped'> {
  readonly skipped: readonly Skipped[]
  readonly undeclared: readonly UndeclaredCategory[]
  readonly notes: Readonly<Record<OfferNote, number>>
  /** Undefined where pictures were not asked for. */
  readonly pictures: PicturesReport | undefined
}

export interface FeedInput {
  /** The owner's setting: a bigger fall of a price waits for the owner. */
  readonly priceFallPercent: number
  readonly feed: OpenFeed
  readonly source: string
  readonly placeholder: PictureFile
  /** Undefined: pictures stay what they are. */
  readonly fetchPicture?: FetchPicture | undefined
  readonly progress: Progress
  /** Called again and again, never in the middle of a batch; what it throws ends the import there. */
  readonly check?: (() => void) | undefined
}

const TAKEN = {
  'sku-taken': 'a variant of other origin has its id as SKU',
  'article-taken': 'a product of other origin has its article',
}
const PICTURES_AT_ONCE = 8

/**
 * Brings a marketplace feed in: reads it to its end first, so that a broken one changes nothing, then the
 * offers, then the pictures, so that a slow server of theirs delays nothing.
 *
 * @throws BrokenFeed when the feed is not whole
 */
export const importFeed =
  (needs: { db: Db; clock: Clock; announce: Announce }) =>
  async ({
    feed,
    source,
    priceFallPercent,
    placeholder,
    fetchPicture,
    progress,
    check,
  }: FeedInput): Promise<FeedReport> => {
    progress.start('reading', feed.bytes)
    const staged = await stageFeed(feed.chunks, (bytes) => {
      progress.step(bytes)
      check?.()
    })
    try {
      progress.start('offers', staged.offers)
      const report = await importCatalog(needs)({
        source,
        categories: staged.categories,
        batches: batchesAhead(staged.products()),
        priceFallPercent,
        placeholder,
        onBatch: (offers) => {
          progress.step(offers)
          check?.()
        },
      })
      const pictures =
        fetchPicture && (await fetchPictures(needs, { placeholder, fetchPicture, progress, check }))
      const { undeclared, notes } = staged
      const taken = report.skipped.map(({ offerId, reason }) => ({ offerId, reason: TAKEN[reason] }))
      return { ...report, skipped: [...staged.skipped, ...taken], undeclared, notes, pictures }
    } finally {
      progress.stop()
      staged.close()
    }
  }

const fetchPictures = async (
  { db }: { db: Db },
  {
    placeholder,
    fetchPicture,
    progress,
    check,
  }: Omit<FeedInput, 'feed' | 'source' | 'priceFallPercent'> & { fetchPicture: FetchPicture },
): Promise<PicturesReport> => {
  let started = false
  return importPictures({ db })({
    placeholder,
    fetchPicture,
    concurrency: PICTURES_AT_ONCE,
    onPicture: (_, of) => {
      if (!started) progress.start('pictures', of)
      started = true
      progress.step(1)
      check?.()
    },
  })
}

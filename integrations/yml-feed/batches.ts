import { setImmediate as othersRun } from 'node:timers/promises'
import type { ImportProduct } from '../../core/catalog/index.ts'

const BATCH_PRODUCTS = 200
const BATCH_OFFERS = 1000

type Batch = readonly ImportProduct[]

/**
 * Products some 200 at a time, the next ones made while the caller still writes the last ones: one half of the
 * work is ours, the other the database's.
 */
export const batchesAhead = async function* (groups: Iterable<Batch>): AsyncGenerator<Batch> {
  const batches = inBatches(groups)
  try {
    for (let next = batches.next(); ; ) {
      const { done, value } = await next
      if (done) return
      next = batches.next()
      // Where the caller stops before it asks for this one, nobody else would hear that it failed.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await batches.return(undefined)
  }
}

const inBatches = async function* (groups: Iterable<Batch>): AsyncGenerator<Batch, undefined> {
  let batch: ImportProduct[] = []
  let offers = 0
  for (const products of groups) {
    batch.push(...products)
    offers += products.reduce((sum, { variants }) => sum + variants.length, 0)
    if (batch.length >= BATCH_PRODUCTS || offers >= BATCH_OFFERS) {
      yield batch
      batch = []
      offers = 0
    }
    await othersRun()
  }
  if (batch.length > 0) yield batch
}

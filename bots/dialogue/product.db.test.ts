import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCountingPool } from '../../bench/orders/counting-pool.ts'
import { typedDirectory } from '../../core/carts/index.ts'
import { type Core, createCore } from '../../core/index.ts'
import { createDb, type Db } from '../../core/kernel/db.ts'
import { TestClock } from '../../tests/harness/clock.ts'
import { useTestDatabase } from '../../tests/harness/database.ts'
import { insertOutlets, insertProduct, type TestProduct } from '../../tests/harness/shop-catalog.ts'
import type { Action } from './action.ts'
import { createDialogue } from './dialogue.ts'
import { FREE } from './step.ts'

const BOT = 'telegram:900'
const AT_MOST = 3

/** What a card costs beside the update's own bookkeeping: what the dialogue asks, and the look for its picture. */
describe('a product’s card', () => {
  const database = useTestDatabase()
  let counting: ReturnType<typeof createCountingPool>
  let db: Db
  let core: Core
  let product: TestProduct

  beforeAll(async () => {
    counting = createCountingPool(database.url)
    db = createDb({ pool: counting.pool })
    core = createCore({
      db,
      clock: new TestClock('2026-11-03T10:00:00Z'),
      followersOf: () => [],
      messenger: {
        send: async () => ({ kind: 'sent', messageId: '1' }),
        sendToChat: async () => ({ kind: 'sent', messageId: '1' }),
        reports: () => false,
        redraw: async () => {},
        showMenu: async () => {},
      },
      directory: typedDirectory,
      providers: { onlineCard: false },
      owners: [],
      process: 'test-1',
    })
    product = await insertProduct(db, await insertOutlets(db), { sizes: { '35': 1, '36': 0 } })
    const hash = createHash('sha256').update('photo').digest('hex')
    await db.client
      .$executeRaw`INSERT INTO pictures (hash, mime, width, height, bytes) VALUES (${hash}, 'image/jpeg', 1, 1, '')`
    await db.client
      .$executeRaw`INSERT INTO product_photos (product_id, position, picture_hash) VALUES (${product.id}, 0, ${hash})`
  })
  afterAll(async () => {
    await db.close()
    await counting.pool.end()
  })

  const statementsOf = async (action: Action): Promise<number> => {
    const user = await core.users.meet({
      person: 'telegram:7',
      name: 'Олена',
      username: null,
      language: 'uk',
    })
    const before = counting.count()
    const { screen } = await createDialogue({ core })({
      heard: { kind: 'action', action },
      user,
      messenger: 'telegram',
      step: FREE,
      piecesInCart: 0,
      scan: async () => [],
      cause: 1n,
    })
    if (screen.name !== 'product') throw new Error(`the card is not shown but ${screen.name}`)
    const [photo = ''] = screen.product.photos
    await core.mediaIds.find(BOT, photo)
    return counting.count() - before
  }

  it('costs at most three statements, with the heart and the look at it', async () => {
    const productId = product.id
    const opened = await statementsOf({ to: 'product', productId })
    expect(opened).toBeGreaterThan(0)
    expect(opened).toBeLessThanOrEqual(AT_MOST)
    expect(await statementsOf({ to: 'product', productId, photo: 0 })).toBeLessThanOrEqual(AT_MOST)
    expect(await statementsOf({ to: 'favour', productId, on: true })).toBeLessThanOrEqual(AT_MOST)
    const waits = { to: 'wait', productId, variantId: product.variant('36'), on: true } as const
    expect(await statementsOf(waits)).toBeLessThanOrEqual(AT_MOST)
  })
})

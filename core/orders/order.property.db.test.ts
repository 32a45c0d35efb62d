import { beforeAll, describe, expect, it } from 'vitest'
import { OPENING, type Shop, useShop } from '../../tests/harness/shop.ts'
import { type Command, commandOn, diceOf, nextCommand, type World } from '../../tests/harness/shop-walk.ts'
import { sql } from '../kernel/db.ts'
import { DomainError, Repeated } from '../kernel/errors.ts'

/** `SEED=n` walks one walk again; `SOAK=1` walks many, for long. The seed turns with each run and is printed. */
const SOAK = process.env.SOAK === '1'
const REPLAYED = process.env.SEED === undefined ? undefined : Number(process.env.SEED)
const WALKS = REPLAYED === undefined ? (SOAK ? 300 : 15) : 1
const COMMANDS = SOAK ? 60 : 40
const FIRST_SEED = REPLAYED ?? Math.floor(Math.random() * 1_000_000_000)

const TABLES = [
  ...['stock', 'stock_movements', 'holds', 'carts', 'cart_lines', 'orders', 'order_lines', 'order_history'],
  ...[
    'shipments',
    'shipment_lines',
    'payments',
    'payment_allocations',
    'events',
    'event_deliveries',
    'inbox',
  ],
] as const

const shop: Shop = useShop({ books: false })
let people: Pick<World, 'customers' | 'staff' | 'cores'>

beforeAll(async () => {
  people = {
    customers: [await shop.aCustomer(), await shop.aCustomer(), await shop.aCustomer({ phoneProven: false })],
    staff: {
      manager: await shop.staff('manager'),
      colleague: (await shop.newStaff('manager')).actor,
      accountant: await shop.staff('accountant'),
      storekeeper: await shop.staff('storekeeper'),
      seller: await shop.staff('seller'),
    },
    cores: [shop.core, shop.anotherProcess()],
  }
})

/** An empty shop with a few pairs, some of them in two outlets, some with a price of its own, one with kopiykas. */
const newWorld = async (seed: number): Promise<World> => {
  await shop.db.client.$executeRaw`TRUNCATE products, variants, carts, payments, events, inbox CASCADE`
  shop.clock.set(OPENING)
  const rows = Array.from({ length: COMMANDS * 2 }, (_, i) => ({ source: 'walk', externalId: `${i}` }))
  await shop.core.inbox.receive(rows.map((row) => ({ ...row, person: 'walk:1', sequence: 1n, body: {} })))
  const causes = await shop.db.client.inbox.findMany({ select: { id: true } })
  const shoes = await shop.aProduct({
    sizes: { 36: 2, 37: { warehouse: 2, store: 1 }, 38: { warehouse: 1, store: 2 } },
    price: 1000,
    prices: { 37: 1200, 38: 900 },
  })
  const care = await shop.aProduct({ sizes: { one: { store: 3 } }, price: 99.5 })
  const products = [
    { product: shoes, sizes: ['36', '37', '38'] },
    { product: care, sizes: ['one'] },
  ]
  return { ...people, shop, dice: diceOf(seed), products, causes: causes.map(({ id }) => id), references: 0 }
}

/** What the tables say, one line a table. */
const digest = async (): Promise<string> => {
  const parts = TABLES.map(
    (name) =>
      `SELECT '${name} ' || count(*) || ' ' || md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) AS said FROM ${name} t`,
  )
  const rows = await shop.db.client.$queryRawUnsafe<{ said: string }[]>(parts.join(' UNION ALL '))
  return rows.map(({ said }) => said).join('\n')
}

type Outcome = 'done' | 'refused'

/** Does it; a refusal is an outcome, anything else that is thrown is a bug. */
const attempt = async ({ run }: Pick<Command, 'run'>): Promise<Outcome> => {
  try {
    await run()
    return 'done'
  } catch (error) {
    if (error instanceof DomainError || error instanceof Repeated) return 'refused'
    throw error
  }
}

/** Nothing is wrong. Returns what the tables say now. */
const holds = async (): Promise<string> => {
  expect(await shop.core.checkBooks()).toEqual([])
  const below = await shop.db.client.$queryRaw`SELECT * FROM stock WHERE held < 0 OR held > on_hand`
  expect(below).toEqual([])
  return digest()
}

const reached = new Map<string, number>()

const noteStatuses = async (): Promise<void> => {
  const rows = await shop.db.client.$queryRaw<{ status: string }[]>(
    sql`SELECT "to" AS status FROM order_history WHERE "to" IS NOT NULL`,
  )
  for (const { status } of rows) reached.set(status, (reached.get(status) ?? 0) + 1)
}

/** What happens at the same moment: mostly something about the same order. */
const besides = (world: World, command: Command): Promise<Command> | Command => {
  const { orderId } = command
  if (world.dice(4) === 0) return command
  return orderId && world.dice(4) > 0 ? commandOn(world, orderId) : nextCommand(world)
}

/** One thing after another, now and then two at once, the same once more, or some hours later. */
const step = async (
  world: World,
  { before, says }: { before: string; says: (what: string) => void },
): Promise<void> => {
  const { dice } = world
  if (dice(8) === 0) {
    const hours = [1, 5, 13, 24, 49][dice(5)]!
    says(`${hours} hours later`)
    shop.clock.advance({ hours })
    await Promise.all([shop.minute(), shop.minute()])
    const swept = await digest()
    await shop.minute()
    expect(await digest()).toBe(swept)
    return
  }
  const command = await nextCommand(world)
  if (dice(4) === 0) {
    const other = await besides(world, command)
    says(`${command.says}, AND AT ONCE ${other === command ? 'the same' : other.says}`)
    await Promise.all([attempt(command), attempt(other)])
    return
  }
  says(command.says)
  const outcome = await attempt(command)
  if (outcome === 'refused') expect(await digest()).toBe(before)
  if (dice(4) > 0) return
  const after = await digest()
  says('… and the same once more')
  await attempt(command)
  expect(await digest()).toBe(after)
}

describe('whatever people do, in whatever order', () => {
  it(
    'the books hold after each step, what is refused changes nothing, and what is repeated is done once',
    async () => {
      console.log(`walks ${WALKS} × ${COMMANDS}, the first with SEED=${FIRST_SEED}${SOAK ? ' SOAK=1' : ''}`)
      for (let walk = 0; walk < WALKS; walk++) {
        const seed = FIRST_SEED + walk
        const world = await newWorld(seed)
        const story: string[] = []
        let before = await digest()
        for (let i = 0; i < COMMANDS; i++) {
          try {
            await step(world, { before, says: (what) => void story.push(what) })
            before = await holds()
          } catch (error) {
            console.error(`SEED=${seed}${SOAK ? ' SOAK=1' : ''}\n${story.join('\n')}`)
            throw error
          }
        }
        await noteStatuses()
      }
      console.log(`entered: ${[...reached].map(([status, times]) => `${status} ${times}`).join(', ')}`)
      if (SOAK && REPLAYED === undefined) expect(reached.size).toBe(10)
    },
    SOAK ? 7_200_000 : 300_000,
  )
})

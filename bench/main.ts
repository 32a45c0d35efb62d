import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { measureCatalog } from './catalog/catalog.ts'
import { type NewDatabase, withDatabases } from './database.ts'
import { measureImport } from './import/import.ts'
import { countStatements, measureOrders } from './orders/orders.ts'
import { type Result, toJson, toTable } from './row.ts'
import { countScreens } from './screens/screens.ts'
import { measureUpdates } from './updates/updates.ts'

/** What `npm run bench` runs. */

const USAGE = 'npm run bench [-- --json] [--only=orders|statements|screens|updates|catalog|import]'

const BENCHES = {
  orders: (newDatabase) => measureOrders(newDatabase, { rounds: 7, ordersARound: 200 }),
  statements: (newDatabase) => countStatements(newDatabase, { orders: 20 }),
  screens: (newDatabase) => countScreens(newDatabase, { ofEach: 4 }),
  updates: (newDatabase) => measureUpdates(newDatabase, { rounds: 7, conversationsARound: 100 }),
  catalog: (newDatabase) => measureCatalog(newDatabase, { few: 1_000, many: 100_000, rounds: 3 }),
  import: (newDatabase) => measureImport(newDatabase, { offers: 100_000 }),
} as const satisfies Readonly<Record<string, (newDatabase: NewDatabase) => Promise<Result[]>>>

/** By its short name, or by the beginning of a row's ("orders per second"). */
const chosen = (only: string | undefined) => {
  const all = Object.entries(BENCHES)
  const wanted =
    only === undefined
      ? all
      : all.filter(([name]) => only === name || only.startsWith(`${name} `) || only.startsWith(`${name},`))
  if (wanted.length === 0) throw new Error(`there is no bench "${only}": ${USAGE}`)
  return wanted
}

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
  })
  const wanted = chosen(values.only)
  const { databaseUrl } = readConfig(process.env)
  const results: Result[] = []
  await withDatabases(databaseUrl, async (newDatabase) => {
    for (const [name, measure] of wanted) {
      if (!values.json) console.error(`${name} …`)
      results.push(...(await measure(newDatabase)))
    }
  })
  if (values.json) return console.log(toJson(results))
  const where = databaseUrl
    ? 'the PostgreSQL of DATABASE_URL'
    : 'an embedded PostgreSQL that does not wait for the disk'
  console.log(
    `\n${toTable(results)}\n\nBoth sides on ${where}; interleaved rounds, medians. Machines differ: compare ratios.`,
  )
}

await run()

import { readConfig } from '../config.ts'
import { BOOKS_CHECKS, checkBooks } from '../core/books.ts'
import { systemClock } from '../core/kernel/clock.ts'
import { createDb } from '../core/kernel/db.ts'
import { existingHome } from '../prisma/embedded-postgres/home.ts'
import { pendingMigrations } from '../prisma/migrate.ts'
import { openDatabase } from './database.ts'
import { readEnvironment } from './environment.ts'
import { inOneLine } from './words.ts'

/** `npm run books`: says what does not hold in the shop's books. Reads only. */
const books = async (url: string): Promise<number> => {
  const pending = await pendingMigrations({ url })
  if (pending.length > 0) {
    throw new Error('The database is not of this version: start the shop once, or npm run db:migrate.')
  }
  const db = createDb({ url, poolMax: 1 })
  try {
    const wrong = await checkBooks(db.client, systemClock.now())
    for (const { check, found } of wrong) console.log(`does not hold: ${check}\n  ${found}`)
    if (wrong.length === 0) console.log(`the books hold: ${BOOKS_CHECKS.length} checks`)
    return wrong.length
  } finally {
    await db.close()
  }
}

try {
  const config = readConfig(readEnvironment())
  if (!config.databaseUrl && !(await existingHome(config.dataDir)))
    throw new Error(`There is no shop in ${config.dataDir} yet: npm start opens one.`)
  const database = await openDatabase(config)
  try {
    process.exitCode = (await books(database.url)) === 0 ? 0 : 1
  } finally {
    await database.stop()
  }
} catch (error) {
  console.error(inOneLine(error))
  process.exitCode = 1
}

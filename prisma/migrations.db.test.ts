import { expect, test } from 'vitest'
import { useTestDatabase } from '../tests/harness/database.ts'
import { drift, pendingMigrations } from './migrate.ts'

const database = useTestDatabase()

test('schema and migrations have not drifted apart', async () => {
  expect(await drift(database)).toBe('')
})

test('a test database has all migrations', async () => {
  expect(await pendingMigrations(database)).toEqual([])
})

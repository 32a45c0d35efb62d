import { Client } from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase, useTestDatabase } from './database.ts'

const database = useTestDatabase()

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('each test database is its own, however many are made at once', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()))
  expect(new Set([database.url, ...all.map(({ url }) => url)]).size).toBe(7)
  await query(all[0]?.url ?? '', 'CREATE TABLE only_here (id INT)')
  for (const { url } of all.slice(1)) {
    expect(await query(url, `SELECT to_regclass('only_here') AS found`)).toEqual([{ found: null }])
  }
  await Promise.all(all.map(({ drop }) => drop()))
})

test('a test database goes even while somebody is connected to it', async () => {
  const { url, drop } = await createTestDatabase()
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await drop()
  await expect(query(url, 'SELECT 1')).rejects.toThrow('does not exist')
})

import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from '../../core/kernel/db.ts'
import { useTestDatabase } from '../../tests/harness/database.ts'
import { startProcess } from '../../tests/harness/process.ts'
import { feedOf, offerXml } from './feed.fixture.ts'
import { lockImport } from './import-lock.ts'

const database = useTestDatabase()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const runImport = (...args: string[]) =>
  startProcess([process.execPath, 'integrations/yml-feed/main.ts', ...args], {
    DATABASE_URL: database.url,
  }).ended

const fileOf = async (name: string, xml: string) => {
  await writeFile(join(folder, name), xml)
  return join(folder, name)
}

const offers = offerXml({ id: 'A-S' }) + offerXml({ id: 'A-M' }) + offerXml({ id: 'B', price: '0' })

describe('npm run import', () => {
  it('brings in a file, says what it did, and does nothing again, also from an address', async () => {
    const file = await fileOf('feed.xml', feedOf(offers))
    const first = await runImport(file, '--no-pictures')
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toContain('created    2  (1 new products)')
    expect(first.stdout).toContain('skipped B: the price is 0')

    const server = createServer((_, response) => response.end(feedOf(offers))).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const second = await runImport(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
      '--no-pictures',
    )
    server.close()
    expect(second.stdout).toMatch(/created +0 .*\nchanged +0\nunchanged +2\n/)
  })

  it('ends with code 1 and one clear line for a file that is broken, missing, or not said', async () => {
    const cut = await fileOf('cut.xml', feedOf(offers).slice(0, -40))
    const cases = { [cut]: 'the file is cut off', '/nowhere/feed.xml': 'no such file' }
    for (const [file, why] of Object.entries(cases)) {
      const { code, stdout, stderr } = await runImport(file)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^Nothing was imported: .*\n$/)
      expect(stderr).toContain(why)
    }
    expect(await runImport()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('say what to import'),
    })
  })

  it('announces a price that waits to those who follow it', async () => {
    await runImport(await fileOf('dear.xml', feedOf(offerXml({ id: 'C' }))), '--source', 'c', '--no-pictures')
    await runImport(
      await fileOf('cheap.xml', feedOf(offerXml({ id: 'C', price: '10' }))),
      '--source',
      'c',
      '--no-pictures',
    )
    const db = createDb({ url: database.url, poolMax: 1 })
    const rows = await db.client.$queryRaw<unknown[]>`
      SELECT e.name FROM events e JOIN event_deliveries d ON d.event_id = e.id WHERE e.name = 'price.awaits'`
    await db.close()
    expect(rows).toHaveLength(1)
  })

  it('runs once at a time for a source: the second one says so', async () => {
    const file = await fileOf('locked.xml', feedOf(offers))
    const lock = await lockImport(database.url, 'feed')
    expect(await runImport(file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('another import of "feed" is running'),
    })
    await lock!.release()
    expect(await runImport(file, '--no-pictures')).toMatchObject({ code: 0 })
  })
})

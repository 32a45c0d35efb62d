import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ROLE } from '../prisma/embedded-postgres/cluster.ts'
import { removeEmbeddedPostgres } from '../prisma/embedded-postgres.ts'
import { createTestDatabase, type TestDatabase } from './harness/database.ts'
import { type StartedProcess, startNode, startProcess } from './harness/process.ts'

const STOPS_WITHIN_MS = 5_000
const FREE_PORTS = { PORT: '0', SANDBOX_PORT: '0' }

let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kram-start-'))
  await chmod(folder, 0o755)
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const isOpen = async (shop: StartedProcess): Promise<{ page: string; health: string; words: string }> => {
  const [words, page = ''] = await shop.prints(/^\s*Kram is open: (http\S+)[\s\S]*ready in [\d.]+ s.*$/m)
  return { page, health: /health\s+(http\S+)\/readyz/.exec(words)?.[1] ?? '', words }
}

const stopsInTime = async (shop: StartedProcess, how: () => void) => {
  const began = performance.now()
  how()
  const ended = await shop.ended
  expect(performance.now() - began).toBeLessThan(STOPS_WITHIN_MS)
  expect(ended.stderr).toBe('')
  return ended
}

describe('npm start', () => {
  let dataDir: string
  beforeAll(() => {
    dataDir = join(folder, 'data')
  })
  afterAll(() => removeEmbeddedPostgres(dataDir))

  const start = () => startNode('start.ts', { ...FREE_PORTS, DATA_DIR: dataDir })
  const pidFile = () => join(dataDir, 'pg/data/postmaster.pid')
  const serverPid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0])
  const inDatabase = async (statement: string): Promise<unknown> => {
    const file = (name: string) => readFile(join(dataDir, 'pg', name), 'utf8')
    const server = `127.0.0.1:${await file('port')}`
    const client = new Client({
      connectionString: `postgresql://${ROLE}:${await file('password')}@${server}/kram`,
    })
    await client.connect()
    try {
      return Object.values((await client.query(statement)).rows[0] ?? {})[0]
    } finally {
      await client.end()
    }
  }

  it('opens a shop from nothing, says first where it is, and Ctrl-C stops all of it in time', async () => {
    const shop = startProcess(['npm', 'start', '--silent'], { ...FREE_PORTS, DATA_DIR: dataDir })
    const { page, health, words } = await isOpen(shop)

    expect(words.trim().split('\n')[0]).toBe(`Kram is open: ${page}`)
    expect(await (await fetch(page)).text()).toContain('<html')
    expect(await (await fetch(`${health}/healthz`)).json()).toEqual({ ok: true })
    const ready = await fetch(`${health}/readyz`)
    expect([ready.status, await ready.json()]).toMatchObject([200, { ok: true, queue: { ok: true } }])

    // npm itself ends by the signal, whatever its script does.
    const { stdout } = await stopsInTime(shop, () => shop.signalAll('SIGINT'))
    expect(stdout).not.toContain('Warning')
    expect(existsSync(pidFile())).toBe(false)
    await expect(fetch(page)).rejects.toThrow()
  }, 60_000)

  it('goes on with the same data after the process was killed, and uses the database that was left running', async () => {
    const killed = start()
    const { words } = await isOpen(killed)
    expect(words).not.toContain('demo shop')
    await inDatabase(
      `INSERT INTO leases (name, holder, until) VALUES ('committed', 'before the kill', now())`,
    )
    killed.signal('SIGKILL')
    await killed.ended
    const left = await serverPid()

    const next = start()
    expect((await isOpen(next)).words).toContain('(was running)')
    expect(await serverPid()).toBe(left)
    expect(await stopsInTime(next, () => next.signal('SIGTERM'))).toMatchObject({ code: 0 })
    expect(existsSync(pidFile())).toBe(false)
  }, 60_000)

  it('goes on with the same data after a power cut', async () => {
    const killed = start()
    await isOpen(killed)
    killed.signal('SIGKILL')
    process.kill(await serverPid(), 'SIGKILL')
    await killed.ended

    const next = start()
    await isOpen(next)
    expect(await inDatabase(`SELECT holder FROM leases WHERE name = 'committed'`)).toBe('before the kill')
    await stopsInTime(next, () => next.signal('SIGINT'))
  }, 90_000)

  it('stops in time when Ctrl-C comes while it still opens', async () => {
    const shop = start()
    await vi.waitUntil(() => existsSync(pidFile()), { timeout: 20_000, interval: 5 })
    const { code, stdout } = await stopsInTime(shop, () => shop.signal('SIGINT'))
    expect([code, stdout]).toEqual([0, ''])
    expect(existsSync(pidFile())).toBe(false)
  }, 60_000)
})

describe('a start that cannot be', () => {
  const fails = async (file: string, environment: Record<string, string>): Promise<string> => {
    const { code, stdout, stderr } = await startNode(file, environment).ended
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).not.toMatch(/^\s+at /m)
    return stderr.trim()
  }

  it('by settings that are wrong lists all of them at once', async () => {
    const words = await fails('start.ts', { PORT: 'web', SANDBOX_PORT: '70000', DATABASE_URL: 'mysql://db' })
    expect(words.split('\n')).toEqual([
      'The settings are wrong:',
      '  PORT must be a port number',
      '  SANDBOX_PORT must be a port number, at most 65535',
      '  DATABASE_URL must be an address that begins with postgres:// or postgresql://',
    ])
  })

  it.each(['bots/main.ts', 'jobs/main.ts'])('by settings that %s lacks names them', async (file) => {
    const words = await fails(file, {})
    expect(words).toMatch(/DATABASE_URL is missing: .*\n.*TELEGRAM_BOT_TOKEN is missing: /)
  })

  it.each(['PORT', 'SANDBOX_PORT'])('because %s is taken says so in one line', async (setting) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    try {
      const environment = { ...FREE_PORTS, DATA_DIR: join(folder, setting), DATABASE_URL: database.url }
      expect(await fails('start.ts', { ...environment, [setting]: String(port) })).toBe(
        `Port ${port} is taken by another program. Set ${setting} to a free one, or end that program.`,
      )
    } finally {
      server.close()
    }
  })

  it('because the database is away says so in one line', async () => {
    const { port, close } = await portOfNobody()
    await close()
    const environment = { DATABASE_URL: `postgresql://kram@127.0.0.1:${port}/kram`, DATA_DIR: folder }
    expect(await fails('start.ts', environment)).toBe(
      'The database is not to be reached: nobody answers there. Check DATABASE_URL.',
    )
  })

  it('because a file is where the data should be says so in one line', async () => {
    await writeFile(join(folder, 'a-file'), '')
    const dataDir = join(folder, 'a-file/data')
    expect(await fails('start.ts', { DATA_DIR: dataDir })).toBe(
      `the database cannot be kept in ${dataDir}: a file is in the way`,
    )
  })
})

const portOfNobody = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}

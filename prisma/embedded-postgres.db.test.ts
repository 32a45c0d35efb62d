import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const asRoot = process.getuid?.() === 0

let folder: string
let dataDir: string
const started: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kram-embedded-'))
  await chmod(folder, 0o755)
  dataDir = join(folder, '.data')
  const server = await startEmbeddedPostgres({ dataDir, fast: true })
  await ask(server.url, 'CREATE TABLE goods AS SELECT 42 AS n')
  await server.stop()
})

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  for (const server of started.splice(0)) await server.stop()
})

afterAll(async () => {
  await removeEmbeddedPostgres(dataDir)
  await rm(folder, { recursive: true })
})

const start = async ({ where = dataDir, fast = true } = {}): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres({ dataDir: where, fast })
  started.push(server)
  return server
}

/** Starts the same in a process of its own, which then stays; resolves with what `until` matched in its output. */
const startElsewhere = async (
  where: string,
  until: RegExp,
): Promise<{ child: ChildProcess; said: string }> => {
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))})
    const log = (line) => console.log('log: ' + line)
    const { url, adopted } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(where)}, fast: true, log })
    console.log('up: ' + JSON.stringify({ url, adopted }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (until.test(said)) return { child, said }
  }
  throw new Error(`the process ended before it said ${until}: ${said}`)
}

const UP = /^up: (.*)$/m
const whatCameUp = (said: string): { url: string; adopted: boolean } => JSON.parse(UP.exec(said)?.[1] ?? '')

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

const pidFile = () => join(dataDir, 'pg', 'data', 'postmaster.pid')
const serverPid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0])

/** Ends the server as a power cut would, and waits until the process is gone. */
const killServer = async (server: EmbeddedPostgres): Promise<void> => {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  client.on('error', () => {})
  const cut = new Promise((resolve) => client.once('end', resolve))
  process.kill(await serverPid(), 'SIGKILL')
  await cut
}

describe('a database of our own', () => {
  test('keeps its data when it is stopped and started again', async () => {
    const first = await start()
    expect(first.adopted).toBe(false)
    await ask(first.url, 'CREATE TABLE kept AS SELECT 5 AS n')
    await first.stop()
    await expect(ask(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
    const second = await start()
    expect(second).toMatchObject({ url: first.url, adopted: false })
    expect(await ask(second.url, 'SELECT n FROM kept')).toBe(5)
  })

  test('listens on loopback only, behind a password that only its system user can read', async () => {
    const { url } = await start()
    expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1')
    expect(await ask(url, 'SHOW unix_socket_directories')).toBe('')
    expect((await stat(join(dataDir, 'pg', 'password'))).mode & 0o777).toBe(0o600)
    const open = new URL(url)
    open.password = 'guess'
    await expect(ask(open.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  test('knows Ukrainian letters whatever LANG says', async () => {
    const { url } = await start()
    expect(await ask(url, 'SHOW server_encoding')).toBe('UTF8')
    expect(await ask(url, `SELECT lower('ЇЖАК') || upper('ґава')`)).toBe('їжакҐАВА')
    await ask(url, 'CREATE EXTENSION IF NOT EXISTS pg_trgm')
    expect(await ask(url, `SELECT similarity('кросовки', 'кросівки')::numeric(3, 1)`)).toBe('0.5')
    expect(await ask(url, `SELECT to_tsvector('simple', 'Їжак, ґава')::text`)).toBe(`'їжак':1 'ґава':2`)
  })

  test('takes another port when its own is taken', async () => {
    const first = await start()
    await first.stop()
    const intruder = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    await once(intruder, 'listening')
    const second = await start()
    expect(second.url).not.toBe(first.url)
    expect(await ask(second.url, 'SELECT n FROM goods')).toBe(42)
    intruder.close()
  })
})

describe('several processes on one folder', () => {
  test('share the server, and the last one stops it', async () => {
    const first = await start()
    const second = await start()
    expect(second).toMatchObject({ url: first.url, adopted: true })
    await first.stop()
    expect(await ask(second.url, 'SELECT 1')).toBe(1)
    await second.stop()
    await expect(ask(second.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  test('may start at once from nothing', async () => {
    const fresh = join(folder, 'at-once')
    const all = await Promise.all([
      startElsewhere(fresh, UP),
      startElsewhere(fresh, UP),
      startElsewhere(fresh, UP),
    ])
    const up = all.map(({ said }) => whatCameUp(said))
    expect(new Set(up.map(({ url }) => url)).size).toBe(1)
    expect(up.filter(({ adopted }) => !adopted)).toHaveLength(1)
    for (const { child } of all) await kill(child)
    await removeEmbeddedPostgres(fresh)
  })

  test('a killed one leaves a server that the next adopts and then stops', async () => {
    const { child, said } = await startElsewhere(dataDir, UP)
    await kill(child)
    const next = await start()
    expect(next).toMatchObject({ url: whatCameUp(said).url, adopted: true })
    await next.stop()
    await expect(ask(next.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })
})

describe('what a killed server or start left behind', () => {
  test('is recovered with all that was committed', async () => {
    const first = await start({ fast: false })
    await ask(first.url, 'CREATE TABLE killed AS SELECT 7 AS n')
    await killServer(first)
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'SELECT n FROM killed')).toBe(7)
  })

  test('is recovered when its process number belongs to somebody else by now', async () => {
    const first = await start()
    await killServer(first)
    const { uid, gid } = await stat(pidFile())
    const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(asRoot && { uid, gid }) })
    children.push(other)
    await once(other, 'spawn')
    await writeFile(pidFile(), (await readFile(pidFile(), 'utf8')).replace(/^\d+/, String(other.pid)))
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'SELECT n FROM goods')).toBe(42)
    expect(other.exitCode).toBeNull()
  })

  test('is recovered when its pid file was cut short', async () => {
    const first = await start()
    await killServer(first)
    await writeFile(pidFile(), '')
    expect(await ask((await start()).url, 'SELECT n FROM goods')).toBe(42)
  })

  test('half-made files of a first start are cleared away', async () => {
    const fresh = join(folder, 'half-made')
    const { child } = await startElsewhere(fresh, /log: creating/)
    await kill(child)
    const server = await start({ where: fresh })
    expect(await ask(server.url, 'SELECT 1')).toBe(1)
    await server.stop()
    expect((await readdir(fresh)).sort()).toEqual(['pg', 'pg.lock'])
    await removeEmbeddedPostgres(fresh)
  })
})

describe('where it cannot be', () => {
  test.runIf(asRoot)(
    'behind a closed folder root keeps it in /var/tmp with a link (needs root)',
    async () => {
      const closed = join(folder, 'closed')
      await mkdir(closed, { mode: 0o700 })
      const server = await start({ where: join(closed, '.data') })
      expect(await ask(server.url, 'SELECT 1')).toBe(1)
      expect((await lstat(join(closed, '.data', 'pg'))).isSymbolicLink()).toBe(true)
      expect(await ask(server.url, 'SHOW data_directory')).toMatch(/^\/var\/tmp\/kram-[0-9a-f]+\/pg\/data$/)
      await server.stop()
      expect(await start({ where: join(closed, '.data') })).toMatchObject({ url: server.url, adopted: false })
      await removeEmbeddedPostgres(join(closed, '.data'))
    },
  )

  test('a folder that cannot be written is refused in one line', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const refusal = await startEmbeddedPostgres({ dataDir: join(file, '.data') }).catch(
      (error: Error) => error.message,
    )
    expect(refusal).toBe(`the database cannot be kept in ${file}/.data: a file is in the way`)
  })

  test('data of another PostgreSQL is refused in one line', async () => {
    const version = join(dataDir, 'pg', 'data', 'PG_VERSION')
    await writeFile(version, '15\n')
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 15 and this is 18: .*$/)
    await writeFile(version, '18\n')
  })
})

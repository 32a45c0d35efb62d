import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

export interface TestRedis {
  /** `redis://127.0.0.1:…` of an empty server that nobody else uses. */
  readonly url: string
  /** Ends the server as a crash would: what it held is gone. */
  stop(): Promise<void>
  /** Starts it again, empty, at the same address; nothing where it runs. */
  start(): Promise<void>
}

/**
 * Whether there is a Redis to test with. Where there is none it says so in one line, and in CI it refuses:
 * there the tests about Redis must run.
 */
export const redisIsHere = (): boolean => {
  const here = spawnSync('redis-server', ['--version']).status === 0
  if (here) return true
  const advice = "no redis-server on the PATH ('apt-get install redis-server'): tests about Redis"
  if (process.env.CI) throw new Error(`${advice} cannot run`)
  console.warn(`${advice} are skipped`)
  return false
}

/** Gives the tests of this file a Redis of their own; `url` is known from `beforeAll` on. */
export const useTestRedis = (): TestRedis => {
  let redis: TestRedis | undefined
  const started = () => {
    if (!redis) throw new Error('the test Redis is there from beforeAll on, not while tests are collected')
    return redis
  }
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.stop())
  return {
    get url() {
      return started().url
    },
    stop: () => started().stop(),
    start: () => started().start(),
  }
}

const startRedis = async (): Promise<TestRedis> => {
  const port = await freePort()
  let child: ChildProcess | undefined
  let folder = ''
  const start = async (): Promise<void> => {
    if (child) return
    folder = await mkdtemp(join(tmpdir(), 'kram-redis-'))
    child = await run(port, folder)
  }
  const stop = async (): Promise<void> => {
    const ending = child
    child = undefined
    if (!ending) return
    const ended = once(ending, 'exit')
    ending.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  await start()
  return { url: `redis://127.0.0.1:${port}`, start, stop }
}

const run = async (port: number, dir: string): Promise<ChildProcess> => {
  const settings = {
    bind: '127.0.0.1',
    port,
    dir,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('Ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${said}`)))
    child.once('error', reject)
  })
  return child
}

/** Redis takes no port 0, so one that was free a moment ago has to do. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

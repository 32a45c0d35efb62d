import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const PROJECT = dirname(import.meta.dirname)
const read = (file: string): Promise<string> => readFile(join(PROJECT, file), 'utf8')

interface Service {
  readonly image: string
  readonly command?: readonly string[]
  readonly user?: string
  readonly restart: string
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
}

const services: Readonly<Record<string, Service>> = parse(await read('docker-compose.yml'), {
  merge: true,
}).services
const service = (name: string): Service => {
  const found = services[name]
  if (!found) throw new Error(`docker-compose.yml has no ${name}`)
  return found
}

/** The Dockerfile's steps: the instruction and what it says, with lines that go on put together. */
const steps = (await read('Dockerfile'))
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0] ?? '', words: line.split(/\s+/).slice(1) }))
const stepsNamed = (name: string) => steps.filter((step) => step.name === name).map(({ words }) => words)
const lastStage = steps.slice(steps.findLastIndex(({ name }) => name === 'FROM'))

describe('docker compose', () => {
  it.each(['web', 'worker'])(
    'starts %s only after the migrations, on a database and a Redis that answer',
    (name) => {
      expect(service(name).depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      })
      expect(service('migrate').command).toEqual(['node', 'prisma/migrate.ts'])
      expect(service('migrate').restart).toBe('no')
    },
  )

  it('lets Redis neither evict jobs nor forget them at a restart', () => {
    expect(service('redis').command?.join(' ')).toContain('--appendonly yes')
    expect(service('redis').command?.join(' ')).toContain('--maxmemory-policy noeviction')
    expect(service('redis').volumes).toEqual(['redis:/data'])
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql'])
  })

  it('brings back what ends and knows of each whether it is well', () => {
    for (const name of ['postgres', 'redis', 'web', 'worker'])
      expect(service(name).restart).toBe('unless-stopped')
    for (const name of ['postgres', 'redis'])
      expect(service(name).healthcheck?.test?.length).toBeGreaterThan(0)
    for (const name of ['web', 'worker']) expect(service(name).healthcheck).toBeUndefined()
    expect(stepsNamed('HEALTHCHECK')).toHaveLength(1)
    expect(service('worker').environment?.PORT).toBe(service('worker').environment?.WORKER_PORT)
  })

  it('pins every image and opens nothing to the network', () => {
    for (const { image, ports = [] } of Object.values(services)) {
      expect(image).toMatch(/:\d+\.\d+/)
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    }
  })

  it('runs files that exist', () => {
    for (const name of ['migrate', 'web', 'worker'])
      expect(existsSync(join(PROJECT, service(name).command?.[1] ?? 'nothing'))).toBe(true)
  })
})

describe('the image', () => {
  it('has the Node that the checks and tests ran on', async () => {
    const { devDependencies } = JSON.parse(await read('package.json')) as {
      devDependencies: Record<string, string>
    }
    expect(stepsNamed('FROM').map(([image]) => image)).toEqual(
      Array(2).fill(`node:${devDependencies.node}-bookworm-slim`),
    )
  })

  it('does not run as root, has no development packages, and is the web unless told otherwise', () => {
    expect(lastStage.find(({ name }) => name === 'USER')?.words).toEqual(['node'])
    expect(stepsNamed('RUN').flat().join(' ')).toContain('npm pkg delete devDependencies && npm prune')
    expect(lastStage.some(({ name, words }) => name === 'RUN' && words.includes('npm'))).toBe(false)
    expect(JSON.parse(stepsNamed('CMD')[0]?.join(' ') ?? '')).toEqual(['node', 'bots/main.ts'])
  })

  it('is made of files that exist and that .dockerignore lets through', async () => {
    const letThrough = (await read('.dockerignore'))
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    const copied = stepsNamed('COPY')
      .filter(([first = '']) => !first.startsWith('--from'))
      .flatMap((words) => words.slice(0, -1))
    expect(copied.length).toBeGreaterThan(5)
    for (const path of copied) {
      expect([path, existsSync(join(PROJECT, path))]).toEqual([path, true])
      expect(letThrough).toContain(path)
    }
  })
})

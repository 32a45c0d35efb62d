import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { generateFeed } from '../../integrations/yml-feed/generate.ts'
import type { NewDatabase } from '../database.ts'
import { type Result, result } from '../row.ts'

const ROOT = join(import.meta.dirname, '../..')
const LOOK_MS = 50

/** A generated feed imported into an empty shop by the command that people run: how long, and how much memory. */
export const measureImport = async (
  newDatabase: NewDatabase,
  { offers }: { offers: number },
): Promise<Result[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'kram-bench-'))
  try {
    const feed = join(folder, 'feed.xml')
    const file = createWriteStream(feed)
    await generateFeed(file, offers)
    await finished(file.end())
    const databaseUrl = await newDatabase()
    const { seconds, peakMb } = await runImport(feed, databaseUrl)
    await demandOffers(databaseUrl, offers)
    const of = `nothing of the kind: ${offers} offers into an empty shop, without pictures`
    const common = { baseline: null, goalIs: 'value at most', against: of } as const
    return [
      result({ ...common, name: 'import, seconds', unit: 's', value: seconds, goal: 60 }),
      result({ ...common, name: 'import, peak memory', unit: 'MB', value: peakMb, goal: 300 }),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const runImport = async (feed: string, databaseUrl: string): Promise<{ seconds: number; peakMb: number }> => {
  const command = await importCommand()
  const began = performance.now()
  const child = spawn(process.execPath, [...command, feed, '--no-pictures'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let peakMb = 0
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2_000)
  })
  const look = setInterval(() => {
    void peakOf(child.pid).then((mb) => {
      peakMb = Math.max(peakMb, mb)
    })
  }, LOOK_MS)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(look)
  if (code !== 0) throw new Error(`the import failed: ${said}`)
  return { seconds: (performance.now() - began) / 1000, peakMb }
}

/** The arguments of `npm run import`, so that it is measured as it is run. */
const importCommand = async (): Promise<string[]> => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const [node, ...rest] = String(scripts.import).split(' ')
  if (node !== 'node') throw new Error(`"npm run import" is no node command: ${scripts.import}`)
  return rest
}

/** The most memory that a process has had so far, as Linux counts it; 0 where it is gone. */
const peakOf = async (pid: number | undefined): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

const demandOffers = async (databaseUrl: string, offers: number): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM imported_offers')
    if (Number(rows[0]?.n) !== offers) throw new Error(`${rows[0]?.n} of ${offers} offers were imported`)
  } finally {
    await client.end()
  }
}

import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterEach, describe, expect, it } from 'vitest'
import config from '../.dependency-cruiser.ts'
import { SETTING_NAMES } from '../config.ts'

const PROJECT = dirname(import.meta.dirname)
/** A cruiser that sees nothing is content with everything. Raise it as the house grows. */
const FILES_AT_LEAST = 430

const look = async (baseDir: string, folders: string[]): Promise<ICruiseResult> => {
  const { forbidden, options } = config
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    undefined,
    {
      tsConfig: extractTSConfig(join(PROJECT, 'tsconfig.json')),
    },
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}

const violationsOf = ({ summary }: ICruiseResult): string[] =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)

/** What nobody may ever write, each with the rule that says so. */
const PLANTED: Readonly<Record<string, { from: string; to: string; code?: string }>> = {
  'core-imports-core': { from: 'core/orders/index.ts', to: 'bots/dialogue/step.ts' },
  'prisma-in-stores-only': { from: 'core/orders/place-order.ts', to: 'prisma/generated/client.ts' },
  'core-settings-imports-nothing-above': { from: 'core/stock/index.ts', to: 'core/orders/index.ts' },
  'core-orders-imports-nothing-above': { from: 'core/orders/index.ts', to: 'core/payments/index.ts' },
  'core-modules-by-their-door': { from: 'core/orders/ship-order.ts', to: 'core/stock/stock.store.ts' },
  'core-from-outside-by-its-doors': { from: 'jobs/relay.ts', to: 'core/orders/order.store.ts' },
  'bots-import-core-only': { from: 'bots/dialogue/pay.ts', to: 'integrations/liqpay/client.ts' },
  'jobs-import-core-only': { from: 'jobs/issue-receipt.ts', to: 'bots/answering.ts' },
  'integrations-import-core-only': { from: 'integrations/liqpay/webhook.ts', to: 'jobs/queues.ts' },
  'prisma-imports-core-only': { from: 'prisma/seed/fill.ts', to: 'bots/answering.ts' },
  'production-without-emulators': { from: 'bots/telegram/client.ts', to: 'bots/telegram/emulator/index.ts' },
  'emulators-without-our-types': { from: 'integrations/liqpay/emulator.ts', to: 'core/orders/index.ts' },
  'no-fixtures-in-production': { from: 'core/orders/index.ts', to: 'core/orders/order.fixture.ts' },
  'nothing-missing': { from: 'core/orders/index.ts', to: 'core/orders/nowhere.ts', code: '' },
}

let planted: string | undefined
afterEach(async () => {
  if (planted) await rm(planted, { recursive: true })
  planted = undefined
})

const plant = async (files: Readonly<Record<string, string>>): Promise<ICruiseResult> => {
  planted = await mkdtemp(join(tmpdir(), 'kram-planted-'))
  for (const [path, text] of Object.entries(files)) {
    const file = join(planted, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return look(planted, [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))])
}

const importing = (from: string, to: string): string =>
  `export * from '${'../'.repeat(from.split('/').length - 1) || './'}${to}'\n`

describe('the arrows of the house', () => {
  it('point one way in every file there is', async () => {
    const folders = ['app.ts', 'start.ts', 'config.ts', 'start', 'core', 'bots', 'jobs', 'integrations']
    const result = await look(PROJECT, [...folders, 'prisma', 'sandbox', 'tests', 'bench'])
    const ours = result.modules.filter(
      ({ source }) => source.endsWith('.ts') && !source.includes('node_modules'),
    )

    expect(violationsOf(result)).toEqual([])
    expect(ours.length).toBeGreaterThanOrEqual(FILES_AT_LEAST)
  }, 60_000)

  it.each(Object.entries(PLANTED))('are guarded: %s', async (rule, { from, to, code = 'export {}\n' }) => {
    const target = code ? { [to]: code } : {}
    const result = await plant({ ...target, [from]: importing(from, to) })
    expect(violationsOf(result).filter((line) => line.startsWith(`${rule}: ${from} → `))).toHaveLength(1)
  })

  it('are guarded: no-cycles, also of types only', async () => {
    const type = (other: string) => `import type { T } from './${other}.ts'\nexport type { T }\n`
    const result = await plant({ 'core/orders/a.ts': type('b'), 'core/orders/b.ts': type('a') })
    expect(violationsOf(result).join()).toContain('no-cycles')
  })
})

describe('what the papers say is so', () => {
  it('every file that the README names exists', async () => {
    const readme = await readFile(join(PROJECT, 'README.md'), 'utf8')
    const named = [...readme.matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:ts|json|prisma|md|yml|yaml)))`/g)]
    const missing = named.flatMap(([, path = '']) => (existsSync(join(PROJECT, path)) ? [] : [path]))
    expect(named.length).toBeGreaterThan(0)
    expect(missing).toEqual([])
  })

  it('.env.example explains every setting there is and no other', async () => {
    const text = await readFile(join(PROJECT, '.env.example'), 'utf8')
    const explained = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
    expect(explained.toSorted()).toEqual(SETTING_NAMES.toSorted())
  })
})

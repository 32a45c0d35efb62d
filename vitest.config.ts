import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const FLOWS = 'tests/flows'

/** The stories in which somebody `joins` the shop: told once with the customers in Telegram, once with them in Viber. */
const OF_BOTH_MESSENGERS = readdirSync(FLOWS)
  .map((file) => `${FLOWS}/${file}`)
  .filter((file) => file.endsWith('.flow.test.ts') && readFileSync(file, 'utf8').includes('.joins('))

const COMMON = {
  exclude: ['**/node_modules/**', '.data/**'],
  // Files of one worker share what they import, which costs a third of the run; the database is each file's own.
  pool: 'forks',
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  sequence: { concurrent: false },
} satisfies TestProjectInlineConfiguration['test']

export default defineConfig({
  test: {
    globalSetup: 'tests/harness/global-setup.ts',
    maxWorkers: 2,
    projects: [
      { test: { ...COMMON, name: 'telegram', include: ['**/*.test.ts'] } },
      { test: { ...COMMON, name: 'viber', include: OF_BOTH_MESSENGERS, env: { CUSTOMERS: 'viber' } } },
    ],
  },
})

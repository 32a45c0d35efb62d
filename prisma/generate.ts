import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Writes Prisma's client from schema.prisma to prisma/generated. Runs after every `npm install`.
 *
 * `prisma generate` needs no schema engine but insists on having one and would download it; any file that exists
 * contents it. So set, its commands that do need the engine (migrate, db push) would do nothing
 * and say that all is well: for those see migrate.ts and new-migration.ts.
 */
const generate = (): void => {
  const project = dirname(import.meta.dirname)
  const cli = findCli()
  if (!cli) {
    const there = existsSync(join(import.meta.dirname, 'generated', 'client.ts'))
    console.log(
      there
        ? 'prisma/generated is kept as it is: the Prisma CLI is a development package and is not installed'
        : 'prisma/generated is missing and cannot be made: the Prisma CLI is a development package and is not installed',
    )
    return
  }
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: project,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status === 0) return
  console.error(`prisma generate failed: ${error?.message ?? ''}\n${stdout}\n${stderr}`.trim())
  process.exitCode = 1
}

const findCli = (): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve('prisma/build/index.js')
  } catch {
    return undefined
  }
}

generate()

import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'
import pg from 'pg'

/**
 * Does work with Prisma's own migration engine, as WebAssembly: the binary that the Prisma CLI would use has to be
 * downloaded and is not always to be had. Loading it takes a tenth of a second and 5 MB, so it waits for its first use.
 *
 * `pool` is where the engine works; `shadow`, where given, an empty database that it may fill to find out
 * what the migrations amount to. When SQL fails, the error is the database's, in one line.
 */
export const withSchemaEngine = async <T>(
  { pool, shadow }: { readonly pool: pg.Pool; readonly shadow?: pg.Pool },
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> => {
  const { SchemaEngine } = await loadEngine()
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => mendedAdapter(pool),
    connectToShadowDb: async () => {
      if (!shadow) throw new Error('this work of the schema engine needs a shadow database')
      return mendedAdapter(shadow)
    },
  })
  try {
    return await work(
      await SchemaEngine.new({ datamodels: [['datasource.prisma', DATASOURCE]] }, () => {}, factory),
    )
  } catch (error) {
    const [, id] = /External error id#(\d+)/.exec(String(error)) ?? []
    const record = id === undefined ? undefined : factory.errorRegistry.consumeError(Number(id))
    throw record?.error ?? error
  }
}

/** All that the engine needs to know beforehand; the models are named where they are compared. */
const DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n'

type EngineModule = typeof import('@prisma/schema-engine-wasm')

let engineModule: Promise<EngineModule> | undefined

const loadEngine = (): Promise<EngineModule> => {
  engineModule ??= instantiate()
  return engineModule
}

/** By hand, because the package's own entry imports the .wasm as a module, which Node calls an experiment. */
const instantiate = async (): Promise<EngineModule> => {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const wasm = await WebAssembly.compile(await readFile(join(folder, 'schema_engine_bg.wasm')))
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(`Prisma's schema engine broke down: ${message.replaceAll('\n', ' ')}`)
      },
    },
  })
  const instance = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  return glue
}

/** TypeScript knows this global only together with the browser's. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, (() => void) | undefined> }>
}

/**
 * The adapter with two faults of @prisma/adapter-pg 7.10.1 mended: `executeScript` cuts the script at each `;`,
 * also inside a function's body, and columns of PostgreSQL's internal type "char" (18), which the
 * catalogues are full of, are refused.
 */
const mendedAdapter = async (pool: pg.Pool): Promise<SqlDriverAdapter> => {
  const adapter = await new PrismaPg(pool).connect()
  return Object.create(adapter, {
    executeScript: { value: (script: string) => executeWhole(pool, script) },
    queryRaw: { value: (query: SqlQuery) => queryWithInternalChars(adapter, pool, query) },
  })
}

/** In one piece a script is also one transaction, unless it has its own: all of it is done, or nothing. */
const executeWhole = async (pool: pg.Pool, script: string): Promise<void> => {
  try {
    await pool.query(script)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    await pool.query('ROLLBACK')
    const line = error.position
      ? `line ${script.slice(0, Number(error.position) - 1).split('\n').length}: `
      : ''
    throw new Error(line + error.message, { cause: error })
  }
}

const INTERNAL_CHAR = 18

const queryWithInternalChars = async (adapter: SqlQueryable, pool: pg.Pool, query: SqlQuery) => {
  let fields: pg.FieldDef[] = []
  const relabelling = {
    query: async (config: pg.QueryArrayConfig) => {
      const result = await pool.query(config)
      fields = result.fields.map((field) => ({ ...field }))
      for (const field of result.fields) {
        if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = pg.types.builtins.TEXT
      }
      return result
    },
  }
  const { columnTypes, ...rest }: Awaited<ReturnType<SqlQueryable['queryRaw']>> = await Object.create(
    adapter,
    {
      client: { value: relabelling },
    },
  ).queryRaw(query)
  return {
    ...rest,
    columnTypes: columnTypes.map((type, i) =>
      fields[i]?.dataTypeID === INTERNAL_CHAR ? ColumnTypeEnum.Character : type,
    ),
  }
}

/** The folder of migrations as the engine wants it: each folder with its `migration.sql`, oldest first. */
export const readMigrations = async (baseDir: string): Promise<MigrationList> => {
  const names = await migrationNames(baseDir)
  const directories = names.map(async (name) => {
    const path = join(baseDir, name, 'migration.sql')
    const content = await readFile(path, 'utf8').then(
      (value) => ({ tag: 'ok' as const, value }),
      (error: Error) => ({ tag: 'error' as const, value: error.message }),
    )
    return { path: name, migrationFile: { path: 'migration.sql', content } }
  })
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  }
}

/** Names of the migrations in the folder, oldest first; none if there is no folder. */
export const migrationNames = async (baseDir: string): Promise<string[]> => {
  const entries = await readdir(baseDir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The schema file as the engine wants it. */
export const readSchema = async (path: string): Promise<SchemasContainer> => ({
  files: [{ path, content: await readFile(path, 'utf8') }],
})

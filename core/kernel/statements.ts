import pg from 'pg'
import { Prisma } from '../../prisma/generated/client.ts'

/** What a statement in SQL runs on: the database for a single one, a transaction, or Prisma's client. Values are alike in all. */
export interface Queries {
  $queryRaw<Rows = unknown>(query: Statement, ...values: readonly unknown[]): Promise<Rows>
  /** Returns how many rows the statement touched, or how many its SELECT found. */
  $executeRaw(query: Statement, ...values: readonly unknown[]): Promise<number>
}

/** A tagged template, or what `sql` made of one. */
export type Statement = TemplateStringsArray | Prisma.Sql

const NAMED_STATEMENTS = 500
/** BEGIN, COMMIT and the like: nothing to plan, and shorter as they are. */
const IN_A_WORD = 30

/**
 * In the text of a statement: planned at every call, for the values that it has. For one whose best way depends on
 * them: words that every product has are walked to, those that few have are looked up.
 */
export const PLANNED_ANEW = '/* planned anew */'

/**
 * Names statements, so that PostgreSQL parses and plans each once a connection instead of every time: half of its work
 * for an order (bench). Only so many different texts are named: each costs memory in every connection, and a text that
 * is made anew for every list would never be met again. A pooler between us must know named statements (PgBouncer
 * from 1.21 does).
 */
export const createStatementNames = () => {
  const names = new Map<string, string>()
  return (text: string): string => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (text.length < IN_A_WORD || names.size >= NAMED_STATEMENTS || text.includes(PLANNED_ANEW)) return ''
    const name = `kram_${names.size + 1}`
    names.set(text, name)
    return name
  }
}

export type StatementNames = ReturnType<typeof createStatementNames>

/** PostgreSQL refused a statement. Without its `detail`, which repeats the row: errors are logged, phones are not. */
export class StatementError extends Error {
  /** '23505' unique violation, '40P01' deadlock … */
  readonly code: string | undefined

  constructor({ message, code }: pg.DatabaseError) {
    super(message)
    this.name = 'StatementError'
    this.code = code
  }
}

/** Statements on the bare driver, by whatever sends them: a pool, or one connection of it. */
export const createQueries = (
  nameOf: StatementNames,
  send: (query: pg.QueryConfig) => Promise<pg.QueryResult>,
): Queries => {
  const run = async (query: Statement, values: readonly unknown[]): Promise<pg.QueryResult> => {
    const statement = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values)
    const { text } = statement
    try {
      return await send({ name: nameOf(text), text, values: statement.values, types })
    } catch (error) {
      throw error instanceof pg.DatabaseError ? new StatementError(error) : error
    }
  }
  return {
    $queryRaw: async (query, ...values) => (await run(query, values)).rows as never,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  }
}

type Read = (text: string) => unknown

const { INT8, NUMERIC, DATE, TIME, TIMESTAMP, BYTEA } = pg.types.builtins
const [INT8_LIST, TEXT_LIST] = [1016, 1009 as typeof INT8] as const
const readList: (text: string) => (string | null)[] = pg.types.getTypeParser(TEXT_LIST)
const readBytes: (text: string) => Buffer = pg.types.getTypeParser(BYTEA)

const refuse: Read = () => {
  throw new TypeError('a time without a zone could be any: select it AS timestamptz or as text')
}

/** Where Prisma's raw calls read PostgreSQL's text otherwise than the driver does: a row is the same whoever reads it. */
const READS: ReadonlyMap<number, Read> = new Map<number, Read>([
  [INT8, BigInt],
  [INT8_LIST, (text) => readList(text).map((item) => (item === null ? null : BigInt(item)))],
  [NUMERIC, (text) => new Prisma.Decimal(text)],
  [BYTEA, (text) => new Uint8Array(readBytes(text))],
  [DATE, refuse],
  [TIME, refuse],
  [TIMESTAMP, refuse],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) => READS.get(type) ?? pg.types.getTypeParser(type, format as 'text'),
}

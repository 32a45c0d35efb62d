import { setTimeout as wait } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import {
  createQueries,
  createStatementNames,
  PLANNED_ANEW,
  type Queries,
  StatementError,
} from './statements.ts'
import { runTransaction } from './transaction.ts'

export type { Queries } from './statements.ts'

declare const txBrand: unique symbol
/** A transaction. Only `db.transaction` makes one, so that a step outside of any does not compile. */
export type Tx = Queries & { readonly [txBrand]: true }

export interface Db {
  /** Single statements in SQL: each is its own transaction. */
  readonly queries: Queries
  /** Prisma's own API, for what is seldom asked. */
  readonly client: PrismaClient
  /**
   * Runs `work` in one transaction (READ COMMITTED) and returns what it returns; whatever it throws rolls back.
   * Run again, at most three times, when PostgreSQL broke a deadlock: `work` must touch nothing but `tx`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export const sql = Prisma.sql
export const join = Prisma.join

/** Within a statement: it is planned at every call, for the values that it has. */
export const plannedAnew = Prisma.raw(PLANNED_ANEW)

/** A piece of a statement: an expression, or one or more parts of its WITH ("name AS (…), other AS (…)"). */
export type Sql = Prisma.Sql

/** Further parts for a WITH that has some already. What changes at the same moment goes in one statement where it can: each costs a way to the database and back. */
export const also = (parts: readonly Sql[]): Sql => (parts.length > 0 ? sql`, ${join(parts)}` : Prisma.empty)

const DEADLOCK_TRIES = 3
/** So that whoever won goes first: a try that starts at once can meet them at the same place again. */
const DEADLOCK_PAUSE_MS = 30
const LIMIT_MS = 20_000

/** @param source a database URL, or a pool where the caller wants to see the statements (bench) */
export const createDb = (source: { url: string; poolMax?: number } | { pool: pg.Pool }): Db => {
  const pool =
    'pool' in source
      ? source.pool
      : new pg.Pool({
          connectionString: source.url,
          max: source.poolMax ?? 20,
          connectionTimeoutMillis: 10_000,
          statement_timeout: 30_000,
          idle_in_transaction_session_timeout: 30_000,
          // Prisma sends and reads times without their zone.
          options: '-c timezone=UTC',
        })
  // One that breaks while nobody uses it is gone from the pool by itself; unheard, it would end the process.
  pool.on('error', () => {})
  const nameOf = createStatementNames()
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: (query) => nameOf(query.sql) }),
    // Anything else takes a stack trace at every call, for the case that it fails.
    errorFormat: 'minimal',
  })

  const queries = createQueries(nameOf, (query) => pool.query(query))
  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await runTransaction({ pool, nameOf, limitMs: LIMIT_MS }, (tx) => work(tx as Tx))
      } catch (error) {
        if (attempt >= DEADLOCK_TRIES || !isDeadlock(error)) throw error
        await wait(DEADLOCK_PAUSE_MS * attempt)
      }
    }
  }
  const close = async () => {
    await client.$disconnect()
    if (!('pool' in source) && !pool.ending) await pool.end()
  }
  return { queries, client, transaction, close }
}

/** PostgreSQL's code of a failed statement ('23505' unique violation, '40P01' deadlock …), where it was one. */
export const sqlState = (error: unknown): string | undefined => {
  if (error instanceof StatementError) return error.code
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  const cause = (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
    ?.driverAdapterError?.cause
  return cause?.originalCode
}

const isDeadlock = (error: unknown): boolean => ['40P01', '40001'].includes(sqlState(error) ?? '')

import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts'

declare const txBrand: unique symbol
/** A transaction. Only `db.transaction` makes one, so that a step outside of any does not compile. */
export type Tx = Prisma.TransactionClient & { readonly [txBrand]: true }

/** What a query outside of a transaction runs on; a Tx fits too. */
export type Queries = Prisma.TransactionClient

export interface Db {
  /** For single statements: each is its own transaction. */
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

/** A piece of a statement: an expression, or one or more parts of its WITH ("name AS (…), other AS (…)"). */
export type Sql = Prisma.Sql

/** Further parts for a WITH that has some already. What changes at the same moment goes in one statement where it can: each costs a way to the database and back. */
export const also = (parts: readonly Sql[]): Sql => (parts.length > 0 ? sql`, ${join(parts)}` : Prisma.empty)

const DEADLOCK_TRIES = 3
const NAMED_STATEMENTS = 500
/** BEGIN, COMMIT and the like: nothing to plan, and shorter as they are. */
const IN_A_WORD = 30

/**
 * Names statements, so that PostgreSQL parses and plans each once a connection instead of every time: half of its work
 * for an order (bench). Only so many different texts are named: each costs memory in every connection, and a text that
 * is made anew for every list would never be met again. A pooler between us must know named statements (PgBouncer
 * from 1.21 does).
 */
const createStatementNames = () => {
  const names = new Map<string, string>()
  return ({ sql: text }: { sql: string }): string => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (text.length < IN_A_WORD || names.size >= NAMED_STATEMENTS) return ''
    const name = `kram_${names.size + 1}`
    names.set(text, name)
    return name
  }
}

/** @param source a database URL, or a pool where the caller wants to see the statements (bench) */
export const createDb = (source: { url: string; poolMax?: number } | { pool: pg.Pool }): Db => {
  const options = { statementNameGenerator: createStatementNames() }
  const limits = {
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  }
  const adapter =
    'pool' in source
      ? new PrismaPg(source.pool, options)
      : new PrismaPg({ connectionString: source.url, max: source.poolMax ?? 20, ...limits }, options)
  const client = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    // Anything else takes a stack trace at every call, for the case that it fails.
    errorFormat: 'minimal',
  })

  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.$transaction((tx) => work(tx as Tx))
      } catch (error) {
        if (attempt >= DEADLOCK_TRIES || !isDeadlock(error)) throw error
      }
    }
  }
  return { client, transaction, close: () => client.$disconnect() }
}

/** PostgreSQL's code of a failed statement ('23505' unique violation, '40P01' deadlock …), where it was one. */
export const sqlState = (error: unknown): string | undefined => {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  const cause = (error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined)
    ?.driverAdapterError?.cause
  return cause?.originalCode
}

const isDeadlock = (error: unknown): boolean => ['40P01', '40001'].includes(sqlState(error) ?? '')

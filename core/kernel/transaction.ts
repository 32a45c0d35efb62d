import type pg from 'pg'
import { createQueries, type Queries, type StatementNames } from './statements.ts'

export interface Connections {
  readonly pool: pg.Pool
  readonly nameOf: StatementNames
  /** After that the connection is cut, so that what hangs holds no locks. */
  readonly limitMs: number
}

const ENDED = 'the transaction has ended'

/**
 * Runs `work` between BEGIN and COMMIT on a connection of its own; whatever it throws rolls back. Statements that are
 * sent at once run one after another. A connection that broke, or took too long, is never used again.
 */
export const runTransaction = async <T>(
  { pool, nameOf, limitMs }: Connections,
  work: (tx: Queries) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect()
  /** Why no statement may be sent any more. */
  let over: string | undefined
  let isFree = false
  const free = (broken?: Error): void => {
    if (isFree) return
    isFree = true
    clearTimeout(timer)
    client.release(broken)
    if (!broken) client.off('error', ignore)
  }
  const timer = setTimeout(() => {
    over = `the transaction took more than ${limitMs} ms`
    free(new Error(over))
  }, limitMs)
  // A connection that breaks says so to whoever waits for it; unheard, it would end the process as well.
  client.on('error', ignore)

  let last: Promise<unknown> = Promise.resolve()
  const tx = createQueries(nameOf, (query) => {
    if (over) throw new Error(over)
    const sent = last.then(() => client.query(query))
    last = sent.catch(ignore)
    return sent
  })

  try {
    await client.query('BEGIN')
    const result = await work(tx)
    if (over) throw new Error(over)
    over = ENDED
    await last
    const { command } = await client.query('COMMIT')
    if (command !== 'COMMIT') throw new Error('nothing was kept: a statement of the transaction had failed')
    free()
    return result
  } catch (error) {
    over ??= ENDED
    await client.query('ROLLBACK').then(() => free(), free)
    throw error
  }
}

const ignore = (): void => {}

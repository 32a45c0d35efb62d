import pg from 'pg'

export interface CountingPool {
  readonly pool: pg.Pool
  /** Statements sent so far, BEGIN and COMMIT included. */
  readonly count: () => number
  /** Transactions begun so far. */
  readonly transactions: () => number
}

/** A pool that counts what goes over its connections. */
export const createCountingPool = (url: string): CountingPool => {
  let statements = 0
  let transactions = 0
  class CountingClient extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: every form of the driver's own query
    override query(...args: any[]): any {
      statements += 1
      if (/^BEGIN/i.test(textOf(args[0]))) transactions += 1
      return super.query(...(args as [string]))
    }
  }
  return {
    pool: new pg.Pool({ connectionString: url, Client: CountingClient, max: 4 }),
    count: () => statements,
    transactions: () => transactions,
  }
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: string } | undefined)?.text ?? '')

import pg from 'pg'

export interface CountingPool {
  readonly pool: pg.Pool
  /** Statements sent so far, BEGIN and COMMIT included. */
  readonly count: () => number
}

/** A pool that counts what goes over its connections. */
export const createCountingPool = (url: string): CountingPool => {
  let statements = 0
  class CountingClient extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: every form of the driver's own query
    override query(...args: any[]): any {
      statements += 1
      return super.query(...(args as [string]))
    }
  }
  return {
    pool: new pg.Pool({ connectionString: url, Client: CountingClient, max: 4 }),
    count: () => statements,
  }
}

import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Express, type Router } from 'express'
import type { Log } from '../../core/kernel/log.ts'

/** One thing that must work for the process to be of use: `ok`, or why not. */
export type Readiness = () => Promise<{ readonly ok: boolean } & Readonly<Record<string, unknown>>>

export interface HttpApp {
  readonly log: Log
  /** What `/readyz` asks, by name. */
  readonly readiness: Readonly<Record<string, Readiness>>
  /** Mounted as they are: each reads its own raw body. */
  readonly routers: readonly Router[]
}

const READY_WITHIN_MS = 2_000

/** The Express application: request ids, health, the given routes, errors as words without a stack. */
export const createHttpApp = ({ log, readiness, routers }: HttpApp): Express => {
  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => {
    const began = performance.now()
    const id = randomUUID()
    response.setHeader('X-Request-Id', id)
    response.on('finish', () => {
      const quiet = request.path === '/healthz' || request.path === '/readyz'
      log[quiet ? 'debug' : 'info'](
        {
          request: id,
          method: request.method,
          path: request.path,
          status: response.statusCode,
          ms: Math.round(performance.now() - began),
        },
        'request',
      )
    })
    next()
  })
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const checks = await Promise.all(
      Object.entries(readiness).map(async ([name, check]) => [name, await within(check)] as const),
    )
    const ok = checks.every(([, check]) => check.ok)
    response.status(ok ? 200 : 503).json({ ok, ...Object.fromEntries(checks) })
  })
  for (const router of routers) app.use(router)
  app.use((_request, response) => void response.status(404).json({ error: 'not found' }))
  app.use(errorAnswer(log))
  return app
}

const within = async (check: Readiness) => {
  const late = new Promise<{ ok: false; error: string }>((resolve) => {
    setTimeout(() => resolve({ ok: false, error: 'no answer in time' }), READY_WITHIN_MS).unref()
  })
  return Promise.race([
    check().catch((error: unknown) => ({
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    })),
    late,
  ])
}

const errorAnswer =
  (log: Log): ErrorRequestHandler =>
  (error: { status?: number }, _request, response, _next) => {
    const status = error.status && error.status < 500 ? error.status : 500
    if (status === 500) log.error({ err: error }, 'a request failed')
    response.status(status).json({ error: status === 500 ? 'internal error' : 'bad request' })
  }

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/** @throws Error in one clear line when the port is taken or not ours to take */
export const listen = (app: Express, { port, host }: { port: number; host: string }): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer(app)
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(portWords(error, port))))
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({
        url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${taken}`,
        close: () => closeServer(server),
      })
    })
  })

const portWords = (error: NodeJS.ErrnoException, port: number): string => {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Set PORT to a free one, or end that program.`
  if (error.code === 'EACCES') return `Port ${port} is not ours to open. Set PORT to one above 1023.`
  return `Port ${port} cannot be opened: ${error.message}`
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2_000).unref()
  })

import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Response, Router } from 'express'

export interface SandboxPage {
  /** What the page is called. */
  readonly title: string
  /** Telegram ids of those who stand at the customers' side at first, in that order. */
  readonly customers: readonly number[]
  /** Likewise for the shop's side. */
  readonly staff: readonly number[]
  /** Username or id of the bot that everybody talks to. */
  readonly bot: string
}

const folder = new URL('page/', import.meta.url)

/** What the page imports by name; its import map points here. */
const libraries: Readonly<Record<string, string>> = {
  '/page/preact.js': 'preact',
  '/page/preact-hooks.js': 'preact/hooks',
}

/**
 * The sandbox's browser page, for the root of the app that also serves `/control`: `GET /` (the
 * page), `GET /sandbox.json` (`page` as it is) and `GET /page/…` (style and modules, TypeScript with
 * its types taken out). A changed file is served anew at the next request. Everything comes from
 * this machine, and the page may load nothing from elsewhere.
 */
export function pageRouter(page: SandboxPage): Router {
  const router = Router()

  router.get('/', async (_request, response) => {
    const html = await readFile(new URL('index.html', folder), 'utf8')
    secured(response, policyFor(html)).type('html').send(html)
  })

  router.get('/sandbox.json', (_request, response) => {
    secured(response).json(page)
  })

  for (const [path, name] of Object.entries(libraries)) {
    router.get(path, (_request, response) => {
      secured(response)
        .type('js')
        .sendFile(fileURLToPath(import.meta.resolve(name)))
    })
  }

  router.get('/page/*path', async (request, response, next) => {
    const path = [request.params.path].flat().join('/')
    if (!isServed(path)) return next()
    const url = new URL(path, folder)
    if (!(await exists(url))) return next()
    if (!path.endsWith('.ts')) return secured(response).sendFile(fileURLToPath(url))
    secured(response)
      .type('js')
      .send(await javascriptOf(url))
  })

  return router
}

/** Names of the page's own files: neither its tests nor anything outside its folder. */
function isServed(path: string): boolean {
  return /^([a-z-]+\/)*[a-z-]+\.(ts|css|svg)$/.test(path)
}

async function exists(url: URL): Promise<boolean> {
  return stat(url).then(
    (found) => found.isFile(),
    () => false,
  )
}

const stripped = new Map<string, { readonly changedMs: number; readonly code: string }>()

async function javascriptOf(url: URL): Promise<string> {
  const { mtimeMs: changedMs } = await stat(url)
  const known = stripped.get(url.href)
  if (known?.changedMs === changedMs) return known.code
  const code = stripTypeScriptTypes(await readFile(url, 'utf8'))
  stripped.set(url.href, { changedMs, code })
  return code
}

/** Scripts and pictures only from here, and of inline scripts only the page's own import map. */
function policyFor(html: string): string {
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(map).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function secured(response: Response, policy?: string): Response {
  if (policy !== undefined) response.set('content-security-policy', policy)
  return response.set({
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
}

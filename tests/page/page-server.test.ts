import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageRouter } from '../../sandbox/page-server.ts'

const page = { title: 'Крам', customers: [101, 102], staff: [201], bot: 'kram_sandbox_bot' }

let server: Server
let origin: string

beforeAll(async () => {
  const app = express().use(pageRouter(page))
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve())
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const get = (path: string) => fetch(new URL(path, origin))

/** The page, and everything it loads, by address. */
async function everythingLoaded(): Promise<Map<string, string>> {
  const html = await (await get('/')).text()
  const imports: Record<string, string> = JSON.parse(
    /<script type="importmap">(.*?)<\/script>/s.exec(html)![1]!,
  ).imports
  const loaded = new Map<string, string>()
  const load = async (path: string): Promise<void> => {
    if (loaded.has(path)) return
    const response = await get(path)
    expect(response.status, path).toBe(200)
    loaded.set(path, await response.text())
    if (!/\.(ts|js)$/.test(path)) return
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    for (const [, name] of loaded.get(path)!.matchAll(/(?:\bfrom|^import)\s*["']([^"']+)["']/gm))
      await load(imports[name!] ?? new URL(name!, new URL(path, origin)).pathname)
  }
  for (const [, path] of html.matchAll(/(?:href|src)="([^"]+)"/g)) await load(path!)
  return loaded
}

test('everything that the page loads is served from here, as JavaScript that a browser understands', async () => {
  const loaded = await everythingLoaded()
  expect(loaded.size).toBeGreaterThan(35)
  for (const [path, text] of loaded) expect(text, path).not.toMatch(/^(import type|interface|type) /m)
})

test('no page, style or module of ours writes HTML from text', async () => {
  const loaded = await everythingLoaded()
  for (const [path, text] of loaded)
    if (path.endsWith('.ts')) expect(text, path).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/)
})

test('the page may run only scripts from here and its own import map', async () => {
  const policy = (await get('/')).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/)
  expect(policy).not.toContain('unsafe')
})

test('who stands where is told as it was given', async () => {
  expect(await (await get('/sandbox.json')).json()).toEqual(page)
})

test.each([
  '/page/text/entities.test.ts',
  '/page/tsconfig.json',
  '/page/index.html',
  '/page/..%2fpage-server.ts',
  '/page/%2e%2e/page-server.ts',
  '/page/text',
  '/page/nothing.ts',
])('%s is not served', async (path) => {
  expect((await get(path)).status).toBe(404)
})

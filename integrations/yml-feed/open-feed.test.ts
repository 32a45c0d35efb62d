import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BrokenFeed } from './feed.ts'
import { openFeed } from './open-feed.ts'

let server: Server
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/plain') return response.setHeader('content-length', 4).end('feed')
    if (request.url === '/packed') return response.setHeader('content-encoding', 'gzip').end(gzipSync('feed'))
    if (request.url === '/breaks-off') {
      response.setHeader('content-length', 1000)
      return response.write('feed', () => response.destroy())
    }
    return response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const textOf = async (where: string) => {
  const { chunks } = await openFeed(where)
  let text = ''
  for await (const chunk of chunks) text += Buffer.from(chunk).toString()
  return text
}

describe('a feed at an address', () => {
  it('is read to its end, packed or not', async () => {
    expect(await textOf(`${origin}/plain`)).toBe('feed')
    expect(await textOf(`${origin}/packed`)).toBe('feed')
    expect((await openFeed(`${origin}/plain`)).bytes).toBe(4)
  })

  it('that breaks off, is not there or is no server is a broken one', async () => {
    for (const where of [
      `${origin}/breaks-off`,
      `${origin}/missing`,
      'http://127.0.0.1:1/',
      '/nowhere.xml',
      '/tmp',
    ]) {
      await expect(textOf(where), where).rejects.toThrow(BrokenFeed)
    }
  })
})

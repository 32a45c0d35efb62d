import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPictureFetcher, toPicture } from './pictures.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 10, g: 120, b: 200, alpha: 0.5 } } })

let server: Server
let origin = ''
const asked: string[] = []

beforeAll(async () => {
  const png = await picture(2000, 1000).png().toBuffer()
  server = createServer((request, response) => {
    asked.push(request.url!)
    if (request.url === '/picture.png') return response.setHeader('content-type', 'image/png').end(png)
    if (request.url === '/page') return response.setHeader('content-type', 'text/html').end('<p>немає</p>')
    if (request.url === '/broken.jpg')
      return response.setHeader('content-type', 'image/jpeg').end('no picture')
    if (request.url === '/huge.jpg')
      return response.setHeader('content-type', 'image/jpeg').end(Buffer.alloc(11 * 1024 * 1024))
    if (request.url === '/away') return response.writeHead(302, { location: '/picture.png' }).end()
    if (request.url === '/breaks-off') return request.socket.destroy()
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

describe('fetching a picture', () => {
  const fetchPicture = createPictureFetcher({ allowPrivate: true })

  it('makes it a JPEG of at most 1280 pixels, named by its bytes', async () => {
    const fetched = await fetchPicture(`${origin}/picture.png`)
    expect(fetched).toMatchObject({
      mime: 'image/jpeg',
      width: 1280,
      height: 640,
      hash: expect.stringMatching(/^[\da-f]{64}$/),
    })
    expect((await sharp(fetched!.bytes).metadata()).format).toBe('jpeg')
    expect((await fetchPicture(`${origin}/away`))?.hash).toBe(fetched!.hash)
  })

  it.each(['/missing.jpg', '/page', '/broken.jpg', '/huge.jpg'])('gives nothing for %s', async (path) => {
    expect(await fetchPicture(`${origin}${path}`)).toBeUndefined()
  })

  it('gives nothing for what is no address', async () => {
    expect(await fetchPicture('https://')).toBeUndefined()
    expect(await fetchPicture('file:///etc/hostname')).toBeUndefined()
  })

  it('does not ask a host again that failed three times in a row', async () => {
    const patient = createPictureFetcher({ allowPrivate: true })
    asked.length = 0
    for (let i = 0; i < 5; i++) expect(await patient(`${origin}/breaks-off`)).toBeUndefined()
    expect(asked).toHaveLength(3)
  })

  it('an answer, even a refusal, says that the host is there', async () => {
    const patient = createPictureFetcher({ allowPrivate: true })
    for (const path of ['/breaks-off', '/breaks-off', '/missing.jpg', '/breaks-off', '/breaks-off'])
      await patient(`${origin}${path}`)
    expect(await patient(`${origin}/picture.png`)).toBeDefined()
  })

  it('never asks our own network unless it is allowed to', async () => {
    asked.length = 0
    const guarded = createPictureFetcher()
    expect(await guarded(`${origin}/picture.png`)).toBeUndefined()
    expect(await guarded(`${origin.replace('127.0.0.1', 'localhost')}/picture.png`)).toBeUndefined()
    expect(asked).toEqual([])
  })
})

describe('a picture', () => {
  it('that is small stays as small, and stands on white', async () => {
    const made = await toPicture(await picture(20, 10).png().toBuffer())
    expect(made).toMatchObject({ width: 20, height: 10 })
  })

  it('that is a drawing which could fetch other files is refused', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    expect(await toPicture(Buffer.from(svg))).toBeUndefined()
  })
})

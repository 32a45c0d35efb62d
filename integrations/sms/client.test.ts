import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSmsClient } from './client.ts'

const heard: { readonly path: string; readonly token: string | undefined; readonly body: unknown }[] = []
let status = 202
let server: Server
let url = ''

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body: unknown = JSON.parse(Buffer.concat(parts).toString())
    heard.push({ path: request.url ?? '', token: request.headers.authorization, body })
    response.writeHead(status).end('{}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/viber/sms`
})
afterAll(() => server.close())

describe('a text message', () => {
  const message = { to: '+380671234567', text: 'Код 123456' }

  it('goes to the gateway with its token', async () => {
    await createSmsClient({ url, token: 'secret' }).send(message)
    expect(heard).toEqual([{ path: '/viber/sms/messages', token: 'Bearer secret', body: message }])
  })

  it.each([
    [503, true],
    [429, true],
    [400, false],
    [401, false],
  ])(
    'that is refused with %i may be tried again: %s; neither number nor code is quoted',
    async (code, retry) => {
      status = code
      const failed = createSmsClient({ url, token: 'secret' }).send(message)
      await expect(failed).rejects.toMatchObject({ name: 'IntegrationError', retry })
      const error = (await failed.catch((thrown: unknown) => thrown)) as Error
      expect(`${error.message} ${error.stack}`).not.toMatch(/380671234567|123456/)
    },
  )

  it('to a gateway that is away is tried again', async () => {
    await expect(
      createSmsClient({ url: 'http://127.0.0.1:1', token: 's' }).send(message),
    ).rejects.toMatchObject({
      retry: true,
    })
  })
})

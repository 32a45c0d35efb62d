import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createViber } from './viber.ts'

const REFUSED = '{"status":1,"status_message":"invalidUrl"}'
const ACCOUNT = '{"status":0,"status_message":"ok","uri":"kram","name":"Крам"}'
const OK = '{"status":0,"status_message":"ok"}'

it('Viber is told where we listen until it takes it: a proxy that came up later loses nothing but minutes', async () => {
  const asked: string[] = []
  let refusals = 2
  let took: () => void = () => {}
  const taken = new Promise<void>((resolve) => {
    took = resolve
  })
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    request.resume()
    if (request.url === '/get_account_info') return void response.end(ACCOUNT)
    if (refusals-- > 0) return void response.end(REFUSED)
    response.end(OK)
    took()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const viber = createViber({
    config: { token: 'a-b', apiUrl, publicUrl: 'https://shop.example.com' },
    core: () => {
      throw new Error('nobody is written to here')
    },
    log: pino({ level: 'silent' }),
    tellAgainMs: 1,
  })
  await viber.announce(new AbortController().signal)
  await taken
  expect(asked).toEqual(['/get_account_info', '/set_webhook', '/set_webhook', '/set_webhook'])
  server.close()
})

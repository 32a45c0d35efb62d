import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { createSmsGateway } from './sms.ts'

async function aGateway() {
  const told: object[] = []
  const gateway = createSmsGateway({
    token: 'secret',
    now: () => 1_795_000_000_000,
    tell: (each) => told.push(each),
  })
  const server = express().use(gateway.router).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/viber`
  const post = (path: string, body: object, token = 'secret') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  return {
    told,
    post,
    send: (to: string, text: string, token?: string) => post('/sms/messages', { to, text }, token),
    got: async (query = '') => (await fetch(`${url}/control/sms${query}`)).json(),
  }
}

test('a text message reaches its phone, and nobody else’s', async () => {
  const { send, got, told } = await aGateway()
  expect((await send('+380671234567', 'Код 123456')).status).toBe(201)
  await send('+380501112233', 'Інше')
  const shown = [{ id: 'sms-1', to: '+380671234567', text: 'Код 123456', date: 1_795_000_000 }]
  expect(await got(`?phone=${encodeURIComponent('+380671234567')}`)).toEqual(shown)
  expect(await got('?phone=+380671234567')).toEqual(shown)
  expect(await got()).toHaveLength(2)
  expect(told[0]).toEqual({ kind: 'sms', phone: '+380671234567' })
})

test('a wrong token, number or text is refused; ordered faults fail', async () => {
  const { send, post, got } = await aGateway()
  expect((await send('+380671234567', 'x', 'guessed')).status).toBe(401)
  expect((await send('0671234567', 'x')).status).toBe(400)
  expect((await send('+380671234567', ' ')).status).toBe(400)
  await post('/control/sms/faults', { status: 503 })
  expect((await send('+380671234567', 'x')).status).toBe(503)
  expect(await got()).toEqual([])
  expect((await send('+380671234567', 'x')).status).toBe(201)
})

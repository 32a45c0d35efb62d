import { expect, onTestFinished, test } from 'vitest'
import { PERSONS } from './persons.ts'
import { startSandbox } from './sandbox.ts'

test('one port has Telegram, Viber, text messages and the page; whoever has both messengers has one number', async () => {
  const sandbox = await startSandbox({ port: 0, token: '900:test', viberToken: 'viber', smsToken: 'sms' })
  onTestFinished(() => sandbox.close())
  const get = (path: string) => fetch(sandbox.url + path)
  const inTelegram = (await (await get('/control/persons')).json()) as { id: number; phone: string }[]
  expect(inTelegram.map(({ id }) => id)).toEqual(PERSONS.map(({ id }) => id))
  const inViber = (await (await get('/viber/control/persons')).json()) as { name: string; phone: string }[]
  expect(inViber.map(({ name }) => name)).toEqual(['Олена Коваль', 'Тарас Мельник'])
  expect(inViber.map(({ phone }) => phone)).toEqual(inTelegram.slice(0, 2).map(({ phone }) => phone))
  const info = await fetch(`${sandbox.url}/viber/pa/get_account_info`, {
    method: 'POST',
    headers: { 'x-viber-auth-token': 'viber' },
  })
  expect(await info.json()).toMatchObject({ status: 0, uri: 'kramsandbox' })
  expect(await (await get('/viber/control/sms')).json()).toEqual([])
  expect((await get('/')).status).toBe(200)
  expect((await get('/viber')).status).toBe(404)
})

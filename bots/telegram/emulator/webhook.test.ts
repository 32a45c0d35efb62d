import { expect, test } from 'vitest'
import {
  anEmulator,
  aStartedPerson,
  aWebhook,
  manualTiming,
  refusalOf,
  resultOf,
} from './emulator.fixture.ts'

async function aChatWithWebhook(settings: object = {}) {
  const timing = manualTiming()
  const emulator = await anEmulator({ timing })
  const chat_id = await aStartedPerson(emulator)
  const webhook = await aWebhook()
  await resultOf(emulator.call('setWebhook', { url: webhook.url, ...settings }))
  const says = (text: string, person = chat_id) => emulator.control(`/persons/${person}/messages`, { text })
  const pending = (timeoutMs = 2_000) => emulator.control('/idle', { timeoutMs })
  return { timing, emulator, chat_id, webhook, says, pending }
}

test('an update is posted as JSON with the secret header, and is done after any 2xx', async () => {
  const { webhook, says, pending } = await aChatWithWebhook({ secret_token: 'top-Secret_1' })
  await says('привіт')
  const delivery = await webhook.next()
  expect(delivery.headers).toMatchObject({
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': 'top-Secret_1',
  })
  expect(delivery.update).toMatchObject({ update_id: expect.any(Number), message: { text: 'привіт' } })
  expect(await pending(0)).toEqual({ pending: 1 })
  delivery.answer(204)
  expect(await pending()).toEqual({ pending: 0 })
})

test('without a secret there is no header', async () => {
  const { webhook, says } = await aChatWithWebhook()
  await says('привіт')
  const delivery = await webhook.next()
  expect(delivery.headers).not.toHaveProperty('x-telegram-bot-api-secret-token')
  delivery.answer(200)
})

test('a failed delivery is repeated at once, then after 2, 4, 8 … at most 60 s: the same update each time', async () => {
  const { timing, webhook, says, pending } = await aChatWithWebhook()
  await says('ще раз')
  const first = await webhook.next()
  first.answer(500)
  const seen = [first.update]
  const waits: number[] = []
  for (let i = 0; i < 7; i++) {
    const again = await webhook.next()
    seen.push(again.update)
    again.answer(i % 2 ? 302 : 503)
    const waitMs = await timing.nextSleepMs()
    waits.push(waitMs)
    timing.advance(waitMs)
  }
  const last = await webhook.next()
  last.answer(200)
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  expect(seen.every((update) => update.update_id === last.update.update_id)).toBe(true)
  expect(await pending()).toEqual({ pending: 0 })
})

test('Retry-After is honoured, up to an hour', async () => {
  const { timing, webhook, says } = await aChatWithWebhook()
  await says('зачекайте')
  for (const [asked, waited] of [
    [7, 7_000],
    [100_000, 3_600_000],
  ] as const) {
    const delivery = await webhook.next()
    delivery.answer(429, { retryAfter: asked })
    expect(await timing.nextSleepMs()).toBe(waited)
    timing.advance(waited)
  }
  const delivery = await webhook.next()
  delivery.answer(200)
})

test('one chat: in order, one after another; a failure holds back what comes after it', async () => {
  const { webhook, says } = await aChatWithWebhook()
  await says('1')
  await says('2')
  const first = await webhook.next()
  expect(first.update.message.text).toBe('1')
  first.answer(500)
  const again = await webhook.next()
  expect(again.update.message.text).toBe('1')
  again.answer(200)
  const second = await webhook.next()
  expect(second.update.message.text).toBe('2')
  second.answer(200)
})

test('a text and a press of one person are delivered at the same time, and so are two persons', async () => {
  const { emulator, chat_id, webhook, says, pending } = await aChatWithWebhook()
  const { id: other } = (await emulator.control('/persons', { firstName: 'Тарас' })) as { id: number }
  const { message_id } = await resultOf(emulator.call('sendMessage', { chat_id, text: 'x' }))
  await says('текст')
  await emulator.control(`/persons/${chat_id}/presses`, { messageId: message_id, data: 'кнопка' })
  await says('/start', other)
  const deliveries = [await webhook.next(), await webhook.next(), await webhook.next()]
  const heard = deliveries.map(({ update }) => update.message?.text ?? update.callback_query.data)
  expect(heard.toSorted()).toEqual(['/start', 'кнопка', 'текст'])
  for (const delivery of deliveries) delivery.answer(200)
  expect(await pending()).toEqual({ pending: 0 })
})

test('at most max_connections deliveries are under way', async () => {
  const { emulator, chat_id, webhook, says } = await aChatWithWebhook({ max_connections: 1 })
  const { id: other } = (await emulator.control('/persons', { firstName: 'Тарас' })) as { id: number }
  await says('1', chat_id)
  await says('2', other)
  const first = await webhook.next()
  expect(await resultOf(emulator.call('getWebhookInfo'))).toMatchObject({
    pending_update_count: 2,
    max_connections: 1,
  })
  let isSecondHere = false
  const second = webhook.next().then((delivery) => {
    isSecondHere = true
    return delivery
  })
  await emulator.control('/persons')
  expect(isSecondHere).toBe(false)
  first.answer(200)
  expect((await second).update.message.text).toBe('2')
  ;(await second).answer(200)
})

test('a method in the answer is executed, but no getting and no setting of webhooks', async () => {
  const { emulator, chat_id, webhook, says, pending } = await aChatWithWebhook()
  await says('1')
  ;(await webhook.next()).answer(200, { body: { method: 'sendMessage', chat_id, text: 'з відповіді' } })
  await says('2')
  ;(await webhook.next()).answer(200, { body: { method: 'deleteWebhook' } })
  expect(await pending()).toEqual({ pending: 0 })
  const { messages } = (await emulator.control(`/persons/${chat_id}/chat`)) as {
    messages: { text: string }[]
  }
  expect(messages.map(({ text }) => text)).toContain('з відповіді')
  expect((await resultOf(emulator.call('getWebhookInfo'))).url).toBe(webhook.url)
})

test('getWebhookInfo tells the last failure', async () => {
  const { emulator, webhook, says } = await aChatWithWebhook({ allowed_updates: ['message'] })
  await says('1')
  ;(await webhook.next()).answer(502)
  const again = await webhook.next()
  expect(await resultOf(emulator.call('getWebhookInfo'))).toMatchObject({
    url: webhook.url,
    pending_update_count: 1,
    last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
    last_error_date: expect.any(Number),
    allowed_updates: ['message'],
  })
  again.answer(200)
})

test('setting the webhook anew delivers at once what was waiting to be repeated', async () => {
  const { timing, emulator, webhook, says } = await aChatWithWebhook()
  await says('1')
  ;(await webhook.next()).answer(500)
  ;(await webhook.next()).answer(500)
  await timing.nextSleepMs()
  const better = await aWebhook()
  await resultOf(emulator.call('setWebhook', { url: better.url }))
  const delivery = await better.next()
  expect(delivery.update.message.text).toBe('1')
  delivery.answer(200)
})

test('updates that came before the webhook are delivered, or dropped on demand', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const webhook = await aWebhook()
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'раніше' })
  await resultOf(emulator.call('setWebhook', { url: webhook.url, drop_pending_updates: true }))
  await resultOf(emulator.call('deleteWebhook'))
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'потім' })
  await resultOf(emulator.call('setWebhook', { url: webhook.url }))
  const delivery = await webhook.next()
  expect(delivery.update.message.text).toBe('потім')
  delivery.answer(200)
})

test('bad webhooks are refused in Telegram words', async () => {
  const emulator = await anEmulator()
  const url = 'http://127.0.0.1:1/x'
  const cases: [object, string][] = [
    [{ url: 'nonsense' }, 'invalid webhook URL specified'],
    [{ url: 'http://kram.example/x' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    [{ url: 'https://kram.example/x' }, 'bad webhook: Failed to resolve host: Name or service not known'],
    [{ url, secret_token: 'x'.repeat(257) }, 'secret token is too long'],
    [{ url, secret_token: 'a b' }, 'secret token contains unallowed characters'],
  ]
  for (const [params, words] of cases) {
    expect(await refusalOf(emulator.call('setWebhook', params))).toBe(`Bad Request: ${words}`)
  }
})

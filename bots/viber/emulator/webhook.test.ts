import { expect, test } from 'vitest'
import { signatureOf } from './deliveries.ts'
import {
  aChat,
  anEmulator,
  aPerson,
  aWebhook,
  bot,
  type Received,
  type WebhookAnswer,
} from './emulator.fixture.ts'

/** A webhook whose first answers are these, 200 afterwards. */
const answering = (...answers: WebhookAnswer[]) => aWebhook(() => answers.shift())

/** The bot with a webhook that was set, and a person who has not written yet. */
async function aBot(
  answers: (received: Received) => WebhookAnswer | Promise<WebhookAnswer>,
  set: object = {},
) {
  const emulator = await anEmulator()
  let isSet = false
  const webhook = await aWebhook((received) => (isSet ? answers(received) : undefined))
  await emulator.call('set_webhook', { url: webhook.url, ...set })
  isSet = true
  webhook.received.length = 0
  const olena = await aPerson(emulator, { name: 'Олена' })
  return { emulator, webhook, olena }
}

test('the signature is HMAC-SHA256 of the body by the token: the known vector', () => {
  const body = '{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}'
  expect(signatureOf(bot.token, body)).toBe(
    'd21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef',
  )
})

test('an event is signed over its bytes in the header and in the address; tokens are 64-bit numbers', async () => {
  const { emulator, webhook, olena } = await aChat()
  const { token } = await olena.says('ще')
  await emulator.idle()
  const [{ raw, headers, url, event }] = webhook.received as [Received]
  expect(headers['x-viber-content-signature']).toBe(signatureOf(bot.token, raw))
  expect(url.searchParams.get('sig')).toBe(signatureOf(bot.token, raw))
  expect(raw).toContain(`"message_token":${token},`)
  expect(event).toMatchObject({
    event: 'message',
    timestamp: expect.any(Number),
    message_token: token,
    sender: { id: olena.id, name: 'Олена', language: 'uk', country: 'UA', api_version: 10 },
    message: { type: 'text', text: 'ще' },
    silent: false,
  })
})

test('the clock is set and moved from outside; no two events bear the same moment', async () => {
  const { emulator, webhook, olena } = await aChat({
    timing: { nowMs: () => 5_000, sleep: async () => undefined },
  })
  const noon = Date.parse('2026-11-20T10:00:00Z')
  expect(await emulator.control('/clock', { nowMs: noon })).toEqual({ nowMs: noon })
  await olena.says('1')
  await olena.says('2')
  await emulator.control('/clock', { advanceMs: 60_000 })
  await olena.says('3')
  await emulator.idle()
  await emulator.control('/clock', { nowMs: noon - 3_600_000 })
  await olena.says('4')
  await emulator.idle()
  expect(webhook.received.map(({ event }) => event.timestamp - noon)).toEqual([0, 1, 60_000, -3_600_000])
})

test('only what was asked for comes, and what always comes', async () => {
  const { emulator, webhook, olena } = await aBot(() => undefined, {
    event_types: ['seen'],
    send_name: false,
  })
  await olena.does('open')
  await olena.says('x')
  await emulator.call('send_message', { receiver: olena.id, sender: { name: 'К' }, type: 'text', text: 'y' })
  await emulator.idle()
  await olena.does('read')
  await olena.does('unsubscribe')
  await olena.does('unsubscribe')
  await olena.does('subscribe')
  await emulator.idle()
  expect(webhook.kinds()).toEqual(['message', 'seen', 'unsubscribed', 'subscribed'])
  expect(webhook.received[2]!.event).toMatchObject({ user_id: olena.id })
  expect(webhook.received[3]!.event).toMatchObject({ user: { id: olena.id, name: 'Subscriber' } })
})

test('an event that is not answered with 200 comes again after 10, 60, 300 … seconds, the same bytes', async () => {
  let left = 4
  const { emulator, webhook, olena } = await aBot(() => (left-- > 0 ? { status: 500 } : undefined))
  await olena.says('ще раз')
  for (const [tries, waitS] of [10, 60, 300, 600].entries()) {
    await expect.poll(() => webhook.received.length).toBe(tries + 1)
    expect(await emulator.idle(20)).toEqual({ pending: 1 })
    await emulator.control('/clock', { advanceMs: waitS * 1_000 - 1_000 })
    expect(webhook.received).toHaveLength(tries + 1)
    await emulator.control('/clock', { advanceMs: 1_000 })
  }
  expect(await emulator.idle()).toEqual({ pending: 0 })
  expect(new Set(webhook.received.map(({ raw }) => raw)).size).toBe(1)
})

test('after ten tries an event is given up and told of', async () => {
  const { emulator, webhook, olena } = await aBot(() => ({ status: 500 }))
  await olena.says('марно')
  for (let tries = 1; tries < 10; tries++) {
    await expect.poll(() => webhook.received.length).toBe(tries)
    await emulator.idle(5)
    await emulator.control('/clock', { advanceMs: 900_000 })
  }
  expect(await emulator.idle()).toEqual({ pending: 0 })
  expect(webhook.received).toHaveLength(10)
  expect(await emulator.control('/refused')).toMatchObject([{ method: 'webhook', reason: 'answered 500' }])
})

test('one person’s events come in their order, one after another; another’s do not wait for them', async () => {
  const { emulator, webhook, olena } = await aBot(({ event }) =>
    event.message.text === '1' ? { status: 500 } : undefined,
  )
  const taras = await aPerson(emulator, { name: 'Тарас' })
  await olena.says('1')
  await olena.says('2')
  await taras.says('3')
  await expect
    .poll(() => webhook.received.map(({ event }) => event.message.text).toSorted())
    .toEqual(['1', '3'])
  expect(await emulator.idle(5)).toEqual({ pending: 2 })
})

test('a webhook set anew gets at once what waited to be repeated', async () => {
  const { emulator, webhook, olena } = await aBot(() => ({ status: 503 }))
  await olena.says('чекає')
  await expect.poll(() => webhook.received.length).toBe(1)
  const better = await answering()
  await emulator.call('set_webhook', { url: better.url })
  await emulator.idle()
  expect(better.kinds()).toEqual(['webhook', 'message'])
})

test('ordered faults: an event comes twice, late, or not at all', async () => {
  const { emulator, webhook, olena } = await aChat()
  const astray = (fault: object) => emulator.control('/faults', { webhook: fault })
  const heard = () => webhook.received.map(({ event }) => event.message.text)
  await astray({ kind: 'duplicate', event: 'message' })
  await olena.says('двічі')
  await emulator.idle()
  expect(heard()).toEqual(['двічі', 'двічі'])
  expect(webhook.received[0]!.raw).toBe(webhook.received[1]!.raw)

  webhook.received.length = 0
  await astray({ kind: 'reorder', personId: olena.id })
  await olena.says('перше')
  await olena.says('друге')
  await emulator.idle()
  expect(heard()).toEqual(['друге', 'перше'])

  webhook.received.length = 0
  await astray({ kind: 'drop', event: 'message' })
  await olena.says('загублене')
  await olena.says('дійшло')
  await emulator.idle()
  expect(heard()).toEqual(['дійшло'])

  webhook.received.length = 0
  await astray({ kind: 'reorder' })
  await olena.says('само')
  expect(await emulator.idle(5)).toEqual({ pending: 1 })
  await emulator.forgets('/faults')
  await emulator.idle()
  expect(heard()).toEqual(['само'])
})

const welcomeTo = (name: string) => ({
  sender: { name: 'Крам' },
  min_api_version: 7,
  type: 'text',
  text: `Вітаємо, ${name}!`,
  keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'kram:home', Text: 'Почати' }] },
})

test('a welcome is shown to the one whose opening it answered, when two open at once', async () => {
  const opened: (() => void)[] = []
  const bothOpened = new Promise<void>((resolve) => opened.push(resolve))
  let count = 0
  const { emulator, webhook, olena } = await aBot(async ({ event }) => {
    if (event.event !== 'conversation_started') return undefined
    if (++count === 2) opened[0]!()
    await bothOpened
    return { body: welcomeTo(event.user.name) }
  })
  const taras = await aPerson(emulator, { name: 'Тарас' })
  await olena.does('open', { context: 'product-1' })
  await taras.does('open')
  await emulator.idle()
  const opening = webhook.received.map(({ event }) => event)
  expect(opening[0]).toMatchObject({ type: 'open', context: 'product-1', subscribed: false })
  expect(opening[1]).not.toHaveProperty('context')
  for (const [person, name] of [
    [olena, 'Олена'],
    [taras, 'Тарас'],
  ] as const) {
    const chat = await person.chat()
    expect(chat).toMatchObject({
      subscribed: false,
      messages: [{ text: `Вітаємо, ${name}!`, welcome: true, status: 'delivered', senderName: 'Крам' }],
      keyboard: { rows: [[{ label: 'Почати' }]] },
    })
  }
  expect(
    await emulator.call('send_message', {
      receiver: olena.id,
      sender: { name: 'К' },
      type: 'text',
      text: 'x',
    }),
  ).toMatchObject({ status: 6 })
})

test('a welcome is checked like any message, and no other answer is one', async () => {
  const { emulator, olena } = await aBot(({ event }) => ({
    body: event.event === 'message' ? welcomeTo('нікому') : { ...welcomeTo('x'), sender: undefined },
  }))
  await olena.does('open')
  await olena.says('x')
  await emulator.idle()
  expect((await olena.chat()).messages).toMatchObject([{ from: 'person', text: 'x' }])
  expect(await emulator.control('/refused')).toMatchObject([
    { method: 'welcome', status: 4, reason: 'sender is missing' },
  ])
})

test('an answer that is no JSON, or no message, welcomes nobody', async () => {
  const bodies = ['OK', '', '{"status":0}', '[]']
  const { emulator, olena } = await aBot(() => ({ body: bodies.shift() }))
  for (let i = 0; i < 4; i++) await olena.does('open')
  await emulator.idle()
  expect((await olena.chat()).messages).toEqual([])
  expect(await emulator.control('/refused')).toEqual([])
})

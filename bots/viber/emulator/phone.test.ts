import { expect, test } from 'vitest'
import {
  aButton,
  aCarousel,
  aChat,
  aKeyboard,
  anEmulator,
  aPerson,
  aPicture,
  aSite,
} from './emulator.fixture.ts'

const labels = (rows: { label: string }[][] | undefined) => rows?.map((row) => row.map(({ label }) => label))

test('persons are made with an id of 24 signs or a given one, and updated by it', async () => {
  const emulator = await anEmulator()
  const olena = await emulator.control('/persons', { name: 'Олена', phone: '+380671234567' })
  expect(olena).toEqual({
    id: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    name: 'Олена',
    phone: '+380671234567',
    language: 'uk',
    country: 'UA',
    apiVersion: 10,
    isOnline: true,
  })
  await emulator.control('/persons', { id: olena.id, name: 'Оленка', apiVersion: 2 })
  expect(await emulator.control('/persons')).toMatchObject([
    { name: 'Оленка', phone: '+380671234567', apiVersion: 2 },
  ])
  expect(await emulator.control('/persons', { id: 'short', name: 'x' })).toHaveProperty('error')
  expect(await emulator.of('nobody').chat()).toHaveProperty('error')
})

test('a message arrives, is delivered, and seen when the person looks', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  const { message_token } = await send({ text: 'Прийняли' })
  await emulator.idle()
  const before = (await olena.chat()).messages.at(-1)!
  expect(before).toMatchObject({ token: message_token, from: 'bot', status: 'delivered', billingStatus: 1 })
  expect(await olena.does('read')).toEqual({ seen: 1 })
  expect(await olena.does('read')).toEqual({ seen: 0 })
  await emulator.idle()
  expect(webhook.received.map(({ event }) => event)).toMatchObject([
    { event: 'delivered', message_token, user_id: olena.id },
    { event: 'seen', message_token, user_id: olena.id },
  ])
  const after = await olena.chat()
  expect(after.messages.at(-1)).toMatchObject({ status: 'seen' })
  expect(after.messages.at(-1)!.revision).toBeGreaterThan(before.revision)
  expect(before.revision).toBeGreaterThan(after.actedRevision)
})

test('a phone that is off gets everything in order when it is on again', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  await olena.does('phone', { online: false })
  await send({ text: '1', keyboard: aKeyboard() })
  await send({ text: '2' })
  expect(await emulator.idle()).toEqual({ pending: 0 })
  expect(webhook.received).toEqual([])
  expect((await olena.chat()).messages.map(({ status }) => status)).toEqual([undefined, 'sent', 'sent'])
  await olena.does('phone', { online: true })
  await emulator.idle()
  expect(webhook.kinds()).toEqual(['delivered', 'delivered'])
  expect((await olena.chat()).keyboard).toBeNull()
})

test('the last keyboard stays, also through what the person says; a message without one takes it away', async () => {
  const { emulator, olena, send } = await aChat()
  await send({ text: '1', keyboard: aKeyboard(aButton({ Text: 'Один' })) })
  await send({ text: '2', keyboard: aKeyboard(aButton({ Text: 'Два' })) })
  await olena.says('слово')
  await emulator.idle()
  expect(labels((await olena.chat()).keyboard?.rows)).toEqual([['Два']])
  await send({ text: '3' })
  await emulator.idle()
  expect((await olena.chat()).keyboard).toBeNull()
})

test('a keyboard alone is no bubble', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  const { message_token } = await send({ type: undefined, text: undefined, keyboard: aKeyboard() })
  await emulator.idle()
  expect(await olena.chat()).toMatchObject({
    messages: [{ from: 'person' }],
    keyboard: { token: message_token },
  })
  expect(webhook.kinds()).toEqual(['delivered'])
})

test('buttons fill rows of six columns in their order, as the client draws them', async () => {
  const { emulator, olena, send } = await aChat()
  const keyboard = aKeyboard(
    aButton({ Columns: 2, Rows: 2, Text: 'а' }),
    aButton({ Columns: 4, Text: 'б' }),
    aButton({ Columns: 4, Text: 'в' }),
    aButton({ Columns: 3, Text: 'г' }),
    aButton({ Columns: 4, Text: 'ґ' }),
  )
  await send({ keyboard })
  await emulator.idle()
  expect((await olena.chat()).keyboard!.rows.flat().map(({ label, x, y }) => [label, x, y])).toEqual([
    ['а', 0, 0],
    ['б', 2, 0],
    ['в', 2, 1],
    ['г', 0, 2],
    ['ґ', 0, 3],
  ])
})

test('what only the client finds is told after status 0, and changes nothing that is shown', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  await send({ keyboard: aKeyboard() })
  await emulator.idle()
  webhook.received.length = 0
  const thirteenRows = aKeyboard(...Array.from({ length: 13 }, () => aButton()))
  const cases: [object, string][] = [
    [{ keyboard: thirteenRows }, 'keyboard is 13 rows high, not 12'],
    [{ keyboard: aKeyboard(aButton({ Text: '<b>x' })) }, 'the tag <b> is not closed'],
    [{ keyboard: aKeyboard(aButton({ Text: 'Чай & кава' })) }, 'an & that is no entity'],
    [{ keyboard: aKeyboard(aButton({ Text: '5 < 6' })) }, 'a < that is no tag'],
    [{ keyboard: aKeyboard(aButton({ Text: '<a>x</a>' })) }, 'the tag <a> is not allowed'],
    [{ keyboard: aKeyboard(aButton({ Text: '<font color="red">x</font>' })) }, 'must be #RRGGBB'],
    [{ keyboard: aKeyboard(aButton({ Text: 'x'.repeat(251) })) }, 'longer than 250 characters'],
    [{ type: 'rich_media', rich_media: aCarousel(7) }, 'rich_media has 7 cards, not 6'],
  ]
  for (const [fields, words] of cases) {
    const { status, message_token } = await send({ min_api_version: 7, ...fields })
    expect(status).toBe(0)
    await emulator.idle()
    expect(webhook.received.at(-1)!.event).toMatchObject({
      event: 'failed',
      message_token,
      user_id: olena.id,
      desc: expect.stringContaining(words),
    })
  }
  const { messages, keyboard } = await olena.chat()
  expect(messages.filter(({ status }) => status === 'failed')).toHaveLength(cases.length)
  expect(labels(keyboard?.rows)).toEqual([['Додому']])
  expect(await emulator.control('/refused')).toHaveLength(cases.length)
})

test('well-formed HTML is drawn; its words alone are the label', async () => {
  const { emulator, olena, send } = await aChat()
  const Text = '<font color=#323232 size="14"><b>Чай &amp; кава</b></font><br><i>5 &lt; 6</i>'
  await send({ min_api_version: 4, keyboard: aKeyboard(aButton({ Text })) })
  await emulator.idle()
  expect((await olena.chat()).keyboard!.rows[0]![0]).toMatchObject({ text: Text, label: 'Чай & кава\n5 < 6' })
})

test('media are fetched as a phone fetches them, and shown as copies', async () => {
  const { emulator, olena, send } = await aChat()
  const site = await aSite({ '/a.jpg': await aPicture(), '/b.png': await aPicture('png'), '/c.pdf': '%PDF' })
  await send({ type: 'picture', text: 'Чайник', media: `${site.url}/a.jpg` })
  await send({ type: 'file', media: `${site.url}/c.pdf`, size: 4, file_name: 'чек.pdf' })
  const picture = aButton({
    Rows: 3,
    Image: `${site.url}/b.png`,
    Text: undefined,
    ActionBody: 'kram:product',
  })
  await send({
    type: 'rich_media',
    min_api_version: 7,
    rich_media: aCarousel(1, { Buttons: [picture, picture] }),
  })
  await emulator.idle()
  const [, first, second, third] = (await olena.chat()).messages
  expect(first).toMatchObject({ type: 'picture', caption: 'Чайник', status: 'delivered' })
  expect((await fetch(first!.media!)).headers.get('content-type')).toBe('image/jpeg')
  expect(second).toMatchObject({ type: 'file', fileName: 'чек.pdf', size: 4, status: 'delivered' })
  expect(await (await fetch(second!.media!)).text()).toBe('%PDF')
  expect(third!.richMedia!.cards).toHaveLength(2)
  const { image } = third!.richMedia!.cards[0]!.rows[0]![0]!
  expect((await fetch(image!)).headers.get('content-type')).toBe('image/png')
  expect(site.asked.toSorted()).toEqual(['/a.jpg', '/b.png', '/c.pdf'])
})

test('media that are not there, too large, of another kind or size, or elsewhere make the message fail', async () => {
  const { emulator, olena, send } = await aChat()
  const site = await aSite({
    '/webp.jpg': await aPicture('webp'),
    '/large.jpg': Buffer.concat([await aPicture(), Buffer.alloc(1024 * 1024)]),
    '/c.pdf': '%PDF',
    '/icon.png': Buffer.concat([await aPicture('png'), Buffer.alloc(500 * 1024)]),
  })
  const media = (path: string) => ({ type: 'picture', text: '', media: `${site.url}${path}` })
  const file = { type: 'file', media: `${site.url}/c.pdf`, size: 5, file_name: 'c.pdf' }
  const cases: [object, string][] = [
    [media('/none.jpg'), 'answered 404'],
    [media('/webp.jpg'), 'is no JPEG or PNG picture'],
    [media('/large.jpg'), 'is larger than 1048576 bytes'],
    [{ ...media('/x.jpg'), media: 'https://kram.example/x.jpg' }, 'is not on this machine'],
    [file, 'has 4 bytes, and size says 5'],
    [{ keyboard: aKeyboard(aButton({ Image: `${site.url}/icon.png` })) }, 'is larger than 512000 bytes'],
  ]
  for (const [fields, words] of cases) {
    expect((await send(fields)).status).toBe(0)
    await emulator.idle()
    expect((await olena.chat()).messages.at(-1)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining(words),
    })
  }
})

test('a press is heard as a text of its ActionBody; only a Silent one leaves no bubble', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  const keyboard = aKeyboard(
    aButton({ Text: 'Голосно', ActionBody: 'loud' }),
    aButton({ Text: 'Тихо', ActionBody: 'quiet', Silent: true }),
    aButton({ Text: 'Сайт', ActionBody: 'https://kram.example', ActionType: 'open-url', Silent: true }),
    aButton({ Text: 'Підпис', ActionBody: 'nothing', ActionType: 'none' }),
  )
  await send({ min_api_version: 7, keyboard, tracking_data: 'слід' })
  await emulator.idle()
  webhook.received.length = 0
  expect(await olena.presses('loud')).toEqual({ action: 'reply', token: expect.any(String) })
  await olena.presses('quiet')
  expect(await olena.presses('https://kram.example')).toMatchObject({ opened: 'https://kram.example' })
  expect(await olena.presses('nothing')).toEqual({ action: 'none' })
  await emulator.idle()
  expect(webhook.received.map(({ event }) => [event.message, event.silent])).toEqual([
    [{ type: 'text', text: 'loud', tracking_data: 'слід' }, false],
    [{ type: 'text', text: 'quiet', tracking_data: 'слід' }, true],
    [{ type: 'text', text: 'https://kram.example', tracking_data: 'слід' }, true],
  ])
  const { messages } = await olena.chat()
  expect(messages.filter(({ from }) => from === 'person').map(({ text }) => text)).toEqual([
    'Добрий день',
    'loud',
  ])
})

test('an old carousel can still be pressed, a keyboard that is gone cannot', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  const first = await send({ type: 'rich_media', min_api_version: 7, rich_media: aCarousel(2) })
  await send({ text: '1', keyboard: aKeyboard(aButton({ ActionBody: 'gone' })) })
  await send({ text: '2' })
  await emulator.idle()
  webhook.received.length = 0
  expect(await olena.presses('gone')).toEqual({ error: 'no button with ActionBody gone is within reach' })
  expect(await olena.presses('kram:buy 1')).toMatchObject({ action: 'reply' })
  expect(await olena.presses('kram:buy 0', { messageToken: first.message_token })).toMatchObject({})
  expect(await olena.presses('kram:buy 0', { messageToken: '1' })).toHaveProperty('error')
  expect(await olena.presses('forged', { any: true })).toMatchObject({ action: 'reply' })
  await emulator.idle()
  expect(webhook.received.map(({ event }) => event.message.text)).toEqual([
    'kram:buy 1',
    'kram:buy 0',
    'forged',
  ])
})

test('sharing the phone gives a contact with the own number, sharing the place a location', async () => {
  const { emulator, webhook, olena, send } = await aChat()
  const keyboard = aKeyboard(
    aButton({ ActionType: 'share-phone', ActionBody: 'phone' }),
    aButton({ ActionType: 'location-picker', ActionBody: 'place' }),
  )
  await send({ min_api_version: 3, keyboard })
  await emulator.idle()
  webhook.received.length = 0
  await olena.presses('phone')
  await olena.presses('place', { location: { latitude: 49.84, longitude: 24.03 } })
  await emulator.idle()
  expect(webhook.received.map(({ event }) => event.message)).toEqual([
    { type: 'contact', contact: { name: 'Олена', phone_number: '380671234567' } },
    { type: 'location', location: { lat: 49.84, lon: 24.03 } },
  ])
})

test('whatever a person sends comes as its own kind, with files that can be got', async () => {
  const { emulator, webhook, olena } = await aChat()
  const base64 = (await aPicture('png')).toString('base64')
  const sends = (body: object) => olena.does('messages', body)
  await sends({ photo: { base64, caption: 'чек' } })
  await sends({ file: { base64: Buffer.from('%PDF').toString('base64'), fileName: 'акт.pdf' } })
  await sends({ contact: { phone: '+380501112233', name: 'Тарас' } })
  await sends({ location: { latitude: 50.45, longitude: 30.52 } })
  await sends({ sticker: { id: 40129 } })
  await sends({ url: 'https://kram.example' })
  await sends({ video: { base64: Buffer.from('mp4').toString('base64') } })
  await emulator.idle()
  const messages = webhook.received.map(({ event }) => event.message)
  expect(messages).toMatchObject([
    { type: 'picture', text: 'чек', media: expect.stringMatching(/\.png$/) },
    { type: 'file', file_name: 'акт.pdf', size: 4, media: expect.stringMatching(/\.pdf$/) },
    { type: 'contact', contact: { name: 'Тарас', phone_number: '+380501112233' } },
    { type: 'location', location: { lat: 50.45, lon: 30.52 } },
    { type: 'sticker', sticker_id: 40129 },
    { type: 'url', media: 'https://kram.example' },
    { type: 'video', media: expect.stringMatching(/\.mp4$/) },
  ])
  expect((await fetch(messages[0].media)).status).toBe(200)
  expect((await olena.chat()).messages.slice(1)).toMatchObject([
    { type: 'picture', caption: 'чек', media: messages[0].media },
    { type: 'file', fileName: 'акт.pdf' },
    { type: 'contact', contact: { phone: '+380501112233' } },
    { type: 'location', location: { latitude: 50.45 } },
    { type: 'sticker', stickerId: 40129 },
    { type: 'url', url: 'https://kram.example' },
    { type: 'video' },
  ])
  expect(await sends({ text: ' ' })).toHaveProperty('error')
  expect(await sends({ photo: { base64: Buffer.from('x').toString('base64') } })).toHaveProperty('error')
})

test('the first message subscribes, without an event subscribed', async () => {
  const { emulator, webhook } = await aChat()
  const taras = await aPerson(emulator, { name: 'Тарас' })
  expect((await taras.chat()).subscribed).toBe(false)
  await taras.says('x')
  await emulator.idle()
  expect((await taras.chat()).subscribed).toBe(true)
  expect(webhook.kinds()).toEqual(['message'])
})

test('events tell a page whose phone changed; pages of this machine may read, others not', async () => {
  const { emulator, olena, send } = await aChat()
  const response = await fetch(`${emulator.url}/viber/control/events`, {
    headers: { origin: 'http://127.0.0.1:8080' },
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:8080')
  const { message_token: token } = await send({})
  const events: unknown[] = []
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()!
    events.push(
      ...blocks.filter((block) => block.startsWith('data: ')).map((block) => JSON.parse(block.slice(6))),
    )
    if (events.length >= 2) break
  }
  expect(events).toEqual([
    { kind: 'message', personId: olena.id, token },
    { kind: 'status', personId: olena.id, token },
  ])
  const foreign = await fetch(`${emulator.url}/viber/control/persons`, {
    headers: { origin: 'https://kram.example' },
  })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
})

test('of a long chat the last messages are given where they are asked for', async () => {
  const { emulator, olena, send } = await aChat()
  for (const text of ['1', '2', '3']) await send({ text })
  await emulator.idle()
  const last = await emulator.control(`/persons/${encodeURIComponent(olena.id)}/chat?last=2`)
  expect(last.messages.map(({ text }: { text: string }) => text)).toEqual(['2', '3'])
})

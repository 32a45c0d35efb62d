import { expect, test } from 'vitest'
import {
  aButton,
  aCarousel,
  aChat,
  aKeyboard,
  anEmulator,
  aPerson,
  aWebhook,
  bot,
  refusalOf,
} from './emulator.fixture.ts'

test('every answer is HTTP 200 with a status; only an unknown address is not found', async () => {
  const emulator = await anEmulator()
  const info = await emulator.call('get_account_info')
  expect(info).toMatchObject({ status: 0, status_message: 'ok', name: 'Крам', uri: 'kramtest', webhook: '' })
  const foreign = await emulator.raw('get_account_info', {}, 'another')
  expect(foreign.status).toBe(200)
  expect(await foreign.json()).toMatchObject({ status: 2, status_message: 'invalidAuthToken' })
  const nameless = await fetch(`${emulator.apiUrl}/get_account_info`, { method: 'POST' })
  expect(await nameless.json()).toMatchObject({ status: 2, status_message: 'missing_auth_token' })
  expect((await emulator.raw('edit_message', {})).status).toBe(404)
  expect(await refusalOf(emulator.call('get_online', '{"ids":'))).toEqual([
    3,
    'the request is no JSON object',
  ])
})

test('a webhook is called at once, signed, and is set when it answers 200', async () => {
  const emulator = await anEmulator()
  const webhook = await aWebhook()
  const event_types = ['delivered', 'conversation_started']
  expect(await emulator.call('set_webhook', { url: webhook.url, event_types })).toMatchObject({
    status: 0,
    event_types,
  })
  expect(webhook.received).toMatchObject([
    { event: { event: 'webhook', timestamp: expect.any(Number), message_token: expect.any(String) } },
  ])
  expect(await emulator.call('get_account_info')).toMatchObject({ webhook: webhook.url, event_types })
  expect(await emulator.call('set_webhook', { url: '' })).toMatchObject({ status: 0 })
  expect(await emulator.call('get_account_info')).toMatchObject({ webhook: '' })
})

test('a webhook that does not answer 200, or is no good address, is refused with 1', async () => {
  const emulator = await anEmulator()
  const refuses = await aWebhook(() => ({ status: 204 }))
  const set = (body: object) => refusalOf(emulator.call('set_webhook', body))
  expect(await set({ url: refuses.url })).toEqual([1, 'invalidUrl: it answered 204'])
  expect((await set({ url: 'http://127.0.0.1:1/viber' }))[0]).toBe(1)
  expect(await set({ url: 'http://kram.example/viber' })).toEqual([1, 'invalidUrl: it must be an https URL'])
  expect((await set({ url: 'https://kram.example/viber' }))[1]).toContain('is not on this machine')
  expect(await set({})).toEqual([4, 'url is missing'])
  expect((await set({ url: refuses.url, event_types: ['everything'] }))[0]).toBe(3)
})

test('without a webhook nobody is written to, and nobody can write', async () => {
  const emulator = await anEmulator()
  const olena = await aPerson(emulator, { name: 'Олена' })
  expect(await refusalOf(emulator.call('send_message', {}))).toEqual([10, 'webhookNotSet'])
  expect(await olena.says('x')).toMatchObject({ error: expect.stringContaining('no webhook') })
})

test('whoever never wrote, or left, is not written to: 5, 6, and 13 where the phone is too old', async () => {
  const { emulator, olena, send } = await aChat()
  const stranger = await aPerson(emulator, { name: 'Тарас' })
  expect(await refusalOf(send({ receiver: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toEqual([
    5,
    'receiverNotRegistered',
  ])
  expect(await refusalOf(send({ receiver: stranger.id }))).toEqual([6, 'receiverNotSubscribed'])
  await olena.does('unsubscribe')
  expect((await refusalOf(send({})))[0]).toBe(6)
  await olena.says('знову тут')
  expect(await send({})).toMatchObject({ status: 0 })
  await emulator.control('/persons', { id: olena.id, name: 'Олена', apiVersion: 3 })
  expect(await refusalOf(send({ min_api_version: 7 }))).toEqual([13, 'apiVersionNotSupported'])
  expect(await send({ min_api_version: 3 })).toMatchObject({ status: 0 })
})

test('the hundred and first message in an hour without an answer is refused with 12; an answer clears it', async () => {
  const { emulator, olena, send } = await aChat()
  for (let i = 0; i < 100; i++) expect((await send({})).status).toBe(0)
  expect(await refusalOf(send({}))).toEqual([12, 'tooManyRequests'])
  await olena.says('годі')
  expect((await send({})).status).toBe(0)
  for (let i = 0; i < 99; i++) await send({})
  expect((await send({})).status).toBe(12)
  await emulator.control('/clock', { advanceMs: 3_600_001 })
  expect((await send({})).status).toBe(0)
})

test('a message within the session is free, one after 24 hours is charged', async () => {
  const { emulator, send } = await aChat()
  expect((await send({})).billing_status).toBe(1)
  await emulator.control('/clock', { advanceMs: 24 * 3_600_000 })
  expect((await send({})).billing_status).toBe(5)
})

test('what is missing is 4, what is wrong is 3, each in words', async () => {
  const { olena, send } = await aChat()
  const url = 'https://kram.example/a'
  const cases: [object, number, string][] = [
    [{ receiver: undefined }, 4, 'receiver is missing'],
    [{ type: undefined }, 4, 'type is missing'],
    [{ type: 'poll' }, 3, 'type poll is unknown'],
    [{ sender: undefined }, 4, 'sender is missing'],
    [{ sender: {} }, 4, 'sender.name is missing'],
    [{ sender: { name: 'к'.repeat(29) } }, 3, 'sender.name is longer than 28 characters'],
    [{ text: undefined }, 4, 'text is missing'],
    [{ text: ' ' }, 4, 'text is empty'],
    [{ text: 'х'.repeat(7_001) }, 3, 'text is longer than 7000 characters'],
    [{ text: 5 }, 3, 'text must be a string'],
    [{ tracking_data: 'x'.repeat(4_001) }, 3, 'tracking_data is longer than 4000 characters'],
    [{ min_api_version: '7' }, 3, 'min_api_version must be a whole number from 1'],
    [{ type: 'picture' }, 4, 'media is missing'],
    [{ type: 'picture', text: undefined, media: `${url}.jpg` }, 4, 'text is missing'],
    [
      { type: 'picture', media: `${url}.jpg`, text: 'x'.repeat(121) },
      3,
      'text is longer than 120 characters',
    ],
    [
      { type: 'picture', media: `${url}?f=.jpg` },
      3,
      'media of a picture must end with .jpeg, .jpg, .png or .gif',
    ],
    [{ type: 'picture', media: 'http://kram.example/a.jpg' }, 3, 'media must be an https URL'],
    [{ type: 'picture', media: 'photo.jpg' }, 3, 'media is no valid URL'],
    [{ type: 'file', media: `${url}.pdf`, file_name: 'a.pdf' }, 4, 'size is missing'],
    [{ type: 'file', media: `${url}.pdf`, size: 5 }, 4, 'file_name is missing'],
    [{ type: 'file', media: `${url}.pdf`, size: 5, file_name: 'a' }, 3, 'file_name must have an extension'],
    [{ type: 'file', media: `${url}.exe`, size: 5, file_name: 'a.pdf' }, 3, 'files .exe are forbidden'],
    [
      { type: 'file', media: `${url}.pdf`, size: 60_000_000, file_name: 'a.pdf' },
      3,
      'size is above 52428800 bytes',
    ],
    [{ type: 'video', media: `${url}.mov`, size: 5 }, 3, 'media of a video must end with .mp4'],
    [{ type: 'video', media: `${url}.mp4`, size: 5, duration: 181 }, 3, 'duration must be from 1 to 180'],
    [
      { type: 'url', media: `https://kram.example/${'x'.repeat(2_000)}` },
      3,
      'media is longer than 2000 characters',
    ],
    [{ type: 'contact', contact: { name: 'Крам' } }, 4, 'contact.phone_number is missing'],
    [
      { type: 'contact', contact: { name: 'Крам', phone_number: '+38 067' } },
      3,
      'contact.phone_number must be digits',
    ],
    [
      { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } },
      3,
      'contact.name is longer than 28 characters',
    ],
    [{ type: 'location', location: { lat: 91, lon: 30 } }, 3, 'location.lat must be within ±90'],
    [{ type: 'location', location: { lat: 50 } }, 4, 'location.lon is missing'],
    [{ type: 'sticker' }, 4, 'sticker_id is missing'],
    [{ type: 'rich_media' }, 4, 'rich_media is missing'],
  ]
  for (const [fields, status, words] of cases)
    expect([fields, ...(await refusalOf(send(fields)))]).toEqual([fields, status, words])
  expect((await olena.chat()).messages).toHaveLength(1)
})

test('a null is as good as nothing, as Viber’s own library sends it, but not in tracking_data', async () => {
  const { send } = await aChat()
  const nothing = { keyboard: null, alt_text: null, thumbnail: null, min_api_version: null }
  expect(await send(nothing)).toMatchObject({ status: 0 })
  expect(await send({ sender: { name: 'Крам', avatar: null } })).toMatchObject({ status: 0 })
  expect(await refusalOf(send({ tracking_data: null }))).toEqual([3, 'tracking_data must be a string'])
  expect(await refusalOf(send({ text: null }))).toEqual([4, 'text is missing'])
})

test('a request above 30 KB is refused', async () => {
  const { send } = await aChat()
  expect(await refusalOf(send({ alt_text: 'x'.repeat(30 * 1024) }))).toEqual([
    3,
    'the request is above 30720 bytes',
  ])
})

test('a keyboard or a carousel that is not as documented is refused with 3', async () => {
  const { send } = await aChat()
  const inKeyboard: [object, string][] = [
    [{ Buttons: [aButton()] }, 'keyboard.Type: Invalid input'],
    [{ Type: 'keyboard', Buttons: [] }, 'keyboard.Buttons: Too small'],
    [aKeyboard(aButton({ Columns: 7 })), 'Columns: Too big'],
    [aKeyboard(aButton({ Columns: 0 })), 'Columns: Too small'],
    [aKeyboard(aButton({ Rows: 3 })), 'Rows: Too big'],
    [aKeyboard(aButton({ BgColor: 'red' })), 'BgColor: must be a colour #RRGGBB'],
    [aKeyboard(aButton({ ActionType: 'buy' })), 'ActionType: Invalid option'],
    [aKeyboard(aButton({ ActionBody: undefined })), 'ActionBody: Invalid input'],
    [aKeyboard(aButton({ ActionBody: '' })), 'ActionBody of reply must not be empty'],
    [aKeyboard(aButton({ ActionType: 'open-url', ActionBody: 'ні' })), 'open-url must be a valid URL'],
    [aKeyboard(aButton({ Text: undefined })), 'must have one of Text, BgMedia, Image, BgColor'],
    [aKeyboard(aButton({ TextSize: 'medium' })), 'TextSize: Invalid option'],
    [aKeyboard(aButton({ BgColour: '#ffffff' })), 'Unrecognized key'],
    [{ ...aKeyboard(), InputFieldState: 'gone' }, 'InputFieldState: Invalid option'],
  ]
  for (const [keyboard, words] of inKeyboard) {
    const [status, said] = await refusalOf(send({ min_api_version: 7, keyboard }))
    expect([status, said]).toEqual([3, expect.stringContaining(words)])
  }
  const inCarousel: [object, string][] = [
    [aCarousel(1, { Type: undefined }), 'rich_media.Type: Invalid input'],
    [aCarousel(1, { ButtonsGroupColumns: 7 }), 'ButtonsGroupColumns: Too big'],
    [aCarousel(1, { ButtonsGroupRows: 8 }), 'ButtonsGroupRows: Too big'],
    [aCarousel(1, { ButtonsGroupRows: 1 }), 'Rows: Too big'],
    [aCarousel(1, { Buttons: [aButton({ ActionType: 'share-phone' })] }), 'ActionType: Invalid option'],
    [aCarousel(1, { Buttons: [aButton({ Rows: undefined })] }), 'Rows: Invalid input'],
  ]
  for (const [rich_media, words] of inCarousel) {
    const [status, said] = await refusalOf(send({ min_api_version: 7, type: 'rich_media', rich_media }))
    expect([status, said]).toEqual([3, expect.stringContaining(words)])
  }
})

test('a field that is newer than min_api_version is refused with 14', async () => {
  const { send } = await aChat()
  const cases: [object, number][] = [
    [{ keyboard: aKeyboard(aButton({ ActionType: 'share-phone' })) }, 3],
    [{ keyboard: aKeyboard(aButton({ ActionType: 'location-picker' })) }, 3],
    [{ keyboard: aKeyboard(aButton({ Silent: true })) }, 2],
    [{ keyboard: aKeyboard(aButton({ ActionType: 'none' })) }, 2],
    [{ keyboard: { ...aKeyboard(), InputFieldState: 'hidden' } }, 4],
    [{ keyboard: { ...aKeyboard(), CustomDefaultHeight: 50 } }, 3],
    [{ keyboard: aKeyboard(aButton({ Text: '<font size="20">x</font>' })) }, 4],
    [{ keyboard: aKeyboard(aButton({ Text: '<s>x</s>' })) }, 4],
    [{ keyboard: aKeyboard(aButton({ Frame: { BorderWidth: 1 } })) }, 6],
    [{ type: 'rich_media', rich_media: aCarousel() }, 2],
  ]
  for (const [fields, version] of cases) {
    expect((await refusalOf(send({ ...fields, min_api_version: version - 1 })))[0]).toBe(14)
    expect(await send({ ...fields, min_api_version: version })).toMatchObject({ status: 0 })
  }
})

test('message tokens are numbers of 64 bits, each its own, exact on the wire', async () => {
  const { emulator, olena } = await aChat()
  const message = { receiver: olena.id, sender: { name: 'Крам' }, type: 'text', text: 'x' }
  const raws = await Promise.all(
    [1, 2, 3].map(async () => (await emulator.raw('send_message', message)).text()),
  )
  const tokens = raws.map((raw) => /"message_token":(\d{19})[,}]/.exec(raw)![1]!)
  expect(new Set(tokens).size).toBe(3)
  for (const token of tokens) {
    expect(BigInt(token) > 2n ** 53n && BigInt(token) < 2n ** 63n).toBe(true)
    expect(String(Number(token)) === token).toBe(false)
  }
  const shown = (await olena.chat()).messages.slice(1).map(({ token }) => token)
  expect(shown.toSorted()).toEqual(tokens.toSorted())
})

test('a broadcast reaches every subscriber once, and tells of the rest', async () => {
  const { emulator, webhook, olena } = await aChat()
  const taras = await aPerson(emulator, { name: 'Тарас & Co' })
  const broadcast = (fields: object) =>
    emulator.call('broadcast_message', { sender: { name: 'Крам' }, type: 'text', text: 'x', ...fields })
  const answer = await broadcast({
    broadcast_list: [olena.id, olena.id, taras.id, 'nobody'],
    text: 'Вітаємо, replace_me_with_user_name! replace_me_with_url_encoded_receiver_id',
  })
  expect(answer).toMatchObject({
    status: 0,
    message_token: expect.any(String),
    failed_list: [
      { receiver: taras.id, status: 6, status_message: 'receiverNotSubscribed' },
      { receiver: 'nobody', status: 5 },
    ],
  })
  const { messages } = await olena.chat()
  expect(messages.slice(1)).toMatchObject([
    { token: answer.message_token, text: `Вітаємо, Олена! ${encodeURIComponent(olena.id)}` },
  ])
  await emulator.idle()
  expect(webhook.received.map(({ event }) => [event.event, event.message_token])).toEqual([
    ['delivered', answer.message_token],
  ])
  const many = Array.from({ length: 301 }, () => olena.id)
  expect((await refusalOf(broadcast({ broadcast_list: many })))[0]).toBe(3)
  expect((await refusalOf(broadcast({})))[0]).toBe(4)
})

test('details of a person are given twice in twelve hours, only of subscribers', async () => {
  const { emulator, olena } = await aChat()
  const stranger = await aPerson(emulator, { name: 'Тарас' })
  const details = (id: string) => emulator.call('get_user_details', { id })
  expect(await details(olena.id)).toMatchObject({
    status: 0,
    user: { id: olena.id, name: 'Олена', country: 'UA', language: 'uk', api_version: 10 },
  })
  await details(olena.id)
  expect(await refusalOf(details(olena.id))).toEqual([12, 'tooManyRequests'])
  expect((await refusalOf(details(stranger.id)))[0]).toBe(6)
  await emulator.control('/clock', { advanceMs: 12 * 3_600_000 + 1 })
  expect((await details(olena.id)).status).toBe(0)
})

test('who is online is told of subscribers, of a hundred at most', async () => {
  const { emulator, olena } = await aChat()
  const online = (ids: unknown[]) => emulator.call('get_online', { ids })
  expect((await online([olena.id, 'nobody'])).users).toMatchObject([
    { id: olena.id, online_status: 0, online_status_message: 'online' },
    { id: 'nobody', online_status: 4 },
  ])
  await olena.does('phone', { online: false })
  expect((await online([olena.id])).users).toMatchObject([{ online_status: 1 }])
  expect((await refusalOf(online(Array.from({ length: 101 }, () => olena.id))))[0]).toBe(3)
})

test('ordered faults: the call fails as it was asked to, then all is well', async () => {
  const { emulator, olena, send } = await aChat()
  const fails = (api: object) => emulator.control('/faults', { api })
  const raw = (method = 'send_message') => emulator.raw(method, { receiver: olena.id })
  await fails({ http: 502, times: 2 })
  expect([(await raw()).status, (await raw()).status]).toEqual([502, 502])
  await fails({ http: 429 })
  expect(await (await raw()).json()).toEqual({})
  await fails({ method: 'send_message', empty: true })
  expect((await raw('get_account_info')).headers.get('content-length')).not.toBe('0')
  expect(await (await raw()).text()).toBe('')
  await fails({ receiver: olena.id, status: 12 })
  expect(await refusalOf(send({}))).toEqual([12, 'tooManyRequests'])
  await fails({ cut: true })
  await expect(send({ text: 'обірвано' })).rejects.toThrow('fetch failed')
  expect((await olena.chat()).messages.at(-1)).toMatchObject({ text: 'обірвано' })
  await fails({ hang: true })
  const impatient = fetch(`${emulator.apiUrl}/send_message`, {
    method: 'POST',
    headers: { 'x-viber-auth-token': bot.token },
    signal: AbortSignal.timeout(50),
  })
  await expect(impatient).rejects.toThrow('aborted due to timeout')
  await fails({ status: 3, times: 100 })
  await emulator.forgets('/faults')
  expect((await send({})).status).toBe(0)
  expect(await emulator.control('/refused')).toEqual([])
})

test('what was refused is told with its reason, and the journal has all calls', async () => {
  const { emulator, send } = await aChat()
  const before = (await emulator.control('/calls')).at(-1).n
  await send({ text: '' })
  await send({ text: 'добре' })
  expect(await emulator.control(`/calls?since=${before}`)).toMatchObject([
    { n: before + 1, method: 'send_message', status: 4 },
    { n: before + 2, method: 'send_message', status: 0, params: { text: 'добре' } },
  ])
  expect(await emulator.control('/refused')).toMatchObject([{ status: 4, reason: 'text is empty' }])
})

import { expect, test } from 'vitest'
import { anEmulator, aPng, aStartedPerson, resultOf, token } from './emulator.fixture.ts'

interface Chat {
  messages: { messageId: number; text?: string; caption?: string; photo?: { url: string } }[]
  action: string | null
  commands: { command: string }[]
}

async function aChat() {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const chat = () => emulator.control(`/persons/${chat_id}/chat`) as Promise<Chat>
  const sends = (body: object) => emulator.control(`/persons/${chat_id}/messages`, body)
  return { emulator, chat_id, chat, sends }
}

test('persons are listed, made with an id of their own or a given one, and updated by it', async () => {
  const emulator = await anEmulator()
  const olena = await emulator.control('/persons', { firstName: 'Олена', phone: '+380501112233' })
  expect(olena).toEqual({
    id: expect.any(Number),
    firstName: 'Олена',
    languageCode: 'uk',
    phone: '+380501112233',
  })
  await emulator.control('/persons', { id: 2 ** 52, firstName: 'Тарас', languageCode: 'en' })
  await emulator.control('/persons', { id: 2 ** 52, firstName: 'Тарасик' })
  expect(await emulator.control('/persons')).toMatchObject([
    { firstName: 'Олена' },
    { firstName: 'Тарасик', languageCode: 'en' },
  ])
  expect(await emulator.control('/persons', { firstName: '' })).toHaveProperty('error')
})

test('bots are known from their first call on, and named where there are several', async () => {
  const emulator = await anEmulator({
    sandboxBot: { token, username: 'kram_sandbox_bot', firstName: 'Крам' },
  })
  expect(await emulator.control('/bots')).toEqual([
    { id: 123456, username: 'kram_sandbox_bot', firstName: 'Крам' },
  ])
  await emulator.call('getMe', {}, '99:other')
  const { id } = (await emulator.control('/persons', { firstName: 'Олена' })) as { id: number }
  const send = (bot?: string | number) =>
    emulator.control(`/persons/${id}/messages`, { text: 'x', ...(bot && { bot }) })
  expect(await send()).toHaveProperty('error')
  expect(await send('KRAM_sandbox_bot')).toHaveProperty('messageId')
  expect(await send(99)).toHaveProperty('messageId')
  expect(await send('unknown_bot')).toHaveProperty('error')
  expect(await emulator.control(`/persons/${id}/chat?bot=99`)).toMatchObject({ messages: [{ text: 'x' }] })
})

test('a contact of one’s own carries one’s id, another’s card does not', async () => {
  const { emulator, chat_id, sends } = await aChat()
  const reply_markup = { keyboard: [[{ text: 'Мій номер', request_contact: true }]] }
  const asked = await resultOf(emulator.call('sendMessage', { chat_id, text: 'Номер?', reply_markup }))
  await sends({ contact: { own: true } })
  await sends({ contact: { own: false, phone: '+380990001122', firstName: 'Сусід' } })
  const [own, other] = await resultOf(emulator.call('getUpdates'))
  expect(own.message).toMatchObject({
    contact: { user_id: chat_id, first_name: 'Олена', phone_number: expect.stringMatching(/^\+38067\d{7}$/) },
    reply_to_message: { message_id: asked.message_id },
  })
  expect(other.message.contact).toEqual({ phone_number: '+380990001122', first_name: 'Сусід' })
})

test('a photo of the person reaches the bot, who may download it and send it on', async () => {
  const { emulator, chat_id, chat, sends } = await aChat()
  await sends({ photo: { base64: (await aPng()).toString('base64'), caption: 'чек' } })
  const [{ message }] = await resultOf(emulator.call('getUpdates'))
  expect(message).toMatchObject({ caption: 'чек', photo: expect.any(Array) })
  await resultOf(emulator.call('sendPhoto', { chat_id, photo: message.photo[0].file_id }))
  const shown = (await chat()).messages.at(-1)!
  expect((await fetch(shown.photo!.url)).headers.get('content-type')).toBe('image/png')
})

test('the text of a person gets its command entity and may answer a message', async () => {
  const { emulator, chat_id, sends } = await aChat()
  const { message_id } = await resultOf(emulator.call('sendMessage', { chat_id, text: 'Питання' }))
  await sends({ text: '/cart 1', replyTo: message_id })
  const [{ message }] = await resultOf(emulator.call('getUpdates'))
  expect(message).toMatchObject({
    entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    reply_to_message: { message_id, text: 'Питання' },
  })
  expect(await sends({ text: '  ' })).toHaveProperty('error')
  expect(await sends({ text: 'x', replyTo: 999 })).toHaveProperty('error')
})

test('a chat action shows until the next message', async () => {
  const { emulator, chat_id, chat } = await aChat()
  await resultOf(emulator.call('sendChatAction', { chat_id, action: 'typing' }))
  expect((await chat()).action).toBe('typing')
  await resultOf(emulator.call('sendMessage', { chat_id, text: 'x' }))
  expect((await chat()).action).toBeNull()
})

test('commands: the narrowest scope wins, within it the person’s language', async () => {
  const { emulator, chat_id, chat } = await aChat()
  const set = (command: string, params: object = {}) =>
    resultOf(emulator.call('setMyCommands', { commands: [{ command, description: 'x' }], ...params }))
  const seen = async () => (await chat()).commands.map(({ command }) => command)
  expect(await seen()).toEqual([])
  await set('default')
  await set('english', { language_code: 'en' })
  expect(await seen()).toEqual(['default'])
  await set('ukrainian', { language_code: 'uk' })
  expect(await seen()).toEqual(['ukrainian'])
  await set('private', { scope: { type: 'all_private_chats' } })
  expect(await seen()).toEqual(['private'])
  await set('admin', { scope: { type: 'chat', chat_id } })
  expect(await seen()).toEqual(['admin'])
  await resultOf(emulator.call('deleteMyCommands', { scope: { type: 'chat', chat_id } }))
  expect(await seen()).toEqual(['private'])
  expect(await resultOf(emulator.call('getMyCommands', { language_code: 'uk' }))).toEqual([
    { command: 'ukrainian', description: 'x' },
  ])
})

test('bad commands are refused', async () => {
  const { emulator } = await aChat()
  const words = async (command: object, params: object = {}) =>
    (await emulator.call('setMyCommands', { commands: [command], ...params })).description
  expect(await words({ command: 'Cart', description: 'x' })).toBe('Bad Request: BOT_COMMAND_INVALID')
  expect(await words({ command: '', description: 'x' })).toBe('Bad Request: command must be non-empty')
  expect(await words({ command: 'x'.repeat(33), description: 'x' })).toBe(
    'Bad Request: command length must not exceed 32',
  )
  expect(await words({ command: 'cart', description: '' })).toBe(
    'Bad Request: command description must be non-empty',
  )
  expect(await words({ command: 'cart', description: 'x'.repeat(257) })).toBe(
    'Bad Request: command description length must not exceed 256',
  )
  expect(await words({ command: 'cart' })).toBe('Bad Request: can\'t find field "description"')
  expect(await words({ command: 'cart', description: 'x' }, { language_code: 'ukr' })).toBe(
    'Bad Request: invalid language code specified',
  )
  const ofNobody = {
    commands: [{ command: 'desk', description: 'x' }],
    scope: { type: 'chat', chat_id: 424242 },
  }
  expect((await emulator.call('setMyCommands', ofNobody)).description).toBe('Bad Request: chat not found')
  const commands = Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: 'x' }))
  expect((await emulator.call('setMyCommands', { commands })).description).toBe(
    'Bad Request: BOT_COMMANDS_TOO_MUCH',
  )
})

test('faults: a refusal so many times, then all is well', async () => {
  const { emulator, chat_id } = await aChat()
  const send = (text = 'x') => emulator.call('sendMessage', { chat_id, text })
  await emulator.control('/faults', { method: 'sendMessage', times: 2, status: 429, retryAfter: 3 })
  const refused = {
    error_code: 429,
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  }
  expect([await send(), await send()]).toMatchObject([refused, refused])
  await resultOf(send())
  await emulator.control('/faults', { chatId: chat_id, status: 403 })
  expect(await emulator.call('getMe')).toMatchObject({ ok: true })
  expect(await send()).toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  await emulator.control('/faults', { status: 500 })
  expect(await send()).toMatchObject({ error_code: 500, description: 'Internal Server Error' })
  await emulator.control('/faults', { status: 400, description: 'Bad Request: chat not found' })
  expect(await send()).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' })
  await emulator.control('/faults', { status: 500, times: 100 })
  await fetch(`${emulator.url}/control/faults`, { method: 'DELETE' })
  await resultOf(send())
})

test('faults: a slow call is still performed, a cut one is performed but not answered', async () => {
  const { emulator, chat_id, chat } = await aChat()
  await emulator.control('/faults', { delayMs: 5 })
  await resultOf(emulator.call('sendMessage', { chat_id, text: 'повільно' }))
  await emulator.control('/faults', { method: 'sendMessage', cut: true })
  await expect(emulator.call('sendMessage', { chat_id, text: 'обірвано' })).rejects.toThrow('fetch failed')
  expect((await chat()).messages.slice(-2).map(({ text }) => text)).toEqual(['повільно', 'обірвано'])
})

test('the journal numbers all calls and gives those after a number', async () => {
  const { emulator, chat_id } = await aChat()
  const calls = (since = 0) => emulator.control(`/calls?since=${since}`) as Promise<{ n: number }[]>
  const before = (await calls()).at(-1)!.n
  await emulator.call('sendMessage', { chat_id, text: 'x' })
  await emulator.call('sendMessage', { chat_id, text: '' })
  expect(await calls(before)).toEqual([
    { n: before + 1, bot: 'bot123456_bot', method: 'sendMessage', params: { chat_id, text: 'x' }, ok: true },
    {
      n: before + 2,
      bot: 'bot123456_bot',
      method: 'sendMessage',
      params: { chat_id, text: '' },
      ok: false,
      errorCode: 400,
      description: 'Bad Request: message text is empty',
    },
  ])
})

test('idle: as soon as nothing waits, or the number at the time-out', async () => {
  const { emulator, sends } = await aChat()
  expect(await emulator.control('/idle', { timeoutMs: 1_000 })).toEqual({ pending: 0 })
  await sends({ text: 'x' })
  expect(await emulator.control('/idle', { timeoutMs: 1 })).toEqual({ pending: 1 })
  const waiting = emulator.control('/idle', { timeoutMs: 10_000 })
  const [{ update_id }] = await resultOf(emulator.call('getUpdates'))
  await emulator.call('getUpdates', { offset: update_id + 1 })
  expect(await waiting).toEqual({ pending: 0 })
})

test('events tell a page which chat changed; pages of this machine may read, others not', async () => {
  const { emulator, chat_id } = await aChat()
  const response = await fetch(`${emulator.url}/control/events`, {
    headers: { origin: 'http://127.0.0.1:8080' },
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:8080')
  const { message_id } = await resultOf(emulator.call('sendMessage', { chat_id, text: 'x' }))
  await resultOf(emulator.call('deleteMessage', { chat_id, message_id }))
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
  const common = { personId: chat_id, bot: 'bot123456_bot', messageId: message_id }
  expect(events).toEqual([
    { kind: 'message', ...common },
    { kind: 'delete', ...common },
  ])
  const foreign = await fetch(`${emulator.url}/control/persons`, {
    headers: { origin: 'https://kram.example' },
  })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
})

test('a person who has blocked the bot can neither write nor press', async () => {
  const { emulator, chat_id, chat, sends } = await aChat()
  const { messageId } = (await chat()).messages[0]!
  await emulator.control(`/persons/${chat_id}/block`, {})
  expect(await chat()).toMatchObject({ blocked: true })
  expect(await sends({ text: 'x' })).toHaveProperty('error')
  expect(await emulator.control(`/persons/${chat_id}/presses`, { messageId, data: 'x' })).toHaveProperty(
    'error',
  )
})

import { expect, test } from 'vitest'
import { anEmulator, aStartedPerson, refusalOf, resultOf, token } from './emulator.fixture.ts'

const oldQuery = 'Bad Request: query is too old and response timeout expired or query ID is invalid'

test('a refusal is Telegram JSON with its status', async () => {
  const emulator = await anEmulator()
  const response = await fetch(`${emulator.url}/bot${token}/sendMessage?chat_id=1&text=x`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: chat not found',
  })
})

test('tokens: malformed ones are unauthorized, any well-formed one is a bot of its own', async () => {
  const emulator = await anEmulator()
  for (const wrong of ['123', 'abc:def', '123:', '0123:abc', '123:a b']) {
    const answer = await emulator.call('getMe', {}, encodeURIComponent(wrong))
    expect(answer, wrong).toMatchObject({
      ok: false,
      error_code: 401,
      description: expect.stringMatching(/^Unauthorized/),
    })
  }
  const first = await resultOf(emulator.call('getMe', {}, '11:a'))
  const second = await resultOf(emulator.call('getMe', {}, '22:b'))
  expect([first.id, first.username, second.id]).toEqual([11, 'bot11_bot', 22])
})

test('methods: unknown ones are 404, unsupported ones are checked and then honestly refused', async () => {
  const emulator = await anEmulator()
  expect(await emulator.call('sendPigeon')).toMatchObject({
    error_code: 404,
    description: 'Not Found: method not found',
  })
  expect(await refusalOf(emulator.call('sendPoll', { chat_id: 1 }))).toBe(
    'Bad Request: parameter "question" is required',
  )
  expect(await refusalOf(emulator.call('sendDice', { chat_id: 1 }))).toBe(
    'Bad Request: method is not supported by the emulator',
  )
  expect((await fetch(`${emulator.url}/nowhere`)).status).toBe(404)
})

test('the name of a method may be written in any case', async () => {
  const emulator = await anEmulator()
  expect((await resultOf(emulator.call('GETME'))).id).toBe(123456)
})

test('who may be written to', async () => {
  const emulator = await anEmulator()
  await emulator.call('getMe')
  expect(await refusalOf(emulator.call('sendMessage', { chat_id: 404, text: 'x' }))).toBe(
    'Bad Request: chat not found',
  )
  expect(await refusalOf(emulator.call('sendMessage', { chat_id: '@kram', text: 'x' }))).toBe(
    'Bad Request: chat not found',
  )
  expect(await refusalOf(emulator.call('sendMessage', { text: 'x' }))).toBe('Bad Request: chat_id is empty')
  await emulator.control('/persons', { id: 77, firstName: 'Тарас' })
  expect(await emulator.call('sendMessage', { chat_id: 77, text: 'x' })).toMatchObject({
    error_code: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  })
  await emulator.control('/persons/77/messages', { text: '/start' })
  await resultOf(emulator.call('sendMessage', { chat_id: '77', text: 'x' }))
  await emulator.control('/persons/77/block', {})
  expect(await emulator.call('sendMessage', { chat_id: 77, text: 'x' })).toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  await emulator.control('/persons/77/unblock', {})
  await resultOf(emulator.call('sendMessage', { chat_id: 77, text: 'x' }))
})

const badCalls: [method: string, params: object, words: string][] = [
  ['sendMessage', {}, 'message text is empty'],
  ['sendMessage', { text: 'я'.repeat(4097) }, 'message is too long'],
  [
    'sendMessage',
    { text: '12345<x>', parse_mode: 'HTML' },
    'can\'t parse entities: Unsupported start tag "x" at byte offset 5',
  ],
  ['sendMessage', { text: 'x', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
  ['sendMessage', { text: { a: 1 } }, 'field "text" must be of type String'],
  [
    'sendMessage',
    { text: 'x', disable_notification: 'maybe' },
    'field "disable_notification" must be of type Boolean',
  ],
  ['sendMessage', { text: 'x', entities: '[' }, "can't parse entities JSON object"],
  ['sendMessage', { text: 'x', entities: [{ type: 'bold' }] }, 'can\'t find field "offset"'],
  ['sendMessage', { text: 'x', reply_parameters: { message_id: 999 } }, 'message to be replied not found'],
  ['sendPhoto', {}, 'there is no photo in the request'],
  ['sendDocument', {}, 'there is no document in the request'],
  ['sendContact', { phone_number: '+380670000000' }, 'parameter "first_name" is required'],
  ['sendLocation', { latitude: 95, longitude: 30 }, 'wrong location specified'],
  ['sendLocation', { latitude: 'north', longitude: 30 }, 'field "latitude" must be of type Number'],
  ['sendMediaGroup', { media: [] }, 'there are no messages to send'],
  ['sendMediaGroup', { media: '[{' }, "can't parse media JSON object"],
  ['editMessageText', { message_id: 999, text: 'x' }, 'message to edit not found'],
  ['editMessageText', { message_id: 999, text: '' }, 'message text is empty'],
  ['editMessageCaption', { message_id: 999 }, 'message to edit not found'],
  ['editMessageReplyMarkup', { message_id: 999 }, 'message to edit not found'],
  ['editMessageMedia', { message_id: 999 }, 'parameter "media" is required'],
  ['deleteMessage', { message_id: 999 }, 'message to delete not found'],
  ['deleteMessage', {}, 'message identifier is not specified'],
  ['deleteMessages', { message_ids: [] }, 'message identifiers are not specified'],
  [
    'deleteMessages',
    { message_ids: Array.from({ length: 101 }, (_, i) => i + 1) },
    'too many message identifiers specified',
  ],
  ['copyMessage', { message_id: 1 }, 'parameter "from_chat_id" is required'],
  ['sendChatAction', { action: 'dancing' }, 'wrong parameter action in request'],
  ['getChatMember', { user_id: 5 }, 'member not found'],
  ['getFile', { file_id: 'AgACnonsense' }, 'invalid file_id'],
]
test('every bad call is refused in Telegram words', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  for (const [method, params, words] of badCalls) {
    const refusal = await refusalOf(emulator.call(method, { chat_id, ...params }))
    expect(refusal, `${method} ${JSON.stringify(params).slice(0, 80)}`).toBe(`Bad Request: ${words}`)
  }
})

test('a body that is no JSON object is refused', async () => {
  const emulator = await anEmulator()
  const response = await fetch(`${emulator.url}/bot${token}/getMe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"chat_id":',
  })
  expect(((await response.json()) as { description: string }).description).toBe(
    "Bad Request: can't parse JSON object of the request",
  )
})

test('a callback query without an id, or with an invented one, is too old', async () => {
  const emulator = await anEmulator()
  expect(await refusalOf(emulator.call('answerCallbackQuery', {}))).toBe(oldQuery)
  expect(await refusalOf(emulator.call('answerCallbackQuery', { callback_query_id: '1' }))).toBe(oldQuery)
})

test('unknown parameters are accepted, and named in the journal', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const keyboard = { inline_keyboard: [[{ text: 'a', callback_data: 'b', colour: 'red' }]] }
  await resultOf(emulator.call('sendMessage', { chat_id, text: 'x', txt: 'y', reply_markup: keyboard }))
  const calls = (await emulator.control('/calls')) as { method: string; unknownParams?: string[] }[]
  expect(calls.at(-1)).toMatchObject({
    method: 'sendMessage',
    ok: true,
    unknownParams: ['txt', 'reply_markup.inline_keyboard[0][0].colour'],
  })
})

test('parameters may come by query, form or multipart, with objects as JSON text', async () => {
  const emulator = await anEmulator()
  const chat_id = String(await aStartedPerson(emulator))
  const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] })
  const fields = { chat_id, text: 'x', disable_notification: 'true', reply_markup }
  const root = `${emulator.url}/bot${token}/sendMessage`
  const answers = [
    await fetch(`${root}?${new URLSearchParams(fields)}`),
    await fetch(root, { method: 'POST', body: new URLSearchParams(fields) }),
  ]
  for (const answer of answers) {
    expect(await answer.json()).toMatchObject({
      ok: true,
      result: { reply_markup: JSON.parse(reply_markup) },
    })
  }
  await resultOf(emulator.callWithFiles('sendMessage', fields))
})

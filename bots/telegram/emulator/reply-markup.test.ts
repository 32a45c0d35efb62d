import { expect, test } from 'vitest'
import { anEmulator, aStartedPerson, refusalOf, resultOf } from './emulator.fixture.ts'
import { checkReplyMarkup } from './reply-markup.ts'

const inline = (...buttons: unknown[]) => ({ inline_keyboard: buttons.map((button) => [button]) })
const words = (markup: unknown): string => {
  try {
    checkReplyMarkup(markup)
  } catch (error) {
    return (error as Error).message.replace('Bad Request: ', '')
  }
  return 'accepted'
}
const cannotParse = "can't parse inline keyboard button: "

const cases: [what: string, markup: unknown, expected: string][] = [
  ['64 bytes of data', inline({ text: 'a', callback_data: 'я'.repeat(32) }), 'accepted'],
  ['65 bytes of data', inline({ text: 'a', callback_data: `${'я'.repeat(32)}x` }), 'BUTTON_DATA_INVALID'],
  [
    'empty data',
    inline({ text: 'a', callback_data: '' }),
    `${cannotParse}Text buttons are unallowed in the inline keyboard`,
  ],
  ['no action', inline({ text: 'a' }), `${cannotParse}Text buttons are unallowed in the inline keyboard`],
  [
    'two actions',
    inline({ text: 'a', callback_data: 'b', url: 'https://kram.ua' }),
    `${cannotParse}exactly one action expected, found url and callback_data`,
  ],
  ['no text', inline({ callback_data: 'b' }), `${cannotParse}Can't find field "text"`],
  ['empty text', inline({ text: '', callback_data: 'b' }), 'inline keyboard button text must be non-empty'],
  [
    'a number for text',
    inline({ text: 1, callback_data: 'b' }),
    `${cannotParse}Field "text" must be of type String`,
  ],
  ['a word for a button', inline('a'), `${cannotParse}InlineKeyboardButton must be an Object`],
  [
    'rows that are none',
    { inline_keyboard: [{ text: 'a' }] },
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  ],
  ['a disabled button', inline({ text: 'a', disabled: {} }), 'accepted'],
  ['a red button', inline({ text: 'a', callback_data: 'b', style: 'danger' }), 'accepted'],
  [
    'a pink button',
    inline({ text: 'a', callback_data: 'b', style: 'pink' }),
    `${cannotParse}invalid button style specified`,
  ],
  ['a pay button outside of an invoice', inline({ text: 'a', pay: true }), 'BUTTON_TYPE_INVALID'],
  ['a good link', inline({ text: 'a', url: 'https://kram.ua/?a=b' }), 'accepted'],
  ['a loopback address', inline({ text: 'a', url: 'http://127.0.0.1:3000/pay' }), 'accepted'],
  ['a tg link', inline({ text: 'a', url: 'tg://user?id=5' }), 'accepted'],
  [
    'localhost',
    inline({ text: 'a', url: 'http://localhost:3000/' }),
    "inline keyboard button URL 'http://localhost:3000/' is invalid: Wrong HTTP URL",
  ],
  [
    'another scheme',
    inline({ text: 'a', url: 'ftp://kram.ua' }),
    "inline keyboard button URL 'ftp://kram.ua' is invalid: Unsupported URL protocol",
  ],
  ['a broken link', inline({ text: 'a', url: 'https://kram.ua:99999/' }), 'BUTTON_URL_INVALID'],
  [
    'a Web App without TLS',
    inline({ text: 'a', web_app: { url: 'http://kram.ua' } }),
    "inline keyboard button Web App URL 'http://kram.ua' is invalid: Only HTTPS links are allowed",
  ],
  [
    'a long copied text',
    inline({ text: 'a', copy_text: { text: 'x'.repeat(257) } }),
    'BUTTON_COPY_TEXT_INVALID',
  ],
  [
    '100 buttons',
    inline(...Array.from({ length: 100 }, () => ({ text: 'a', callback_data: 'b' }))),
    'accepted',
  ],
  [
    '101 buttons',
    inline(...Array.from({ length: 101 }, () => ({ text: 'a', callback_data: 'b' }))),
    'reply markup is too long',
  ],
  [
    'more than 10 KB',
    inline(...Array.from({ length: 90 }, () => ({ text: 'x'.repeat(100), callback_data: 'b' }))),
    'reply markup is too long',
  ],
  ['no object', '[]', 'object expected as reply markup'],
  ['no JSON', '{', "can't parse reply keyboard markup JSON object"],
  ['a keyboard of words', { keyboard: [['a', { text: 'b', request_contact: true }]] }, 'accepted'],
  ['a key without text', { keyboard: [[{}]] }, 'can\'t parse keyboard button: Can\'t find field "text"'],
  ['an empty key', { keyboard: [['']] }, 'keyboard button text must be non-empty'],
  [
    'a key of numbers',
    { keyboard: [[1]] },
    "can't parse keyboard button: KeyboardButton must be a String or an Object",
  ],
  ['keys without rows', { keyboard: ['a'] }, 'field "keyboard" must be an Array of Arrays'],
]
test.each(cases)('reply_markup: %s', (_what, markup, expected) => {
  expect(words(markup)).toBe(expected)
})

test('the refusals reach the bot, and nothing is sent', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const reply_markup = inline({ text: 'a', callback_data: 'x'.repeat(65) })
  expect(await refusalOf(emulator.call('sendMessage', { chat_id, text: 'x', reply_markup }))).toBe(
    'Bad Request: BUTTON_DATA_INVALID',
  )
  expect(await emulator.control(`/persons/${chat_id}/chat`)).toMatchObject({ messages: [{ text: '/start' }] })
})

test('a reply keyboard is shown, hides after use when it is for one time, and is removed on demand', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const keyboard = async () =>
    ((await emulator.control(`/persons/${chat_id}/chat`)) as { replyKeyboard: unknown }).replyKeyboard
  const shown = { keyboard: [['Так', 'Ні']], one_time_keyboard: true, resize_keyboard: true }
  await resultOf(emulator.call('sendMessage', { chat_id, text: 'Беремо?', reply_markup: shown }))
  expect(await keyboard()).toMatchObject({
    keyboard: [[{ text: 'Так' }, { text: 'Ні' }]],
    oneTime: true,
    resize: true,
    persistent: false,
  })
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'щось інше' })
  expect(await keyboard()).not.toBeNull()
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'Так' })
  expect(await keyboard()).toBeNull()

  await resultOf(emulator.call('sendMessage', { chat_id, text: 'x', reply_markup: { keyboard: [['a']] } }))
  await resultOf(
    emulator.call('sendMessage', {
      chat_id,
      text: 'x',
      reply_markup: inline({ text: 'b', callback_data: 'c' }),
    }),
  )
  expect(await keyboard()).not.toBeNull()
  await resultOf(
    emulator.call('sendMessage', { chat_id, text: 'x', reply_markup: { remove_keyboard: true } }),
  )
  expect(await keyboard()).toBeNull()
})

test('force_reply: the next word of the person answers that message', async () => {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const { message_id } = await resultOf(
    emulator.call('sendMessage', { chat_id, text: 'Адреса?', reply_markup: { force_reply: true } }),
  )
  expect(await emulator.control(`/persons/${chat_id}/chat`)).toMatchObject({
    forceReply: { messageId: message_id },
  })
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'Київ' })
  const [update] = await resultOf(emulator.call('getUpdates'))
  expect(update.message).toMatchObject({ text: 'Київ', reply_to_message: { message_id, text: 'Адреса?' } })
  expect(await emulator.control(`/persons/${chat_id}/chat`)).toMatchObject({ forceReply: null })
})

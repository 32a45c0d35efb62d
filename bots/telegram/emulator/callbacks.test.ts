import { expect, test } from 'vitest'
import { anEmulator, aStartedPerson, manualTiming, refusalOf, resultOf } from './emulator.fixture.ts'

const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid'

async function aPressedButton() {
  const timing = manualTiming()
  const emulator = await anEmulator({ timing })
  const chat_id = await aStartedPerson(emulator)
  const reply_markup = { inline_keyboard: [[{ text: 'Так', callback_data: 'yes' }]] }
  const { message_id } = await resultOf(
    emulator.call('sendMessage', { chat_id, text: 'Беремо?', reply_markup }),
  )
  const press = (data = 'yes', messageId = message_id) =>
    emulator.control(`/persons/${chat_id}/presses`, { messageId, data }) as Promise<{
      callbackId: string
      error?: string
    }>
  return { timing, emulator, chat_id, message_id, press }
}

test('a press reaches the bot as a callback query with the whole message', async () => {
  const { emulator, chat_id, message_id, press } = await aPressedButton()
  const { callbackId } = await press()
  const [update] = await resultOf(emulator.call('getUpdates'))
  expect(update.callback_query).toMatchObject({
    id: callbackId,
    data: 'yes',
    from: { id: chat_id, is_bot: false, first_name: 'Олена', language_code: 'uk' },
    message: { message_id, text: 'Беремо?', reply_markup: { inline_keyboard: [[{ text: 'Так' }]] } },
  })
})

test('any data may be sent, as a forged client can; the message must exist', async () => {
  const { emulator, press } = await aPressedButton()
  await press('drop table orders')
  const [update] = await resultOf(emulator.call('getUpdates'))
  expect(update.callback_query.data).toBe('drop table orders')
  expect((await press('yes', 999)).error).toBe('there is no such message in this chat')
})

test('an answer shows on the phone; the first one counts', async () => {
  const { emulator, press } = await aPressedButton()
  const { callbackId } = await press()
  const shown = () => emulator.control(`/presses/${callbackId}`)
  expect(await shown()).toEqual({ answered: false })
  const answer = { callback_query_id: callbackId, text: 'Додано', show_alert: true }
  await resultOf(emulator.call('answerCallbackQuery', answer))
  await resultOf(emulator.call('answerCallbackQuery', { callback_query_id: callbackId, text: 'Ще раз' }))
  expect(await shown()).toEqual({ answered: true, text: 'Додано', showAlert: true })
})

test('after 15 seconds a query is too old, also for another bot', async () => {
  const { timing, emulator, press } = await aPressedButton()
  const { callbackId } = await press()
  timing.advance(15_000)
  expect(
    await refusalOf(emulator.call('answerCallbackQuery', { callback_query_id: callbackId }, '99:other')),
  ).toBe(tooOld)
  await resultOf(emulator.call('answerCallbackQuery', { callback_query_id: callbackId }))
  const late = await press()
  timing.advance(15_001)
  expect(await refusalOf(emulator.call('answerCallbackQuery', { callback_query_id: late.callbackId }))).toBe(
    tooOld,
  )
})

test('an answer has at most 200 characters and no foreign link', async () => {
  const { emulator, press } = await aPressedButton()
  const { callbackId: callback_query_id } = await press()
  const call = (params: object) => emulator.call('answerCallbackQuery', { callback_query_id, ...params })
  expect(await refusalOf(call({ text: 'я'.repeat(201) }))).toBe('Bad Request: MESSAGE_TOO_LONG')
  expect(await refusalOf(call({ url: 'https://kram.ua' }))).toBe('Bad Request: URL_INVALID')
  await resultOf(call({ text: 'я'.repeat(200), url: 'https://t.me/kram_bot?start=x' }))
})

test('an undelivered press is forgotten after 150 seconds, a message after 24 hours', async () => {
  const { timing, emulator, chat_id, press } = await aPressedButton()
  await press()
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'є хто?' })
  timing.advance(151_000)
  const waiting = await resultOf(emulator.call('getUpdates'))
  expect(waiting.map((update: object) => Object.keys(update)[1])).toEqual(['message'])
  timing.advance(24 * 3600 * 1000)
  expect(await resultOf(emulator.call('getUpdates'))).toEqual([])
})

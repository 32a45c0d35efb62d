import { expect, test } from 'vitest'
import {
  anEmulator,
  aPng,
  aStartedPerson,
  blobOf,
  manualTiming,
  refusalOf,
  resultOf,
} from './emulator.fixture.ts'

const notModified =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const button = (text: string) => ({ inline_keyboard: [[{ text, callback_data: 'x' }]] })

async function aChat() {
  const emulator = await anEmulator()
  const chat_id = await aStartedPerson(emulator)
  const send = async (params: object) =>
    (await resultOf(emulator.call('sendMessage', { chat_id, ...params }))).message_id as number
  const messages = async () =>
    ((await emulator.control(`/persons/${chat_id}/chat`)) as { messages: Record<string, unknown>[] }).messages
  const sendPhoto = async (caption: string) => {
    const fields = { chat_id: String(chat_id), caption, photo: blobOf(await aPng()) }
    return resultOf(emulator.callWithFiles('sendPhoto', fields))
  }
  return { emulator, chat_id, send, sendPhoto, messages }
}

test('an edit gives new text and keyboard; without reply_markup the keyboard goes', async () => {
  const { emulator, chat_id, send, messages } = await aChat()
  const message_id = await send({ text: 'a', reply_markup: button('1') })
  const edited = await resultOf(
    emulator.call('editMessageText', {
      chat_id,
      message_id,
      text: '<b>b</b>',
      parse_mode: 'HTML',
      reply_markup: button('2'),
    }),
  )
  expect(edited).toMatchObject({
    message_id,
    text: 'b',
    edit_date: expect.any(Number),
    reply_markup: button('2'),
  })
  await resultOf(emulator.call('editMessageText', { chat_id, message_id, text: 'b' }))
  expect((await messages()).at(-1)).not.toHaveProperty('inlineKeyboard')
})

test('the same content with the same keyboard is not modified', async () => {
  const { emulator, chat_id, send, sendPhoto } = await aChat()
  const message_id = await send({ text: '<b>a</b>', parse_mode: 'HTML', reply_markup: button('1') })
  const same = {
    chat_id,
    message_id,
    text: '<strong>a</strong>',
    parse_mode: 'HTML',
    reply_markup: button('1'),
  }
  expect(await refusalOf(emulator.call('editMessageText', same))).toBe(notModified)
  expect(
    await refusalOf(
      emulator.call('editMessageReplyMarkup', { chat_id, message_id, reply_markup: button('1') }),
    ),
  ).toBe(notModified)
  await resultOf(emulator.call('editMessageText', { ...same, text: 'a' }))

  const photo = await sendPhoto('c')
  const media = { type: 'photo', media: photo.photo.at(-1).file_id, caption: 'c' }
  const unchanged = emulator.call('editMessageMedia', { chat_id, message_id: photo.message_id, media })
  expect(await refusalOf(unchanged)).toBe(notModified)
})

test('a keyboard can be changed and taken away alone', async () => {
  const { emulator, chat_id, send } = await aChat()
  const message_id = await send({ text: 'a', reply_markup: button('1') })
  const changed = await resultOf(
    emulator.call('editMessageReplyMarkup', { chat_id, message_id, reply_markup: button('2') }),
  )
  expect(changed).toMatchObject({ text: 'a', reply_markup: button('2') })
  expect(await resultOf(emulator.call('editMessageReplyMarkup', { chat_id, message_id }))).not.toHaveProperty(
    'reply_markup',
  )
})

test('media may come into a text message; a text cannot replace media', async () => {
  const { emulator, chat_id, send, sendPhoto, messages } = await aChat()
  const message_id = await send({ text: 'a' })
  const { photo } = await sendPhoto('перше')
  const media = { type: 'photo', media: photo.at(-1).file_id, caption: 'b' }
  await resultOf(emulator.call('editMessageMedia', { chat_id, message_id, media }))
  expect((await messages()).find((message) => message.messageId === message_id)).toMatchObject({
    caption: 'b',
    photo: { width: 400, height: 300 },
  })
  expect(await refusalOf(emulator.call('editMessageText', { chat_id, message_id, text: 'x' }))).toBe(
    'Bad Request: there is no text in the message to edit',
  )
  const recaptioned = await resultOf(
    emulator.call('editMessageCaption', { chat_id, message_id, caption: 'c' }),
  )
  expect(recaptioned).toMatchObject({ caption: 'c', photo: expect.any(Array) })
  expect(await resultOf(emulator.call('editMessageCaption', { chat_id, message_id }))).not.toHaveProperty(
    'caption',
  )
})

test('new media without caption has none', async () => {
  const { emulator, chat_id, sendPhoto } = await aChat()
  const { message_id } = await sendPhoto('старий підпис')
  const { photo } = await resultOf(
    emulator.callWithFiles('editMessageMedia', {
      chat_id: String(chat_id),
      message_id: String(message_id),
      media: JSON.stringify({ type: 'photo', media: 'attach://next' }),
      next: blobOf(await aPng(200, 200, 'blue')),
    }),
  )
  expect(photo.at(-1)).toMatchObject({ width: 200, height: 200 })
})

test('what cannot be edited says so', async () => {
  const { emulator, chat_id, send } = await aChat()
  const personal = (await emulator.control(`/persons/${chat_id}/messages`, { text: 'моє' })) as {
    messageId: number
  }
  const withKeyboard = await send({ text: 'a', reply_markup: { keyboard: [['b']] } })
  const removing = await send({ text: 'a', reply_markup: { remove_keyboard: true } })
  for (const message_id of [personal.messageId, withKeyboard, removing]) {
    expect(await refusalOf(emulator.call('editMessageText', { chat_id, message_id, text: 'x' }))).toBe(
      "Bad Request: message can't be edited",
    )
  }
  const message_id = await send({ text: 'a' })
  expect(await refusalOf(emulator.call('editMessageCaption', { chat_id, message_id, caption: 'x' }))).toBe(
    'Bad Request: there is no caption in the message to edit',
  )
  const keyboard = { keyboard: [['b']] }
  expect(
    await refusalOf(
      emulator.call('editMessageText', { chat_id, message_id, text: 'x', reply_markup: keyboard }),
    ),
  ).toBe('Bad Request: inline keyboard expected')
  const contact = await resultOf(
    emulator.call('sendContact', { chat_id, phone_number: '+380671112233', first_name: 'К' }),
  )
  const media = { type: 'photo', media: 'AgACx' }
  expect(
    await refusalOf(emulator.call('editMessageMedia', { chat_id, message_id: contact.message_id, media })),
  ).toBe("Bad Request: message media can't be edited")
  await resultOf(emulator.call('deleteMessage', { chat_id, message_id }))
  expect(await refusalOf(emulator.call('editMessageText', { chat_id, message_id, text: 'x' }))).toBe(
    'Bad Request: message to edit not found',
  )
})

test('messages are deleted one by one and in bulk; missing ones are skipped in bulk', async () => {
  const { emulator, chat_id, send, messages } = await aChat()
  const ids = [await send({ text: '1' }), await send({ text: '2' }), await send({ text: '3' })]
  expect(await resultOf(emulator.call('deleteMessage', { chat_id, message_id: ids[0] }))).toBe(true)
  expect(await resultOf(emulator.call('deleteMessages', { chat_id, message_ids: [...ids, 999] }))).toBe(true)
  expect((await messages()).map(({ text }) => text)).toEqual(['/start'])
})

test('deleting the message of a reply keyboard hides the keyboard', async () => {
  const { emulator, chat_id, send } = await aChat()
  const message_id = await send({ text: 'a', reply_markup: { keyboard: [['b']] } })
  await resultOf(emulator.call('deleteMessage', { chat_id, message_id }))
  expect(await emulator.control(`/persons/${chat_id}/chat`)).toMatchObject({ replyKeyboard: null })
})

test('after 48 hours a message can be edited but not deleted', async () => {
  const timing = manualTiming()
  const emulator = await anEmulator({ timing })
  const chat_id = await aStartedPerson(emulator)
  const { message_id } = await resultOf(emulator.call('sendMessage', { chat_id, text: 'a' }))
  timing.advance(48 * 3600 * 1000)
  expect(await refusalOf(emulator.call('deleteMessage', { chat_id, message_id }))).toBe(
    "Bad Request: message can't be deleted for everyone",
  )
  await resultOf(emulator.call('editMessageText', { chat_id, message_id, text: 'b' }))
})

test('copies carry no author and may get another caption; forwards tell where they come from', async () => {
  const { emulator, chat_id, sendPhoto, send, messages } = await aChat()
  const { message_id } = await sendPhoto('c')
  const source = { chat_id, from_chat_id: chat_id, message_id }
  expect(await resultOf(emulator.call('copyMessage', source))).toEqual({ message_id: expect.any(Number) })
  expect((await messages()).at(-1)).toMatchObject({ caption: 'c', photo: { width: 400 } })
  await resultOf(emulator.call('copyMessage', { ...source, caption: '' }))
  expect((await messages()).at(-1)).not.toHaveProperty('caption')
  const forwarded = await resultOf(emulator.call('forwardMessage', source))
  expect(forwarded).toMatchObject({
    caption: 'c',
    forward_origin: { type: 'user', sender_user: { is_bot: true } },
  })
  expect(
    await refusalOf(emulator.call('editMessageCaption', { chat_id, message_id: forwarded.message_id })),
  ).toBe("Bad Request: message can't be edited")
  expect(await refusalOf(emulator.call('copyMessage', { ...source, message_id: 999 }))).toBe(
    'Bad Request: message to copy not found',
  )
  expect(await refusalOf(emulator.call('forwardMessage', { ...source, message_id: 999 }))).toBe(
    'Bad Request: message to forward not found',
  )
  const hidden = await send({ text: 's', protect_content: true })
  expect(await refusalOf(emulator.call('forwardMessage', { ...source, message_id: hidden }))).toBe(
    "Bad Request: message has protected content and can't be forwarded",
  )
})

import { describe, expect, it } from 'vitest'
import {
  anEmulator,
  aPng,
  aStartedPerson,
  blobOf,
  manualTiming,
  refusalOf,
  resultOf,
} from './emulator.fixture.ts'

const article = (id: string, more: object = {}) => ({
  type: 'article',
  id,
  title: 'Кросівки',
  input_message_content: { message_text: '<b>Кросівки</b>', parse_mode: 'HTML' },
  ...more,
})

/** Somebody who types, a bot that hears it, and the two brought together. */
const aTyping = async (options: Parameters<typeof anEmulator>[0] = {}) => {
  const emulator = await anEmulator(options)
  const person = await aStartedPerson(emulator)
  // biome-ignore lint/suspicious/noExplicitAny: the answer of the control side
  const types = (query: string, more: object = {}): Promise<any> =>
    emulator.control(`/persons/${person}/inline`, { query, timeoutMs: 2_000, ...more }) as Promise<unknown>
  let offset = 0
  /** The next update, taken; undefined when there is none. */
  const hears = async () => {
    const [update] = await resultOf(emulator.call('getUpdates', { offset }))
    if (update) offset = update.update_id + 1
    return update
  }
  return { emulator, person, types, hears }
}

describe('what is typed after the bot’s name', () => {
  it('is heard by the bot, and its answer is what the phone lists', async () => {
    const { emulator, person, types, hears } = await aTyping()
    const typed = types('крос', { offset: '20' })
    const { inline_query: query } = await hears()
    expect(query).toMatchObject({ query: 'крос', offset: '20', chat_type: 'sender', from: { id: person } })
    const results = [article('a', { description: '1 360 ₴' }), article('b')]
    const button = { text: 'До каталогу', start_parameter: 'catalog' }
    await resultOf(
      emulator.call('answerInlineQuery', { inline_query_id: query.id, results, next_offset: '40', button }),
    )
    expect(await typed).toMatchObject({
      answered: true,
      nextOffset: '40',
      results: [{ id: 'a', title: 'Кросівки', description: '1 360 ₴' }, { id: 'b' }],
      button: { text: 'До каталогу', startParameter: 'catalog' },
    })
  })

  it('that nobody answers ends without an answer, and one that is late is refused', async () => {
    const timing = manualTiming()
    const { emulator, types, hears } = await aTyping({ timing })
    expect(await types('крос', { timeoutMs: 20 })).toMatchObject({ answered: false })
    const { inline_query: query } = await hears()
    timing.advance(15_001)
    expect(
      await refusalOf(emulator.call('answerInlineQuery', { inline_query_id: query.id, results: [] })),
    ).toContain('query is too old')
  })

  it('is not asked again while the answer may be kept: by nobody, or by the same person where it is personal', async () => {
    const timing = manualTiming()
    const { emulator, types, hears } = await aTyping({ timing })
    const other = await aStartedPerson(emulator, 'Тарас')
    const othersTyped = (query: string) =>
      emulator.control(`/persons/${other}/inline`, { query, timeoutMs: 20 }) as Promise<unknown>
    const answers = async (query: string, how: object) => {
      const typed = types(query)
      const { inline_query } = await hears()
      const results = [article('a')]
      await resultOf(
        emulator.call('answerInlineQuery', { inline_query_id: inline_query.id, results, ...how }),
      )
      await typed
    }
    await answers('для всіх', { cache_time: 60 })
    await answers('для мене', { cache_time: 60, is_personal: true })
    expect(await types('для всіх')).toMatchObject({ answered: true })
    expect(await othersTyped('для всіх')).toMatchObject({ answered: true })
    expect(await types('для мене')).toMatchObject({ answered: true })
    expect(await othersTyped('для мене')).toMatchObject({ answered: false })
    timing.advance(60_001)
    expect(await types('для всіх', { timeoutMs: 20 })).toMatchObject({ answered: false })
  })

  it('may be 256 signs long', async () => {
    const { types } = await aTyping()
    expect(await types('я'.repeat(257))).toMatchObject({ error: expect.stringContaining('too long') })
  })
})

describe('an answer that Telegram would refuse', () => {
  it.each<[string, object, string]>([
    [
      'more than fifty results',
      { results: Array.from({ length: 51 }, (_, i) => article(`${i}`)) },
      'RESULTS_TOO_MUCH',
    ],
    ['an id of 65 bytes', { results: [article(`${'я'.repeat(32)}x`)] }, 'RESULT_ID_INVALID'],
    ['one id twice', { results: [article('a'), article('a')] }, 'RESULT_ID_DUPLICATE'],
    ['a long offset', { results: [], next_offset: 'x'.repeat(65) }, 'NEXT_OFFSET_INVALID'],
    ['an article without a title', { results: [{ ...article('a'), title: undefined }] }, 'title'],
    [
      'an article without words',
      { results: [{ type: 'article', id: 'a', title: 'A' }] },
      'input_message_content',
    ],
    [
      'words that are too long',
      { results: [article('a', { input_message_content: { message_text: 'я'.repeat(4097) } })] },
      'message is too long',
    ],
    [
      'a photo that nobody sent',
      { results: [{ type: 'photo', id: 'a', photo_file_id: 'nothing' }] },
      'wrong file identifier',
    ],
    [
      'a button that cannot be',
      { results: [article('a', { reply_markup: { inline_keyboard: [[{ text: 'x' }]] } })] },
      'Text buttons are unallowed',
    ],
    [
      'a start that no link carries',
      { results: [], button: { text: 'x', start_parameter: 'а б' } },
      'START_PARAM_INVALID',
    ],
    ['a query that never was', { results: [], inline_query_id: '1' }, 'query ID is invalid'],
  ])('%s', async (_, answer, words) => {
    const { emulator, types, hears } = await aTyping()
    void types('крос', { timeoutMs: 0 })
    const { inline_query: query } = await hears()
    expect(
      await refusalOf(emulator.call('answerInlineQuery', { inline_query_id: query.id, ...answer })),
    ).toContain(words)
  })
})

describe('a result that is picked', () => {
  it('goes into the chat as the person’s message by way of the bot, with its photo, words and button', async () => {
    const { emulator, person, types, hears } = await aTyping()
    const sent = await emulator.callWithFiles('sendPhoto', {
      chat_id: String(person),
      photo: blobOf(await aPng()),
    })
    const photo_file_id = sent.result.photo.at(-1).file_id
    const typed = types('крос')
    const { inline_query: query } = await hears()
    const reply_markup = { inline_keyboard: [[{ text: 'Відкрити', url: 'https://t.me/bot?start=p_1' }]] }
    const result = { type: 'photo', id: 'a', photo_file_id, caption: 'Кросівки', reply_markup }
    await resultOf(emulator.call('answerInlineQuery', { inline_query_id: query.id, results: [result] }))
    const { queryId } = await typed
    await emulator.control(`/persons/${person}/inline-results`, { queryId, resultId: 'a' })
    const { message } = await hears()
    expect(message).toMatchObject({
      from: { id: person },
      via_bot: { is_bot: true },
      caption: 'Кросівки',
      photo: sent.result.photo,
      reply_markup,
    })
    const { messages } = (await emulator.control(`/persons/${person}/chat`)) as {
      messages: { viaBot?: boolean; inlineKeyboard?: unknown }[]
    }
    expect(messages.at(-1)).toMatchObject({ viaBot: true, inlineKeyboard: reply_markup.inline_keyboard })
  })
})

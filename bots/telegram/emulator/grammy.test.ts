import {
  Api,
  Bot,
  GrammyError,
  InlineKeyboard,
  InlineQueryResultBuilder,
  InputFile,
  InputMediaBuilder,
  Keyboard,
} from 'grammy'
import { expect, onTestFinished, test } from 'vitest'
import { TelegramPerson } from '../../../tests/harness/telegram-person.ts'
import { allMethods } from './bot-api-schema.ts'
import { anEmulator, aPng, token } from './emulator.fixture.ts'
import { methods } from './methods/index.ts'

const idle = { timeoutMs: 5_000 }

async function aBot() {
  const emulator = await anEmulator()
  const bot = new Bot(token, { client: { apiRoot: emulator.url } })
  await bot.init()
  const olena = await TelegramPerson.join(emulator.url, { firstName: 'Олена', phone: '+380671234567' })
  const polls = () => {
    void bot.start({ drop_pending_updates: false })
    onTestFinished(() => bot.stop())
  }
  const settles = () => emulator.control('/idle', idle)
  return { emulator, bot, olena, polls, settles }
}

test('a small shop by long polling: texts, buttons, photos, a shared contact', async () => {
  const { bot, olena, polls, settles } = await aBot()
  const picture = new InputFile(await aPng())
  bot.command('start', async (ctx) => {
    await ctx.reply('<b>Вітаємо</b> у крамниці', {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Каталог', 'catalog').row().url('Сайт', 'https://kram.ua'),
    })
  })
  bot.callbackQuery('catalog', async (ctx) => {
    await ctx.answerCallbackQuery('Гортаємо')
    await ctx.editMessageMedia(InputMediaBuilder.photo(picture, { caption: 'Їжак, 100 грн' }), {
      reply_markup: new InlineKeyboard().text('До кошика', 'add:1'),
    })
  })
  bot.callbackQuery('add:1', async (ctx) => {
    await ctx.answerCallbackQuery()
    const reply_markup = new Keyboard().requestContact('Поділитися номером').oneTime().resized()
    await ctx.reply('Ваш номер?', { reply_markup })
  })
  bot.on('message:contact', async (ctx) => {
    const isOwn = ctx.message.contact.user_id === ctx.from.id
    await ctx.reply(`Дякуємо, ${ctx.message.contact.phone_number}, ${isOwn}`, {
      reply_markup: { remove_keyboard: true },
    })
  })
  polls()

  await olena.sends('/start')
  await settles()
  await olena.sees('Вітаємо у крамниці')
  expect(await olena.screen()).toMatchObject({ rows: [['Каталог'], ['Сайт']] })
  await olena.taps('Каталог')
  await settles()
  await olena.sees(/Їжак, \d+ грн/)
  expect(await olena.screen()).toMatchObject({ rows: [['До кошика']], photo: { width: 400 } })
  await olena.taps('кошика')
  await settles()
  expect(await olena.buttons()).toEqual(['До кошика', 'Поділитися номером'])
  await olena.taps('Поділитися номером')
  await settles()
  await olena.sees('Дякуємо, +380671234567, true')
})

test('a person says what there is when something is missing', async () => {
  const { bot, olena } = await aBot()
  await expect(olena.screen()).rejects.toThrow('Олена has heard nothing from the bot yet.')
  await olena.sends('/start')
  const reply_markup = new InlineKeyboard().text('Так', 'yes').url('Сайт', 'https://kram.ua')
  const message = await bot.api.sendMessage(olena.id, 'Беремо?', { reply_markup })
  await expect(olena.taps('Ні')).rejects.toThrow(/sees no button "Ні".*Беремо\?.*\[Так\] \[Сайт\]/s)
  await expect(olena.taps('Сайт')).rejects.toThrow('opens https://kram.ua')
  await expect(olena.sees('Привіт')).rejects.toThrow(/does not see Привіт.*person #.*\/start.*Беремо\?/s)
  const callbackId = await olena.presses(message.message_id, 'forged')
  await bot.api.answerCallbackQuery(callbackId, { text: 'Ні!' })
  expect(await olena.answerTo(callbackId)).toEqual({ answered: true, text: 'Ні!' })
  await olena.blocks()
  await expect(bot.api.sendMessage(olena.id, 'x')).rejects.toThrow('bot was blocked by the user')
  await olena.unblocks()
  await olena.sendsPhoto(await aPng(), 'чек')
  await bot.api.editMessageText(olena.id, message.message_id, 'Змінено')
  await olena.sees('Змінено')
})

test('taking the keyboard from an old message does not hide the newest screen', async () => {
  const { bot, olena } = await aBot()
  await olena.sends('/start')
  const reply_markup = new InlineKeyboard().text('Так', 'yes')
  const old = await bot.api.sendMessage(olena.id, 'Старе', { reply_markup })
  await bot.api.sendMessage(olena.id, 'Нове')
  await bot.api.editMessageReplyMarkup(olena.id, old.message_id)
  expect(await olena.screen()).toMatchObject({ text: 'Нове' })
})

test('grammY reads refusals as its own errors', async () => {
  const { emulator, bot, olena } = await aBot()
  await olena.sends('/start')
  await emulator.control('/faults', { method: 'sendMessage', status: 429, retryAfter: 5 })
  const error: unknown = await bot.api.sendMessage(olena.id, 'x').catch((refusal: unknown) => refusal)
  expect(error).toBeInstanceOf(GrammyError)
  expect(error).toMatchObject({ error_code: 429, parameters: { retry_after: 5 } })
})

test('every supported method works through grammY and its types', async () => {
  const { emulator, olena } = await aBot()
  await olena.sends('/start')
  const api = new Api(token, { apiRoot: emulator.url })
  const id = olena.id
  const picture = async () => new InputFile(await aPng(), 'a.png')

  expect((await api.getMe()).is_bot).toBe(true)
  const message = await api.sendMessage(id, 'x')
  const photo = await api.sendPhoto(id, await picture(), { caption: 'a', has_spoiler: true })
  expect(photo).toMatchObject({ has_media_spoiler: true, chat: { type: 'private' }, from: { is_bot: true } })
  const fileId = photo.photo.at(-1)!.file_id
  expect((await api.getFile(fileId)).file_path).toBeTruthy()
  const document = await api.sendDocument(id, new InputFile(Buffer.from('%PDF'), 'чек.pdf'))
  expect(document.document).toMatchObject({ file_name: 'чек.pdf', mime_type: 'application/pdf' })
  const ogg = () => new InputFile(Buffer.from('OggS'), 'a.ogg')
  const { voice } = await api.sendVoice(id, ogg(), { caption: 'в' })
  expect((await api.sendVoice(id, voice.file_id)).voice).toEqual(voice)
  expect((await api.sendVideo(id, ogg())).video).toMatchObject({ duration: 1, width: 240 })
  expect((await api.sendVideoNote(id, ogg())).video_note).toMatchObject({ length: 240 })
  expect((await api.sendAudio(id, ogg())).audio).toMatchObject({ file_name: 'a.ogg' })
  await expect(api.sendVideo(id, voice.file_id)).rejects.toThrow("can't use file of type VoiceNote as Video")
  await expect(api.sendVoice(id, fileId)).rejects.toThrow("can't use file of type Photo as VoiceNote")
  const album = await api.sendMediaGroup(id, [
    InputMediaBuilder.photo(await picture()),
    InputMediaBuilder.photo(fileId, { caption: 'b' }),
  ])
  expect(album).toHaveLength(2)
  expect((await api.sendContact(id, '+380671234567', 'Олена')).contact.user_id).toBe(id)
  expect((await api.sendLocation(id, 50.45, 30.52)).location).toEqual({ latitude: 50.45, longitude: 30.52 })
  expect((await api.sendVenue(id, 50.45, 30.52, 'Крам', 'Хрещатик, 1')).venue.title).toBe('Крам')
  expect(await api.sendChatAction(id, 'upload_photo')).toBe(true)

  await api.editMessageText(id, message.message_id, 'y')
  await api.editMessageReplyMarkup(id, message.message_id, {
    reply_markup: new InlineKeyboard().text('z', 'z'),
  })
  await api.editMessageCaption(id, photo.message_id, { caption: 'c' })
  await api.editMessageMedia(id, photo.message_id, InputMediaBuilder.document(document.document.file_id))
  const copy = await api.copyMessage(id, id, message.message_id)
  const forwarded = await api.forwardMessage(id, id, copy.message_id)
  expect(await api.deleteMessage(id, forwarded.message_id)).toBe(true)
  expect(await api.deleteMessages(id, [copy.message_id])).toBe(true)
  const callbackId = await olena.presses(message.message_id, 'z')
  expect(await api.answerCallbackQuery(callbackId)).toBe(true)

  const asked = emulator.control(`/persons/${id}/inline`, { query: 'крос', timeoutMs: 0 })
  const { queryId } = (await asked) as { queryId: string }
  const found = InlineQueryResultBuilder.article('a', 'Кросівки').text('Кросівки')
  expect(await api.answerInlineQuery(queryId, [found], { cache_time: 0 })).toBe(true)

  const commands = [{ command: 'cart', description: 'Кошик' }]
  await api.setMyCommands(commands, { scope: { type: 'chat', chat_id: id }, language_code: 'uk' })
  expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: id }, language_code: 'uk' })).toEqual(
    commands,
  )
  await api.deleteMyCommands({ scope: { type: 'chat', chat_id: id }, language_code: 'uk' })
  expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: id }, language_code: 'uk' })).toEqual([])
  await api.setMyName('Крам', { language_code: 'uk' })
  expect([await api.getMyName({ language_code: 'uk' }), await api.getMyName()]).toEqual([
    { name: 'Крам' },
    { name: 'Bot 123456' },
  ])
  await api.setMyDescription('Крамниця')
  expect(await api.getMyDescription({ language_code: 'uk' })).toEqual({ description: 'Крамниця' })
  await api.setMyShortDescription('Крам')
  expect(await api.getMyShortDescription()).toEqual({ short_description: 'Крам' })
  await expect(api.setMyShortDescription('x'.repeat(121))).rejects.toThrow('short_description is too long')
  await api.setChatMenuButton({ chat_id: id, menu_button: { type: 'commands' } })
  expect(await api.getChatMenuButton({ chat_id: id })).toEqual({ type: 'commands' })

  expect(await api.getChat(id)).toMatchObject({ id, type: 'private', first_name: 'Олена' })
  expect(await api.getChatMember(id, id)).toMatchObject({ status: 'member', user: { id } })
  expect((await api.getUpdates()).map((update) => Object.keys(update)[1])).toEqual([
    'message',
    'callback_query',
    'inline_query',
  ])
  await api.setWebhook('http://127.0.0.1:1/x', { drop_pending_updates: true })
  expect((await api.getWebhookInfo()).url).toBe('http://127.0.0.1:1/x')
  expect(await api.deleteWebhook()).toBe(true)

  const calls = (await emulator.control('/calls')) as { method: string; unknownParams?: string[] }[]
  const untried = Object.keys(methods).filter((method) => !calls.some((call) => call.method === method))
  expect(untried).toEqual([])
  expect(calls.filter((call) => call.unknownParams)).toEqual([])
})

test('every other method of the data file is refused as unsupported or for its parameters, never by a crash', async () => {
  const { emulator } = await aBot()
  const others = allMethods().filter((method) => !methods[method])
  expect(others.length).toBeGreaterThan(100)
  for (const method of others) {
    expect(await emulator.call(method), method).toMatchObject({ ok: false, error_code: 400 })
  }
})

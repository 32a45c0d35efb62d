import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  anEmulator,
  aPng,
  aStartedPerson,
  blobOf,
  manualTiming,
  resultOf,
  token,
} from './emulator.fixture.ts'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telegram-emulator-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const idsOf = (updates: { update_id: number }[]) => updates.map(({ update_id }) => update_id)

test('after a restart chats, keyboards, files, commands and waiting updates are as before', async () => {
  const dataFile = join(await aFolder(), 'state', 'telegram.json')
  const before = await anEmulator({ dataFile })
  const chat_id = await aStartedPerson(before)
  const reply_markup = { keyboard: [['Меню']] }
  await resultOf(before.call('sendMessage', { chat_id, text: 'Вітаємо', reply_markup }))
  const photo = await resultOf(
    before.callWithFiles('sendPhoto', {
      chat_id: String(chat_id),
      photo: blobOf(await aPng()),
      caption: 'ф',
    }),
  )
  await resultOf(before.call('setMyCommands', { commands: [{ command: 'cart', description: 'Кошик' }] }))
  await before.control(`/persons/${chat_id}/messages`, { text: 'ще не почуто' })
  const chat = async (emulator: typeof before) =>
    JSON.parse(
      JSON.stringify(await emulator.control(`/persons/${chat_id}/chat`)).replaceAll(emulator.url, ''),
    )
  const shown = await chat(before)
  await before.close()

  const after = await anEmulator({ dataFile })
  expect(await chat(after)).toEqual(shown)
  expect(shown).toMatchObject({
    commands: [{ command: 'cart' }],
    replyKeyboard: { keyboard: [[{ text: 'Меню' }]] },
  })
  expect(await resultOf(after.call('getUpdates'))).toMatchObject([{ message: { text: 'ще не почуто' } }])
  const { file_id } = photo.photo.at(-1)
  expect((await resultOf(after.call('sendPhoto', { chat_id, photo: file_id }))).photo).toEqual(photo.photo)
  const { file_path } = await resultOf(after.call('getFile', { file_id }))
  expect((await fetch(`${after.url}/file/bot${token}/${file_path}`)).status).toBe(200)
})

test('update and message ids rise for ever, over restarts and even without a file', async () => {
  const dataFile = join(await aFolder(), 'telegram.json')
  const timing = manualTiming()
  const seconds = Math.floor(timing.nowMs() / 1000)
  const rounds: { updateId: number; messageId: number }[] = []
  for (let round = 0; round < 3; round++) {
    const emulator = await anEmulator({ dataFile, timing })
    const chat_id = await aStartedPerson(emulator)
    await emulator.control(`/persons/${chat_id}/messages`, { text: 'x' })
    const updates = await resultOf(emulator.call('getUpdates'))
    rounds.push({ updateId: idsOf(updates).at(-1)!, messageId: updates.at(-1).message.message_id })
    await emulator.close()
  }
  expect(rounds[0]!.updateId).toBeGreaterThanOrEqual(seconds)
  expect(rounds[1]!.updateId).toBeGreaterThan(rounds[0]!.updateId + 9_999)
  expect(rounds[2]!.updateId).toBeGreaterThan(rounds[1]!.updateId + 9_999)
  expect(rounds[1]!.messageId).toBeGreaterThan(rounds[0]!.messageId)

  timing.advance(365 * 24 * 3600 * 1000)
  const later = await anEmulator({ timing })
  const chat_id = await aStartedPerson(later)
  await later.control(`/persons/${chat_id}/messages`, { text: 'x' })
  const [update] = await resultOf(later.call('getUpdates'))
  expect(update.update_id).toBeGreaterThan(rounds[2]!.updateId)
  expect(update.message.message_id).toBeGreaterThan(rounds[2]!.messageId)
})

test('a webhook is delivered to again after a restart', async () => {
  const dataFile = join(await aFolder(), 'telegram.json')
  const before = await anEmulator({ dataFile })
  const chat_id = await aStartedPerson(before)
  await resultOf(before.call('setWebhook', { url: 'http://127.0.0.1:1/x', secret_token: 's' }))
  await before.control(`/persons/${chat_id}/messages`, { text: 'x' })
  await before.close()
  const after = await anEmulator({ dataFile })
  expect(await resultOf(after.call('getWebhookInfo'))).toMatchObject({
    url: 'http://127.0.0.1:1/x',
    pending_update_count: 1,
  })
})

test('the file is whole at any time, and no draft stays behind', async () => {
  const folder = await aFolder()
  const dataFile = join(folder, 'telegram.json')
  const emulator = await anEmulator({ dataFile })
  await aStartedPerson(emulator)
  await emulator.close()
  expect((await readdir(folder)).toSorted()).toEqual(['telegram.json', 'telegram.json.files'])
  expect(JSON.parse(await readFile(dataFile, 'utf8'))).toMatchObject({ version: 1 })
})

test('a broken file is not silently thrown away', async () => {
  const dataFile = join(await aFolder(), 'telegram.json')
  await writeFile(dataFile, '{"version":')
  await expect(anEmulator({ dataFile })).rejects.toThrow('cannot be read; remove the file to start anew')
})

test('the sandbox bot has its own name, also when an earlier run knew another', async () => {
  const dataFile = join(await aFolder(), 'telegram.json')
  const before = await anEmulator({ dataFile })
  await before.call('getMe')
  await before.close()
  const after = await anEmulator({
    dataFile,
    sandboxBot: { token, username: 'kram_sandbox_bot', firstName: 'Крам' },
  })
  expect(await resultOf(after.call('getMe'))).toMatchObject({
    username: 'kram_sandbox_bot',
    first_name: 'Крам',
  })
})

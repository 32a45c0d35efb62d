import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aChat, aKeyboard, anEmulator, aPicture, aSite, aWebhook } from './emulator.fixture.ts'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'viber-emulator-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('after a restart chats, keyboards, files, what waits and the webhook are as before; tokens rise', async () => {
  const folder = await aFolder()
  const dataFile = join(folder, 'state', 'viber.json')
  const { emulator: before, webhook, olena, send } = await aChat({ dataFile })
  const site = await aSite({ '/a.jpg': await aPicture() })
  await send({ type: 'picture', text: '', media: `${site.url}/a.jpg`, keyboard: aKeyboard() })
  await before.idle()
  await olena.does('phone', { online: false })
  const { message_token: last } = await send({ text: 'ще не дійшло', keyboard: aKeyboard() })
  await before.control('/faults', { webhook: { kind: 'reorder' } })
  await olena.says('ще не почуто')
  webhook.received.length = 0
  const shown = await olena.chat()
  await before.close()
  expect((await readdir(join(folder, 'state'))).toSorted()).toEqual(['viber.json', 'viber.json.files'])

  const after = await anEmulator({ dataFile })
  const again = after.of(olena.id)
  const here = (chat: object) => JSON.parse(JSON.stringify(chat).replaceAll(before.url, after.url))
  expect(await again.chat()).toEqual(here(shown))
  await after.idle()
  expect(webhook.received).toMatchObject([{ event: { message: { text: 'ще не почуто' } } }])
  const picture = shown.messages[1]!.media!.replace(before.url, after.url)
  expect((await fetch(picture)).status).toBe(200)
  await again.does('phone', { online: true })
  await after.idle()
  const chat = await again.chat()
  expect(chat.messages.find(({ token }) => token === last)).toMatchObject({ status: 'delivered' })
  const { token } = await again.says('далі')
  expect(BigInt(token) > BigInt(last!)).toBe(true)
})

test('a broken file is not silently thrown away', async () => {
  const dataFile = join(await aFolder(), 'viber.json')
  await writeFile(dataFile, '{"version":')
  await expect(anEmulator({ dataFile })).rejects.toThrow('cannot be read; remove the file to start anew')
})

test('closing ends calls that hang and deliveries that wait', async () => {
  const emulator = await anEmulator()
  const webhook = await aWebhook()
  await emulator.call('set_webhook', { url: webhook.url })
  await emulator.control('/faults', { api: { hang: true } })
  const hanging = emulator.call('get_account_info')
  await emulator.control('/persons')
  await Promise.all([expect(hanging).rejects.toThrow('fetch failed'), emulator.close()])
})

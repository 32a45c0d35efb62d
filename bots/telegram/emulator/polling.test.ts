import { expect, test } from 'vitest'
import {
  anEmulator,
  aStartedPerson,
  aWebhook,
  manualTiming,
  refusalOf,
  resultOf,
} from './emulator.fixture.ts'

async function aChat() {
  const timing = manualTiming()
  const emulator = await anEmulator({ timing })
  const chat_id = await aStartedPerson(emulator)
  const says = (text: string) => emulator.control(`/persons/${chat_id}/messages`, { text })
  const updates = (params: object = {}) => resultOf(emulator.call('getUpdates', params))
  return { timing, emulator, chat_id, says, updates }
}
const texts = (updates: { message: { text: string } }[]) => updates.map(({ message }) => message.text)

test('an update stays until a higher offset confirms it', async () => {
  const { says, updates } = await aChat()
  await says('1')
  await says('2')
  await says('3')
  const all = await updates()
  expect(texts(all)).toEqual(['1', '2', '3'])
  expect(all.map(({ update_id }: { update_id: number }) => update_id - all[0].update_id)).toEqual([0, 1, 2])
  expect(texts(await updates({ offset: all[0].update_id }))).toEqual(['1', '2', '3'])
  expect(texts(await updates({ offset: all[1].update_id, limit: 1 }))).toEqual(['2'])
  expect(texts(await updates())).toEqual(['2', '3'])
  expect(texts(await updates({ offset: -1 }))).toEqual(['3'])
  expect(await updates({ offset: all[2].update_id + 1 })).toEqual([])
})

test('a long poll is answered by the first update that comes', async () => {
  const { timing, says, updates } = await aChat()
  const waiting = updates({ timeout: 50 })
  expect(await timing.nextSleepMs()).toBe(50_000)
  await says('нарешті')
  expect(texts(await waiting)).toEqual(['нарешті'])
})

test('a long poll ends empty at its time-out, at most 50 s', async () => {
  const { timing, updates } = await aChat()
  const waiting = updates({ timeout: 300 })
  expect(await timing.nextSleepMs()).toBe(50_000)
  timing.advance(50_000)
  expect(await waiting).toEqual([])
})

test('a second long poll terminates the older one', async () => {
  const { timing, emulator, says, updates } = await aChat()
  const older = emulator.call('getUpdates', { timeout: 50 })
  await timing.nextSleepMs()
  const newer = updates({ timeout: 50 })
  expect(await older).toMatchObject({
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
  await says('хто тут?')
  expect(texts(await newer)).toEqual(['хто тут?'])
})

test('with a webhook there is no polling, and setting one ends the poll that waits', async () => {
  const { timing, emulator } = await aChat()
  const { url } = await aWebhook()
  const waiting = emulator.call('getUpdates', { timeout: 50 })
  await timing.nextSleepMs()
  await resultOf(emulator.call('setWebhook', { url }))
  expect(await waiting).toMatchObject({
    error_code: 409,
    description: 'Conflict: terminated by setWebhook request',
  })
  expect(await refusalOf(emulator.call('getUpdates'))).toBe(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  )
  await resultOf(emulator.call('deleteWebhook'))
  expect(await resultOf(emulator.call('getUpdates'))).toEqual([])
})

test('a poll whose connection is gone does not stand in the way', async () => {
  const { timing, emulator, says, updates } = await aChat()
  const gone = new AbortController()
  const abandoned = fetch(`${emulator.url}/bot123456:test-token/getUpdates?timeout=50`, {
    signal: gone.signal,
  })
  await timing.nextSleepMs()
  gone.abort()
  await expect(abandoned).rejects.toThrow('aborted')
  await says('я тут')
  expect(texts(await updates({ timeout: 50 }))).toEqual(['я тут'])
})

test('the bot hears only of what it asked for, from then on', async () => {
  const { emulator, chat_id, says, updates } = await aChat()
  await updates({ allowed_updates: ['my_chat_member'] })
  await says('не чутно')
  await emulator.control(`/persons/${chat_id}/block`, {})
  const [update, ...others] = await updates()
  expect(others).toEqual([])
  expect(update.my_chat_member).toMatchObject({
    chat: { id: chat_id, type: 'private' },
    from: { id: chat_id },
    old_chat_member: { status: 'member', user: { id: 123456, is_bot: true } },
    new_chat_member: { status: 'kicked', until_date: 0 },
  })
  await updates({ offset: update.update_id + 1, allowed_updates: [] })
  await emulator.control(`/persons/${chat_id}/unblock`, {})
  await says('чутно')
  expect((await updates()).map((one: object) => Object.keys(one)[1])).toEqual(['my_chat_member', 'message'])
})

test('each bot has its own updates', async () => {
  const { emulator, chat_id, updates } = await aChat()
  await emulator.call('getMe', {}, '99:other')
  await emulator.control(`/persons/${chat_id}/messages`, { text: 'до іншого', bot: 'bot99_bot' })
  expect(await updates()).toEqual([])
  expect(texts(await resultOf(emulator.call('getUpdates', {}, '99:other')))).toEqual(['до іншого'])
})

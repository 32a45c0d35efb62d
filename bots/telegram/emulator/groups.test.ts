import { beforeEach, describe, expect, it } from 'vitest'
import { anEmulator, aStartedPerson, refusalOf, resultOf, type TestEmulator } from './emulator.fixture.ts'

let emulator: TestEmulator
let olena: number
let ivan: number
let group: number

beforeEach(async () => {
  emulator = await anEmulator()
  olena = await aStartedPerson(emulator)
  ivan = ((await emulator.control('/persons', { firstName: 'Іван' })) as { id: number }).id
  group = ((await emulator.control('/groups', { title: 'Склад', members: [olena, ivan] })) as { id: number })
    .id
})

/** What the bot has heard since it last looked. */
const heard = async () => {
  const updates = await resultOf(emulator.call('getUpdates', {}))
  if (updates.length > 0) await emulator.call('getUpdates', { offset: updates.at(-1).update_id + 1 })
  return updates
}
const bot = (status: string) => emulator.control(`/groups/${group}/bot`, { by: olena, status })
const says = (person: number, text: string, replyTo?: number) =>
  emulator.control(`/persons/${person}/messages`, { group, text, ...(replyTo && { replyTo }) })
const sends = (chat_id: number, rest: object = {}) =>
  emulator.call('sendMessage', { chat_id, text: 'Нове замовлення', ...rest })

describe('a group', () => {
  it('has an id below zero, and takes the bot that somebody adds: the bot hears who did', async () => {
    expect(group).toBeLessThan(0)
    expect(await refusalOf(sends(group))).toBe('Bad Request: chat not found')
    await bot('member')
    const [membership, service] = await heard()
    expect(membership.my_chat_member).toMatchObject({
      chat: { id: group, type: 'group', title: 'Склад' },
      from: { id: olena },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { is_bot: true } },
    })
    expect(service.message.new_chat_members[0].is_bot).toBe(true)
    expect(await resultOf(sends(group))).toMatchObject({ chat: { id: group, type: 'group' } })
  })

  it('keeps its talk from a bot in privacy mode: it hears commands and answers to itself, no more', async () => {
    await bot('member')
    await heard()
    const { message_id: asked } = await resultOf(sends(group))
    await says(ivan, 'хто сьогодні на зміні?')
    await says(ivan, '/desk@another_bot')
    await says(ivan, 'див. /desk')
    expect(await heard()).toEqual([])
    await says(ivan, '/desk')
    await says(ivan, 'я', asked)
    const updates = await heard()
    expect(updates.map(({ message }: { message: { text: string } }) => message.text)).toEqual(['/desk', 'я'])
    expect(updates[0].message).toMatchObject({ from: { id: ivan }, chat: { id: group } })
    await bot('administrator')
    await says(ivan, 'а тепер чуєш?')
    expect((await heard()).at(-1).message.text).toBe('а тепер чуєш?')
  })

  it('shows a message with buttons to all; a press says who pressed and where', async () => {
    await bot('member')
    const { message_id: messageId } = await resultOf(
      sends(group, { reply_markup: { inline_keyboard: [[{ text: 'Беру', callback_data: 'take' }]] } }),
    )
    await heard()
    await emulator.control(`/persons/${ivan}/presses`, { group, messageId, data: 'take' })
    expect((await heard())[0].callback_query).toMatchObject({
      from: { id: ivan },
      message: { message_id: messageId, chat: { id: group } },
      data: 'take',
    })
    const seen = (await emulator.control(`/persons/${olena}/chat?group=${group}`)) as { messages: unknown[] }
    expect(seen.messages).toHaveLength(2)
  })

  it('lets nobody in who is no member, and the bot not ask for a number or take away what others wrote', async () => {
    await bot('member')
    const { id: stranger } = (await emulator.control('/persons', { firstName: 'Хтось' })) as { id: number }
    expect(await says(stranger, '/desk')).toHaveProperty('error')
    const keyboard = [[{ text: 'Номер', request_contact: true }]]
    expect(await refusalOf(sends(group, { reply_markup: { keyboard } }))).toContain('private chats only')
    const { messageId } = (await says(ivan, 'привіт')) as { messageId: number }
    expect(
      await refusalOf(emulator.call('deleteMessage', { chat_id: group, message_id: messageId })),
    ).toContain("can't be deleted")
  })

  it('that removes the bot is closed to it', async () => {
    await bot('member')
    await heard()
    await bot('kicked')
    expect((await heard())[0].my_chat_member.new_chat_member.status).toBe('kicked')
    expect(await refusalOf(sends(group))).toBe('Forbidden: bot was kicked from the group chat')
    await says(ivan, '/desk')
    expect(await heard()).toEqual([])
  })

  it('that becomes a supergroup has another id: both chats say so, and the old one refuses with the new', async () => {
    await bot('member')
    const { message_id: before } = await resultOf(sends(group))
    await heard()
    const { id } = (await emulator.control(`/groups/${group}/supergroup`, { by: olena })) as { id: number }
    expect(String(id)).toMatch(/^-100\d{10}$/)
    const [to, from] = await heard()
    expect(to.message).toMatchObject({ chat: { id: group }, migrate_to_chat_id: id, from: { id: olena } })
    expect(from.message).toMatchObject({
      chat: { id, type: 'supergroup', title: 'Склад' },
      migrate_from_chat_id: group,
      from: { is_bot: true },
    })
    const refusals = [
      sends(group),
      emulator.call('editMessageText', { chat_id: group, message_id: before, text: 'x' }),
    ]
    for (const refusal of await Promise.all(refusals))
      expect(refusal).toEqual({
        ok: false,
        error_code: 400,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: id },
      })
    expect(await resultOf(sends(id))).toMatchObject({ chat: { id, type: 'supergroup' } })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { OWNER_ID, type TelegramCustomer, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

describe('a group chat of the staff', () => {
  const shop = usePlatform()
  let oksana: TelegramCustomer
  let maria: TelegramCustomer
  let nazar: TelegramCustomer
  let stranger: TelegramCustomer
  let group: number
  let buyers = 0

  beforeAll(async () => {
    oksana = await theOwner(shop, OWNER_ID)
    maria = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    nazar = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    stranger = await shop.joinsTelegram({ firstName: 'Хтось' })
    group = await oksana.person.makesGroup(
      'Менеджери',
      [maria, nazar, stranger].map(({ person }) => person),
    )
    await oksana.person.makesBot('member', group)
    await shop.settles()
  })

  const anOrder = async () => orders(await shop.joinsTelegram({ firstName: `Покупець ${++buyers}` }))

  /** The message of the group that shows an order now. */
  const cardOf = async (number: number, at = group) => {
    const { messages } = await oksana.person.in(at).chat()
    const found = messages.filter(({ text = '' }) => text.includes(`№ ${number} ·`))
    expect(found).toHaveLength(1)
    return { ...found[0]!, buttons: (found[0]!.inlineKeyboard ?? []).flat() }
  }

  /** Presses a button of the order's card and gives the word that the phone shows on top. */
  const presses = async (one: TelegramCustomer, number: number, label = 'Беру', at = group) => {
    const { messageId, buttons } = await cardOf(number, at)
    const data = buttons.find(({ text }) => text === label)?.callback_data ?? ''
    const press = await one.person.in(at).presses(messageId, data)
    return async () => (await one.person.answerTo(press)).text
  }

  const privateCards = async (one: TelegramCustomer, number: number) =>
    (await told(one)).filter((text) => text.includes(`№ ${number} ·`))

  it('is opened by the owner; what anybody else writes there does nothing and is not kept', async () => {
    await stranger.in(group).says('/desk')
    await maria.in(group).says('/desk@kram_test_bot')
    await maria.in(group).says('коли обід?')
    expect((await told(oksana.in(group))).join()).toBe('')
    const kept = await shop.app.db.client.$queryRaw<{ body: string }[]>`
      SELECT body::text FROM inbox WHERE body::text LIKE '%обід%'`
    expect(kept).toEqual([])

    await oksana.in(group).says('/desk')
    await oksana.in(group).sees('Тепер це чат працівників')
    expect(await oksana.in(group).buttons()).toEqual(['✓ Менеджер', 'Комірник', 'Бухгалтер'])
    await oksana.does('>/desk', 'Команда', 'Чати працівників')
    await oksana.sees('Менеджери: менеджер')
  })

  it('gets an order’s card once, with no phone, surname or address, and nobody gets one beside it', async () => {
    const number = await anOrder()
    const { text = '', buttons } = await cardOf(number)
    expect(text).toContain('Олена · Київ')
    expect(text).not.toMatch(/Коваль|\+380|відділення № 12/)
    expect(buttons.map((button) => button.text)).toEqual(['Беру', 'Відкрити'])
    for (const one of [oksana, maria, nazar]) expect(await privateCards(one, number)).toEqual([])
  })

  it('of two who press «Беру» at once one has the order, and the other and the card say who', async () => {
    const number = await anOrder()
    const said = await Promise.all([presses(maria, number), presses(nazar, number)])
    await shop.settles()
    const words = await Promise.all(said.map((word) => word()))
    const [winner, loser] = words[0]?.startsWith('Замовлення ваше') ? ['Марія', 1] : ['Назар', 0]
    expect(words[1 - loser]).toContain('Замовлення ваше')
    expect(words[loser]).toContain(`вже веде ${winner}`)
    const { text, buttons } = await cardOf(number)
    expect(text).toContain(`веде ${winner}`)
    expect(buttons.map((button) => button.text)).toEqual(['Відкрити'])

    const holder = winner === 'Марія' ? maria : nazar
    const word = /\?start=(o_\w+)/.exec(buttons[0]?.url ?? '')?.[1]
    await holder.says(`/start ${word}`)
    await holder.sees('+380')
    await holder.taps('Підтвердити')
    const after = await cardOf(number)
    expect(after.text).toContain('готуємо до відправлення')
  })

  it('a stranger in it is told that it is not for them, takes nothing and is not remembered', async () => {
    const number = await anOrder()
    const before = await shop.digest()
    const word = await presses(stranger, number)
    await shop.settles()
    expect(await word()).toBe('Це для працівників магазину')
    expect(await shop.digest()).toBe(before)
    expect(await shop.app.core.users.find(stranger.person.account)).toBeUndefined()
    expect((await cardOf(number)).text).not.toContain('веде')
  })

  it('only the owner says whose cards come, there and in private', async () => {
    const { messages } = await oksana.person.in(group).chat()
    const opened = messages.find(({ text = '' }) => text.startsWith('Тепер це чат'))!
    const data = opened.inlineKeyboard!.flat()[1]!.callback_data!
    const press = await maria.person.in(group).presses(opened.messageId, data)
    await shop.settles()
    expect((await maria.person.answerTo(press)).text).toContain('лише власник')
    await oksana.in(group).presses(data, opened.messageId)
    await oksana.does('>/desk', 'Команда', 'Чати працівників')
    await oksana.sees('Менеджери: менеджер, комірник')
    await oksana.taps('Менеджери')
    await oksana.does('✓ Комірник', '✓ Менеджер')
    await oksana.sees('Має лишитися хоча б одна роль')
  })

  it('is followed when it becomes a supergroup, with the cards of what is open', async () => {
    const waiting = await anOrder()
    const upgraded = await oksana.person.upgrades(group)
    // The order is placed before anybody has read the news.
    const number = await anOrder()
    await shop.settles()
    group = upgraded
    for (const each of [waiting, number]) expect((await cardOf(each)).buttons[0]?.text).toBe('Беру')
    const word = await presses(nazar, number)
    await shop.settles()
    expect(await word()).toContain('Замовлення ваше')
    expect((await cardOf(number)).text).toContain('веде Назар')
  })

  it('asked for by an administrator who is not named, opens once a press shows that it is the owner', async () => {
    const plain = await oksana.person.makesGroup('Анонімна', [maria.person])
    await oksana.person.makesBot('member', plain)
    const hidden = await oksana.person.upgrades(plain)
    await oksana.person.in(hidden).sends('/desk', { anonymous: true })
    await shop.settles()
    await oksana.in(hidden).sees('Хто це пише?')
    const { messages } = await oksana.person.in(hidden).chat()
    const { messageId, inlineKeyboard } = messages.findLast(({ from }) => from === 'bot')!
    const data = inlineKeyboard!.flat()[0]!.callback_data!
    const press = await maria.person.in(hidden).presses(messageId, data)
    await shop.settles()
    expect((await maria.person.answerTo(press)).text).toContain('лише власник')
    await oksana.in(hidden).presses(data, messageId)
    await oksana.in(hidden).sees('Тепер це чат працівників')
    await oksana.does('>/desk', 'Команда', 'Чати працівників', 'Анонімна', 'Прибрати чат…', 'Так, прибрати')
  })

  it('is followed also where the news of that never came: the card that is refused says where to', async () => {
    const fourth = await oksana.person.makesGroup('Четверта', [maria.person])
    await oksana.person.makesBot('member', fourth)
    await oksana.in(fourth).says('/desk')
    const upgraded = await oksana.person.upgrades(fourth)
    await shop.settles()
    await shop.app.db.client.staffChat.update({
      where: { chat: `telegram:${upgraded}` },
      data: { chat: `telegram:${fourth}` },
    })
    const number = await anOrder()
    expect((await cardOf(number, upgraded)).buttons[0]?.text).toBe('Беру')
    await oksana.does('>/desk', 'Команда', 'Чати працівників', 'Четверта', 'Прибрати чат…', 'Так, прибрати')
  })

  it('that removes the bot is over: the owner hears of it once, what waits comes to each on shift', async () => {
    const number = await anOrder()
    await stranger.person.makesBot('kicked', group)
    await shop.settles()
    const heard = (await told(oksana)).filter((text) => text.includes('Чату працівників більше немає'))
    expect(heard).toHaveLength(1)
    for (const one of [oksana, maria, nazar]) expect(await privateCards(one, number)).toHaveLength(1)
    const next = await anOrder()
    expect(await privateCards(maria, next)).toHaveLength(1)
    await oksana.does('>/desk', 'Команда', 'Чати працівників')
    await oksana.sees('Жодного поки немає')
    await oksana.does('‹ Команда', 'Історія змін')
    await oksana.sees('чату працівників «Менеджери» більше немає')
  })

  it('that removed the bot unheard is noticed when the next card does not arrive', async () => {
    const other = await oksana.person.makesGroup('Друга', [maria.person])
    await oksana.person.makesBot('member', other)
    await oksana.in(other).says('/desk')
    await shop.telegram.fails({
      method: 'sendMessage',
      chatId: other,
      status: 403,
      description: 'Forbidden: bot was kicked from the group chat',
    })
    const number = await anOrder()
    for (const one of [oksana, maria, nazar]) expect(await privateCards(one, number)).toHaveLength(1)
    expect((await told(oksana)).join()).toContain('Чату працівників більше немає: Друга')
  })

  it('that the owner ends shows no order any more', async () => {
    const third = await oksana.person.makesGroup('Третя', [maria.person])
    await oksana.person.makesBot('member', third)
    await oksana.in(third).says('/desk')
    const number = await anOrder()
    await cardOf(number, third)
    await oksana.does('>/desk', 'Команда', 'Чати працівників', 'Третя', 'Прибрати чат…', 'Так, прибрати')
    await oksana.sees('Чат прибрали')
    const left = (await oksana.person.in(third).chat()).messages.filter(({ text = '' }) =>
      text.includes(`№ ${number}`),
    )
    expect(left.map(({ text }) => text)).toEqual([expect.stringContaining('більше недоступна')])
    expect(await privateCards(maria, number)).toHaveLength(1)
  })
})

import { expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { diceOf } from '../harness/shop-walk.ts'
import type { Call } from '../harness/telegram-control.ts'
import type { PhoneChat } from '../harness/telegram-person.ts'
import { hires, theOwner } from './buying.ts'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))
const STEPS = process.env.SOAK ? 20_000 : 2_000
const CUSTOMERS = 5
const BROKEN = 'Telegram did not answer'

const JUNK = [
  'ні',
  'так',
  '?',
  '😀😀😀',
  '<b>х</b>',
  '0',
  '-5',
  'дуже довгі слова '.repeat(60),
  '/',
  '/щось',
  '№ 1',
  'a@b',
  '\u200b.',
]
const COMMANDS = [
  '/start',
  '/start',
  '/catalog',
  '/cart',
  '/cart',
  '/orders',
  '/language',
  '/desk',
  '/start staff_zzz',
]
const GOODS = ['12.1.250', '64.1.020', '61.1.050', '11.4.260', '21.1.240', 'Шнурки бавовняні, дві пари']
/** What somebody who wants to get on answers to what they read. */
const ANSWERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Місто|City/, ['Київ', 'Львів']],
  [/Номер відділення|Number of the branch/, ['12', 'поштомат 26012']],
  [/Вулиця|Street/, ['Зелена']],
  [/Будинок|House number/, ['14-А']],
  [/Квартира|Flat/, ['7']],
  [/індекс|Postcode/, ['04070', 'SW1A 1AA']],
  [/Країна|Country/, ['Україна', 'Велика Британія']],
  [/Прізвище|Surname/, ['Коваль Олена']],
  [/звертатися|first name/, ['Олена']],
  [/Номер телефону|Phone number/, ['0671234567']],
  [/ТТН|waybill/i, ['20450000000001']],
  [/варто знати|should know/, ['Телефонуйте зранку']],
  [/надіслати чек|receipt to/, ['olena@ukr.net']],
]
const FORWARD =
  /Оформити|Check out|Підтвердити|Confirm|Покласти|Add to|Беру|Спаковано|Відправити|магазин$|Гроші|Так, зарах|При отриманні|Переказом|Туди ж|^\d\d( |$)|Нова пошта|Самовивіз|вул\./

interface Walker {
  readonly customer: Customer
  readonly isStaff: boolean
  chat: PhoneChat
}

const shop = usePlatform({ typed: [...JUNK, ...ANSWERS.flatMap(([, words]) => words)] })

it(
  `whatever people tap and type, everybody is answered, in words, on one screen: ${STEPS} steps, SEED=${SEED}`,
  async () => {
    const dice = diceOf(SEED)
    const oneOf = <T>(all: readonly T[]): T => all[dice(all.length)]!
    const owner = await theOwner(shop, OWNER_ID)
    const staff = [
      owner,
      await hires(shop, owner, { role: 'Менеджер', firstName: 'Марія' }),
      await hires(shop, owner, { role: 'Бухгалтер', firstName: 'Алла' }),
      await hires(shop, owner, { role: 'Комірник', firstName: 'Степан' }),
    ]
    const customers: Customer[] = []
    for (let i = 0; i < CUSTOMERS; i++)
      customers.push(await shop.joins({ firstName: `Людина ${i}`, languageCode: i === 4 ? 'en' : 'uk' }))
    for (const one of customers) await one.says('/start')
    const walkers: Walker[] = await Promise.all(
      [...staff, ...customers].map(async (customer) => ({
        customer,
        isStaff: staff.includes(customer),
        chat: await customer.person.chat(),
      })),
    )
    /** Every button that anybody ever saw. */
    const seen = new Set<string>()
    const trail: string[] = []
    const done = { orders: 0, jumps: 0 }

    const buttonsOf = ({ chat }: Walker) =>
      chat.messages.flatMap(({ messageId, inlineKeyboard }) =>
        (inlineKeyboard ?? [])
          .flat()
          .flatMap(({ text, callback_data }) =>
            callback_data ? [{ messageId, text, data: callback_data }] : [],
          ),
      )

    const acts = async (walker: Walker): Promise<void> => {
      const { person } = walker.customer
      const buttons = buttonsOf(walker)
      const newest = walker.chat.messages.findLast(({ from }) => from === 'bot')
      const asked = ANSWERS.find(([question]) => question.test(newest?.text ?? newest?.caption ?? ''))
      const chance = dice(100)
      const says = (text: string) => {
        trail.push(`${walker.customer.person.firstName} says ${text.slice(0, 30)}`)
        return person.sends(text)
      }
      const presses = ({ messageId, data }: { messageId: number; data: string }) => {
        trail.push(`${walker.customer.person.firstName} presses ${data}`)
        // A card that was replaced this very moment is gone from the phone too: nobody can press it.
        return person.presses(messageId, data).catch((error: Error) => {
          if (!error.message.includes('there is no such message')) throw error
          return person.sends('/start')
        })
      }
      if (asked && chance < 45) return void (await says(oneOf(asked[1])))
      const forward = buttons.filter(({ text }) => FORWARD.test(text))
      if (forward.length > 0 && chance < 40)
        return void (await presses(forward.at(-1 - dice(Math.min(3, forward.length)))!))
      if (buttons.length > 0 && chance < 72) return void (await presses(oneOf(buttons)))
      if (buttons.length > 0 && seen.size > 0 && chance < 82)
        return void (await presses({ messageId: oneOf(buttons).messageId, data: oneOf([...seen]) }))
      if (chance < 87) return void (await says(oneOf(GOODS)))
      if (chance < 91) return void (await says(oneOf(JUNK)))
      if (chance < 96) return void (await says(oneOf(COMMANDS)))
      trail.push(`${walker.customer.person.firstName} shares something`)
      if (chance < 97)
        await person
          .sendsPhoto(Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'))
          .catch(() => says('фото'))
      else await person.sharesContact(chance < 99 ? {} : { own: false, phone: '+380501112233' })
    }

    /** A connection may break on a busy machine: then the answer comes with the next try. */
    const answered = async (): Promise<void> => {
      for (let tries = 0; tries < 5; tries++) {
        await shop.answers()
        const waiting = await shop.app.db.client.$queryRaw<unknown[]>`
        SELECT id FROM inbox WHERE handled_at IS NULL AND error = ${BROKEN} LIMIT 1`
        if (waiting.length === 0) return
        shop.clock.advance({ seconds: 60 })
      }
    }

    const look = async (walker: Walker, calls: readonly Call[]): Promise<void> => {
      const { person } = walker.customer
      walker.chat = await person.chat()
      for (const { data } of buttonsOf(walker)) seen.add(data)
      const answers = calls.filter(
        ({ method, params, ok, description = '' }) =>
          String(params.chat_id) === String(person.id) &&
          /^(send|edit)/.test(method) &&
          (ok || description.includes('not modified')),
      )
      expect(answers.length, `${person.firstName} was not answered`).toBeGreaterThan(0)
      if (walker.isStaff) return
      const living = walker.chat.messages.filter(({ inlineKeyboard }) =>
        inlineKeyboard?.flat().some(({ callback_data }) => callback_data && !callback_data.startsWith('!')),
      )
      expect(living.length, `${person.firstName} has ${living.length} living screens`).toBeLessThanOrEqual(1)
    }

    let since = (await shop.telegram.calls()).at(-1)?.n ?? 0
    try {
      for (let step = 0; step < STEPS; step += walkers.length) {
        await Promise.all(walkers.map(acts))
        await answered()
        const calls = await shop.telegram.calls(since)
        since = calls.at(-1)?.n ?? since
        for (const walker of walkers) await look(walker, calls)
        expect(await shop.telegram.refused(since - calls.length)).toEqual([])
        if (dice(12) === 0) await shop.settles()
        if (dice(25) === 0) {
          done.jumps++
          trail.push('the clock jumps')
          await shop.passes({ hours: dice(20), minutes: 1 })
          for (const walker of walkers) walker.chat = await walker.customer.person.chat()
        }
      }
      shop.clock.set(nextNoon(shop.clock.now()))
      for (let i = 0; i < 2; i++) await shop.passes({ minutes: 11 })
      expect(await shop.app.core.checkBooks()).toEqual([])
      expect(
        await shop.app.db.client.$queryRaw`
        SELECT id, error FROM inbox WHERE (tries > 0 AND error <> ${BROKEN}) OR handled_at IS NULL`,
      ).toEqual([])
      expect(
        await shop.app.db.client.$queryRaw`SELECT payload FROM events WHERE name = 'work.failed'`,
      ).toEqual([])
    } catch (error) {
      const failed = await shop.app.db.client.$queryRaw`
        SELECT person, tries, error, body FROM inbox WHERE tries > 0 OR handled_at IS NULL`
      const updates = JSON.stringify(failed).slice(0, 2_000)
      throw new Error(
        `SEED=${SEED}: ${(error as Error).message}; after: ${trail.slice(-40).join('; ')}; failed: ${updates}`,
        {
          cause: error,
        },
      )
    }
    const states = await shop.app.db.client.$queryRaw<{ status: string; count: bigint }[]>`
    SELECT status, count(*) FROM orders GROUP BY status ORDER BY status`
    console.log(
      `SEED=${SEED}: ${STEPS} steps, ${done.jumps} jumps of the clock, ${seen.size} different buttons; orders: ${states.map(({ status, count }) => `${status} ${count}`).join(', ')}`,
    )
  },
  STEPS * 300,
)

const nextNoon = (now: Date): Date => {
  const noon = new Date(now)
  noon.setUTCDate(noon.getUTCDate() + 1)
  noon.setUTCHours(10, 0, 0, 0)
  return noon
}

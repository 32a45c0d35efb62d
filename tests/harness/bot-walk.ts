import { expect } from 'vitest'
import { readAction } from '../../bots/dialogue/action.ts'
import { type Answers, answersSince, BEGINNING } from './answers.ts'
import type { PhoneChat } from './phone.ts'
import type { Customer, Platform } from './platform.ts'

/** Nonsense that somebody may write at any moment. */
export const JUNK: readonly string[] = [
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
  '\u202eнавпаки',
  '1000000',
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
  '/start p_zzz',
]
const GOODS = ['12.1.250', '64.1.020', '61.1.050', '11.4.260', '21.1.240', 'Шнурки бавовняні, дві пари']
/** What somebody who wants to get on answers to what they read. */
export const ANSWERS: readonly (readonly [RegExp, readonly string[]])[] = [
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
  [/Для кого замовлення/, ['0509998877']],
  [/Скільки надійшло/, ['1000', '1 060,00']],
]
const FORWARD =
  /Оформити|Check out|Підтвердити|Confirm|Покласти|Add to|Беру|Спаковано|Відправити|магазин$|Гроші|Так, зарах|При отриманні|Переказом|Туди ж|^\d\d( |$)|Нова пошта|Самовивіз|вул\.|На зміні/

/** Buttons that may change what lies in one's own cart; after any other press it is as it was. */
export const CHANGES_CART: ReadonlySet<string> = new Set([
  'add',
  'quantity',
  'size',
  'sold_size',
  'sold_quantity',
  'again',
  'place',
  'data_erase_surely',
])
const MENU: readonly string[] = ['home', 'desk']
const TAPS_TO_MENU = 2

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export interface Walker {
  readonly customer: Customer
  readonly isStaff: boolean
  chat: PhoneChat
}

interface Button {
  readonly messageId: number
  readonly text: string
  readonly data: string
}

export interface Walk {
  /** Everybody does something at the same moment, and is answered. `meanwhile` happens beside it. */
  round(meanwhile?: () => Promise<void>): Promise<void>
  /** One of them wants to the menu, and is there after two taps at most. */
  goesToMenu(): Promise<void>
  /** Everybody looks at the phone again, whatever has come meanwhile. */
  lookAgain(): Promise<void>
  /** What was done last, for whoever has to find out what went wrong. */
  readonly trail: readonly string[]
  readonly note: (what: string) => void
  readonly buttonsSeen: () => number
}

/** `dice(n)`: a whole number below n, always the same for a seed. */
export const createWalk = (
  shop: Platform,
  {
    walkers,
    dice,
    answered,
  }: { walkers: readonly Walker[]; dice: (n: number) => number; answered: () => Promise<void> },
): Walk => {
  const oneOf = <T>(all: readonly T[]): T => all[dice(all.length)]!
  const seen = new Set<string>()
  const trail: string[] = []
  let since = BEGINNING

  const says = ({ customer: { person } }: Walker, text: string): Promise<unknown> => {
    trail.push(`${person.firstName} says ${text.slice(0, 30)}`)
    return person.sends(text)
  }

  /** A card that was replaced this very moment is gone from the phone too: nobody can press it. */
  const presses = ({ customer: { person } }: Walker, { messageId, data }: Omit<Button, 'text'>) => {
    trail.push(`${person.firstName} presses ${data}`)
    return person.presses(messageId, data).catch((error: Error) => {
      if (!error.message.includes('there is no such message')) throw error
      return person.sends('/start')
    })
  }

  const shares = (walker: Walker): Promise<unknown> => {
    const { person } = walker.customer
    trail.push(`${person.firstName} shares something`)
    return oneOf<() => Promise<unknown>>([
      () => person.sendsPhoto(PICTURE),
      () => person.sendsSticker(),
      () => person.sharesLocation(),
      () => person.forwards('Переслане'),
      () => person.sharesContact(),
      () => person.sharesContact({ own: false, phone: '+380501112233' }),
    ])()
  }

  /** Gives what was pressed, where something was. */
  const acts = async (walker: Walker): Promise<string | undefined> => {
    const buttons = buttonsOf(walker.chat)
    const newest = walker.chat.messages.findLast(({ from }) => from === 'bot')
    const asked = ANSWERS.find(([question]) => question.test(newest?.text ?? newest?.caption ?? ''))
    const chance = dice(100)
    const press = async (button: Omit<Button, 'text'>) => {
      await presses(walker, button)
      return button.data
    }
    if (asked && chance < 45) return void (await says(walker, oneOf(asked[1])))
    const forward = buttons.filter(({ text }) => FORWARD.test(text))
    if (forward.length > 0 && chance < 40) return press(forward.at(-1 - dice(Math.min(3, forward.length)))!)
    if (buttons.length > 0 && chance < 72) return press(oneOf(buttons))
    if (buttons.length > 0 && seen.size > 0 && chance < 82)
      return press({ messageId: oneOf(buttons).messageId, data: oneOf([...seen]) })
    if (chance < 87) return void (await says(walker, oneOf(GOODS)))
    if (chance < 91) return void (await says(walker, oneOf(JUNK)))
    if (chance < 96) return void (await says(walker, oneOf(COMMANDS)))
    return void (await shares(walker))
  }

  /** Everybody was answered since, and has one living screen at most. */
  const look = async (walker: Walker, answers: Answers): Promise<void> => {
    const { person } = walker.customer
    walker.chat = await person.chat()
    for (const { data } of buttonsOf(walker.chat)) seen.add(data)
    expect(answers.to(person), `${person.firstName} was not answered`).toBeGreaterThan(0)
    // What was shown in Viber stays; its one keyboard is that of the newest message.
    if (walker.isStaff || person.account.startsWith('viber:')) return
    const living = livingOf(walker.chat)
    expect(living.length, `${person.firstName} has ${living.length} living screens`).toBeLessThanOrEqual(1)
  }

  const newAnswers = async (): Promise<Answers> => {
    const answers = await answersSince(shop, since)
    since = answers.until
    return answers
  }

  /** What lies in each one's cart. */
  const carts = async (): Promise<ReadonlyMap<string, string>> => {
    const rows = await shop.app.db.queries.$queryRaw<{ person: string; lines: string }[]>`
      SELECT i.person, string_agg(concat_ws(' ', l.product_id, l.variant_id, l.quantity), ',' ORDER BY l.id) AS lines
      FROM identities i JOIN carts c ON c.user_id = i.user_id AND c.status = 'open' JOIN cart_lines l ON l.cart_id = c.id
      GROUP BY i.person`
    return new Map(rows.map(({ person, lines }) => [person, lines]))
  }

  const round: Walk['round'] = async (meanwhile) => {
    if (since === BEGINNING) await newAnswers()
    const before = await carts()
    const [pressed] = await Promise.all([Promise.all(walkers.map(acts)), meanwhile?.()])
    await answered()
    expect(await shop.telegram.refused(since.telegram)).toEqual([])
    expect(await shop.viber.refused(since.viber)).toEqual([])
    const answers = await newAnswers()
    for (const walker of walkers) await look(walker, answers)
    const after = await carts()
    for (const [i, { customer, isStaff }] of walkers.entries()) {
      const action = nameOf(pressed[i])
      if (isStaff || action === undefined || CHANGES_CART.has(action)) continue
      const person = customer.person.account
      expect(after.get(person), `${customer.person.firstName}'s cart after ${action}`).toBe(
        before.get(person),
      )
    }
  }

  const goesToMenu = async (): Promise<void> => {
    const walker = oneOf(walkers)
    const { person } = walker.customer
    /** The staff have several messages that live: where one pressed is where one looks. */
    let at: number | undefined
    for (let taps = 1; taps <= TAPS_TO_MENU; taps++) {
      walker.chat = await person.chat()
      const keys = walker.chat.replyKeyboard?.keyboard.flat() ?? []
      const living = livingOf(walker.chat)
      const here = living.find(({ messageId }) => messageId === at) ?? living.at(-1)
      const buttons = buttonsOf(walker.chat, here?.messageId)
      const menu = buttons.find(({ data }) => MENU.includes(data.replace(/^!/, '')))
      const key = keys.find(({ text }) => /На початок|Home|Start/.test(text))
      at = here?.messageId
      const next = menu ?? buttons.findLast(({ text }) => text.startsWith('‹')) ?? buttons.at(-1)
      if (key) await says(walker, key.text)
      else if (next) await presses(walker, next)
      else await says(walker, '/start')
      await answered()
      if (key || menu || !next) return
    }
    const { text } = await person.screen()
    throw new Error(`${person.firstName} is not at the menu after ${TAPS_TO_MENU} taps, but at "${text}"`)
  }

  return {
    round,
    goesToMenu,
    lookAgain: async () => {
      for (const walker of walkers) walker.chat = await walker.customer.person.chat()
    },
    trail,
    note: (what) => void trail.push(what),
    buttonsSeen: () => seen.size,
  }
}

const nameOf = (data: string | undefined): string | undefined =>
  data === undefined ? undefined : (readAction(data.replace(/^!/, ''))?.to ?? 'nothing')

const buttonsOf = (chat: PhoneChat, of?: number): Button[] =>
  chat.messages
    .filter(({ messageId }) => of === undefined || messageId === of)
    .flatMap(({ messageId, inlineKeyboard }) =>
      (inlineKeyboard ?? [])
        .flat()
        .flatMap(({ text, callback_data }) =>
          callback_data ? [{ messageId, text, data: callback_data }] : [],
        ),
    )

/** Messages whose buttons act where they stand; those of a record open something below. */
const livingOf = (chat: PhoneChat) =>
  chat.messages.filter(({ inlineKeyboard }) =>
    inlineKeyboard?.flat().some(({ callback_data }) => callback_data && !callback_data.startsWith('!')),
  )

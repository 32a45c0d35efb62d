import type { Customer, Platform, TelegramCustomer } from '../harness/platform.ts'

/** What a customer taps and says (`>…`) from the choice of delivery to the review. */
export const TO_BRANCH = ['Нова пошта: відділення чи поштомат', '>Київ', '>12'] as const
export const BY_COURIER = ['Нова пошта: курʼєр', '>Львів', '>Зелена', '>14-А', 'Без квартири'] as const
export const BY_POST = [
  'Укрпошта або за кордон',
  '>04070',
  '>Україна',
  '>Київ',
  '>Хорива',
  '>1',
  '>5',
] as const
export const FROM_STORE = ['Самовивіз', 'Велика Васильківська'] as const

/** Finds a product by its article and puts a size of it into the cart; without a size it is left open. */
export const putsIntoCart = async (customer: Customer, article: string, size?: string): Promise<void> => {
  await customer.says(article)
  await customer.taps(size ?? 'Не знаю розміру')
  await customer.sees('Поклали до кошика')
}

export interface Wishes {
  readonly article?: string
  /** null: not known. */
  readonly size?: string | null
  readonly delivery?: readonly string[]
  readonly name?: string
  readonly payment?: string
}

/** From nothing to the review, as a person without earlier orders goes. */
export const checksOut = async (customer: Customer, wishes: Wishes = {}): Promise<void> => {
  const {
    article = '12.1.250',
    size = '35',
    delivery = TO_BRANCH,
    name = 'Коваль Олена',
    payment = 'При отриманні',
  } = wishes
  await putsIntoCart(customer, article, size ?? undefined)
  await customer.does('Кошик', 'Оформити замовлення', ...delivery, `>${name}`)
  await customer.sharesContact()
  await customer.taps(payment)
}

/** A whole order. Gives its number. */
export const orders = async (customer: Customer, wishes: Wishes = {}): Promise<number> => {
  await checksOut(customer, wishes)
  await customer.taps('Підтвердити замовлення')
  return numberSeen(customer)
}

/** Proves the own number: in Telegram by sharing it, in Viber by a code that comes to it (the platform's option `sms`). */
export const provesPhone = async (shop: Platform, customer: Customer, phone: string): Promise<void> => {
  if (customer.person.account.startsWith('telegram:')) return customer.sharesContact()
  await customer.does('>/start', 'Ще', 'Мій номер')
  await customer.sharesContact()
  const code = /\d{6}/.exec((await shop.texts(phone)).at(-1) ?? '')?.[0]
  await customer.says(code ?? 'no code came')
}

/** The number in "Замовлення № 1001 отримали". */
export const numberSeen = async (customer: Customer): Promise<number> => {
  const { text } = await customer.screen()
  const number = Number(/№ (\d+)/.exec(text)?.[1])
  if (!number) throw new Error(`no number of an order in "${text}"`)
  return number
}

/** The owner: everybody's desk in one, the first to be told. */
export const theOwner = async (shop: Platform, id: number): Promise<TelegramCustomer> => {
  const owner = await shop.joinsTelegram({ id, firstName: 'Оксана' })
  await owner.says('/start')
  return owner
}

/** Somebody of the staff, by a one-time link of the owner's. */
export const hires = async (
  shop: Platform,
  owner: Customer,
  { role, firstName }: { role: string; firstName: string },
): Promise<TelegramCustomer> => {
  await owner.does('>/desk', 'Команда', 'Запросити працівника', role, '2 дні')
  const link = /\?start=(staff_\w+)/.exec((await owner.screen()).text)?.[1]
  const hired = await shop.joinsTelegram({ firstName })
  await hired.says(`/start ${link}`)
  return hired
}

/** All that the bot has said in a chat, oldest first. */
export const told = async ({ person }: Customer): Promise<string[]> =>
  (await person.chat()).messages
    .filter(({ from }) => from === 'bot')
    .map(({ text, caption }) => (text ?? caption ?? '').replaceAll('\u00a0', ' '))

/** The size that the parcel's card asks for next: of its first line that is not ticked off. */
const askedSize = (text: string): string =>
  /^(?!✓)\S+ · (?:(.+) · )?\d+ (?:шт|pcs?|з|of)/m.exec(text.split('\n').slice(2).join('\n'))?.[1] ?? ''

/** From an order's card: checks every piece of the parcel, closes it, and opens the card again. */
export const packs = async (
  one: Customer,
  words = { pack: 'Пакувати', close: 'Спаковано', yes: 'Так, це воно' },
): Promise<void> => {
  const number = /№ (\d+)/.exec((await one.screen()).text)?.[1]
  await one.taps(words.pack)
  while (!(await one.buttons()).includes(words.close)) {
    const labels = await one.buttons()
    await one.taps(labels.includes(words.yes) ? words.yes : askedSize((await one.screen()).text))
  }
  await one.taps(words.close)
  await one.says(String(number))
}

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageRouter } from '../../sandbox/page-server.ts'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'

const CHROMIUM = '/usr/bin/chromium'
const here = existsSync(CHROMIUM)
if (!here) {
  if (process.env.CI) throw new Error('Chromium is missing: .ci/run installs it')
  console.log('skipped: the browser story needs Chromium at /usr/bin/chromium')
}

const CUSTOMER_ID = 100001
const COLLEAGUE_ID = 100002
const PHONE = '+380671234567'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe.skipIf(!here)('the page, in Chromium', () => {
  const shop = usePlatform({
    viber: true,
    routes: pageRouter({
      title: 'Крам',
      customers: [CUSTOMER_ID],
      staff: [OWNER_ID, COLLEAGUE_ID],
      bot: 'kram_test_bot',
    }),
  })
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  })
  afterAll(() => browser?.close())

  /** `Олена` is her Telegram, `Олена, Viber` her Viber. */
  const phone = (name: string): Locator => {
    const [person, viber] = name.split(', ')
    return page.getByRole('region', { name: `${viber ?? 'Телефон'}: ${person}` })
  }
  const taps = (name: string, label: string | RegExp) =>
    phone(name)
      .getByRole('button', { name: label, exact: typeof label === 'string' })
      .last()
      .click({ timeout: 10_000 })
  const says = async (name: string, text: string) => {
    const box = phone(name).getByRole('textbox', { name: 'Повідомлення' })
    await box.fill(text)
    await box.press('Enter')
  }
  const sees = (name: string, text: string | RegExp) =>
    phone(name).getByText(text).last().waitFor({ timeout: 10_000 })

  it('a person orders, a manager confirms, the customer sees it', async () => {
    await shop.joinsTelegram({ id: CUSTOMER_ID, firstName: 'Олена', phone: PHONE })
    await shop.joinsTelegram({ id: OWNER_ID, firstName: 'Оксана' })
    await page.goto(shop.emulator.url)

    await taps('Оксана', 'Почати')
    await sees('Оксана', 'Робочий стіл')
    await taps('Олена', 'Почати')
    await taps('Олена', 'Каталог')
    await taps('Олена', 'Для хлопчика')
    await taps('Олена', /· Босоніжки шкіряні на двох липучках$/)
    await phone('Олена')
      .getByRole('img', { name: /Босоніжки/ })
      .waitFor()
    await taps('Олена', /^35/)
    await taps('Олена', /Кошик · 1/)
    await taps('Олена', 'Оформити замовлення')
    await taps('Олена', 'Нова пошта: відділення чи поштомат')
    await sees('Олена', 'Місто або село?')
    await says('Олена', 'Київ')
    await sees('Олена', /Номер відділення/)
    await says('Олена', '12')
    await sees('Олена', /Прізвище та імʼя/)
    await says('Олена', 'Коваль Олена')
    await taps('Олена', 'Поділитися моїм номером')
    await page.getByRole('button', { name: 'Поділитися', exact: true }).click()
    await taps('Олена', 'При отриманні')
    await taps('Олена', 'Підтвердити замовлення')
    await sees('Олена', /Замовлення № \d+ отримали/)

    await taps('Оксана', 'Беру')
    await taps('Оксана', 'Підтвердити: при отриманні')
    await sees('Олена', /Замовлення № \d+ підтвердили/)
  })

  it('in Viber: the welcome, a code that comes to Telegram, cards to swipe, an order that both know', async () => {
    await shop.joinsViber({ firstName: 'Олена', phone: PHONE })
    const here = 'Олена, Viber'
    const keys = phone(here).getByRole('group', { name: 'Клавіатура бота' })
    await taps(here, 'Відкрити чат')
    await sees(here, /Взуття для всієї родини/)
    await sees(here, 'Ви не підписані: бот не може написати першим.')
    await taps(here, 'На початок')
    await sees(here, 'Viber · ви підписані')
    await taps(here, 'Мої замовлення')
    await taps(here, 'Замовляли з іншого месенджера?')
    await taps(here, /Поділитися/)
    await page.getByRole('button', { name: 'Поділитися', exact: true }).click()
    await sees(here, /Напишіть код/)
    const told = await phone('Олена')
      .getByText(/Код: \d{6}/)
      .last()
      .textContent()
    await says(here, /Код: (\d{6})/.exec(told!)![1]!)
    await sees(here, /Кошик і замовлення тепер спільні/)

    await taps(here, 'Каталог')
    await taps(here, 'Для хлопчика')
    const cards = phone(here)
      .getByRole('group', { name: /Картки/ })
      .last()
    await taps(here, 'Наступна картка')
    await expect
      .poll(() => cards.evaluate((strip) => Number(Reflect.get(strip, 'scrollLeft'))))
      .toBeGreaterThan(200)
    await keys.getByRole('button', { name: 'Фільтри' }).waitFor()
    await cards
      .getByRole('button', { name: /Босоніжки шкіряні/ })
      .first()
      .click()
    await taps(here, /^35/)
    await keys.getByRole('button', { name: 'Фільтри' }).waitFor({ state: 'detached' })
    await taps(here, /Кошик · 1/)
    await taps(here, 'Оформити замовлення')
    await taps(here, 'Підтвердити замовлення')
    await sees(here, /Замовлення № \d+ отримали/)
    expect(await phone(here).getByRole('button', { name: 'До кінця розмови' }).count()).toBe(0)

    await says('Олена', '/orders')
    await phone('Олена')
      .getByRole('button', { name: /№ 1002/ })
      .waitFor({ timeout: 10_000 })
  })

  it('staff share a group: the bot is added, a card comes, a member takes the order, another writes', async () => {
    const picks = async (label: string) => {
      await taps('Менеджери', 'Дії з групою')
      await page.getByRole('menuitem', { name: label }).click()
    }
    await shop.joinsTelegram({ id: COLLEAGUE_ID, firstName: 'Назар' })
    await page.getByRole('button', { name: 'Додати людину' }).click()
    await page.getByRole('radio', { name: /Група/ }).check()
    await page.getByRole('textbox', { name: 'Назва' }).fill('Менеджери')
    await page.getByRole('button', { name: 'Додати', exact: true }).click()
    await sees('Менеджери', 'Тут ще порожньо. Додайте бота: меню «⋮» → «Додати бота».')
    await picks('Додати бота')
    await sees('Менеджери', 'Бота додано до групи')
    await picks('Писати як Оксана')
    await says('Менеджери', '/desk')
    await sees('Менеджери', 'Тепер це чат працівників')

    await says('Олена', '61.1.050')
    await taps('Олена', 'Покласти до кошика')
    await taps('Олена', /Кошик · 1/)
    await taps('Олена', 'Оформити замовлення')
    await taps('Олена', 'Підтвердити замовлення')
    await sees('Олена', /Замовлення № \d+ отримали/)
    await picks('Писати як Назар')
    await taps('Менеджери', 'Беру')
    await sees('Менеджери', 'Це для працівників магазину')
    await picks('Писати як Оксана')
    await taps('Менеджери', 'Беру')
    await sees('Менеджери', /веде Оксана/)
    await phone('Менеджери').getByRole('link', { name: 'Відкрити' }).last().click()
    await sees('Оксана', /Підтвердити: при отриманні/)
    await page.getByRole('tab', { name: /^Олена/ }).click()
  })

  it('a person finds a product by the bot’s name, and sends it into the chat', async () => {
    await phone('Олена')
      .getByRole('textbox', { name: 'Повідомлення' })
      .fill('@kram_test_bot босоніжки липучках')
    await taps('Олена', /^Босоніжки шкіряні.* 1.060.₴/)
    await sees('Олена', 'через @kram_test_bot')
    await phone('Олена').getByRole('link', { name: 'Відкрити в крамниці' }).last().click()
    await taps('Олена', 'Поділитися')
    await taps('Олена', /^Босоніжки шкіряні.* 1.060.₴/)
    await sees('Олена', 'через @kram_test_bot')
  })

  it('on a narrow window one phone fills the screen, and the other is a tap away', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await phone('Оксана').waitFor({ state: 'detached' })
    await phone('Олена').waitFor()
    await page.getByRole('button', { name: 'Viber' }).click()
    await phone('Олена, Viber').waitFor()
    await phone('Олена').waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: /Оксана/ }).click()
    await phone('Оксана').waitFor()
    await phone('Олена, Viber').waitFor({ state: 'detached' })
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    expect(overflow).toBe(false)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { OWNER_ID, type TelegramCustomer, usePlatform, type ViberCustomer } from '../harness/platform.ts'
import { hires, orders, theOwner } from './buying.ts'

/** Files of a customer in Viber and of the staff in Telegram: each sees what the other sent. */
const shop = usePlatform({ viber: true })
let owner: TelegramCustomer
let olena: ViberCustomer

const messagesOf = async ({ person }: TelegramCustomer | ViberCustomer) =>
  (await person.chat()).messages.filter(({ from }) => from === 'bot')
const bytesAt = async (url: string, base = shop.emulator.url): Promise<Buffer> => {
  const response = await fetch(new URL(url, base))
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}
/** The address that Viber was given last for a message of this type: it fetches from there once, and keeps a copy. */
const addressOf = async (type: 'picture' | 'file'): Promise<string> => {
  const given = (await shop.viber.calls()).findLast(({ params }) => params.type === type)?.params.media
  return String(given)
}
const bytesIn = (bytes: Buffer): string => bytes.toString('utf8')

beforeAll(async () => {
  owner = await theOwner(shop, OWNER_ID)
  olena = await shop.joinsViber({ firstName: 'Олена', phone: '+380671110001' })
  await olena.opens()
  await olena.says('Добрий день')
})

describe('what a customer sends in Viber', () => {
  it('a slip’s picture is seen by the accountant in the message and on the slip’s screen, uploaded once', async () => {
    const alla = await hires(shop, owner, { role: 'Бухгалтер', firstName: 'Алла' })
    const number = await orders(olena, { payment: 'Переказом на рахунок' })
    await owner.does(`>${number}`, 'Беру', 'Підтвердити: переказ')
    await olena.taps('Показати замовлення')
    await olena.taps('Уже сплачено')
    await olena.sendsPhoto()
    await olena.sees('Дякуємо! Перевіримо й напишемо.')
    const slip = (await messagesOf(alla)).findLast(({ caption }) => caption?.includes('Перевірте переказ'))
    expect(slip?.photo).toBeDefined()
    await alla.does('>/desk', 'Перекази на перевірку', `№ ${number}`)
    const shown = (await messagesOf(alla)).at(-1)
    expect(shown?.photo?.url).toBe(slip?.photo?.url)
    expect((await bytesAt(shown!.photo!.url)).length).toBeGreaterThan(0)
    await alla.does('Гроші надійшли', 'Так, зарахувати')
  })

  it('a question’s photo and file come to the managers, and stand in the history', async () => {
    await olena.does('>/start', 'Запитати')
    await olena.sendsPhoto(undefined, 'Чи це воно?')
    await olena.person.sendsFile('розміри.pdf', Buffer.from('%PDF-1.4 розміри'))
    await shop.settles()
    const seen = await messagesOf(owner)
    expect(seen.findLast(({ caption }) => caption?.includes('Чи це воно?'))?.photo).toBeDefined()
    const file = seen.findLast(({ document }) => document)?.document
    expect(file?.fileName).toBe('document.pdf')
    expect(bytesIn(await bytesAt(file!.url))).toBe('%PDF-1.4 розміри')
    await owner.does('Беру', 'Історія', 'Файл')
    expect((await messagesOf(owner)).at(-1)?.document?.fileName).toBe('document.pdf')
    await owner.taps('‹ До звернення')
  })
})

describe('what a manager sends in Telegram', () => {
  it('a photo, a voice, a video and a document come to Viber, with their bytes', async () => {
    await owner.taps('Відповісти')
    await owner.sendsPhoto(undefined, 'Ось вони')
    await olena.sees('Ось вони')
    const photo = (await messagesOf(olena)).findLast((message) => message.photo)?.photo
    expect(await addressOf('picture')).toMatch(/\/files\/fil_\w+\/photo\.jpg\?until=\d+&sign=[0-9a-f]{64}$/)
    expect([...(await bytesAt(photo!.url)).subarray(0, 2)]).toEqual([0xff, 0xd8])
    for (const [kind, ending] of [
      ['voice', 'ogg'],
      ['document', ''],
    ] as const) {
      await owner.person.sendsFile(kind)
      await shop.settles()
      const file = (await messagesOf(olena)).findLast(({ document }) => document)?.document
      expect(file?.fileName).toMatch(new RegExp(`^${kind}\\..*${ending}$`))
      const bytes = await bytesAt(file!.url)
      expect(bytesIn(bytes)).toBe(`${kind} of Оксана`)
      expect(file?.size).toBe(bytes.length)
    }
    await owner.person.sendsFile('video')
    await shop.settles()
    const video = (await messagesOf(olena)).findLast(({ recording }) => recording)?.recording
    expect(bytesIn(await bytesAt(video!.url))).toBe('video of Оксана')
  })

  it('the address of a file is good for nothing else, and not for ever', async () => {
    const address = new URL(await addressOf('file'))
    const status = async (change: (url: URL) => void) => {
      const url = new URL(address)
      change(url)
      return (await fetch(url)).status
    }
    const sign = address.searchParams.get('sign')!
    const flipped = sign.startsWith('0') ? `1${sign.slice(1)}` : `0${sign.slice(1)}`
    expect(await status((url) => url.searchParams.set('sign', flipped))).toBe(403)
    expect(await status((url) => url.searchParams.set('sign', 'x'))).toBe(403)
    expect(await status((url) => url.searchParams.set('until', '99999999999999'))).toBe(403)
    expect(await status((url) => url.searchParams.delete('sign'))).toBe(403)
    const name = address.pathname.split('/').at(-1)!
    const other = await addressOf('picture')
    expect(
      await status((url) => {
        url.pathname = `${new URL(other).pathname.split('/').slice(0, -1).join('/')}/${name}`
      }),
    ).toBe(403)
    for (const path of [
      '/files/..%2F..%2Fpackage.json/a.json',
      '/files/%00/a',
      '/files/a/..%2F..%2Fetc%2Fpasswd',
    ])
      expect(
        await status((url) => {
          url.pathname = path
        }),
      ).toBe(403)
    expect(
      await status((url) => {
        url.pathname = `${address.pathname.split('/').slice(0, -1).join('/')}/..%2F..%2Fetc%2Fpasswd`
      }),
    ).toBe(200)
    await shop.passes({ days: 31 })
    expect(await status(() => {})).toBe(403)
  })
})

describe('«Мої дані» in Viber', () => {
  it('come as a file with everything in it, which is gone after a day', async () => {
    await olena.does('>/start', '>/data', 'Отримати все файлом')
    const file = (await messagesOf(olena)).findLast(({ document }) => document)!.document!
    expect(file.fileName).toMatch(/^kram-\d{4}-\d\d-\d\d\.json$/)
    const address = await addressOf('file')
    const bytes = await bytesAt(address)
    expect(bytes.length).toBe(file.size)
    expect(JSON.parse(bytesIn(bytes)).Замовлення.orders).toHaveLength(1)
    const made = () => shop.app.db.client.sentFile.count({ where: { messenger: null } })
    expect(await made()).toBe(1)
    await shop.passes({ days: 1, minutes: 1 })
    expect((await fetch(address)).status).toBe(403)
    expect(await made()).toBe(0)
  })
})

describe('a file that cannot be had', () => {
  it('is said kindly in its place', async () => {
    const petro = await shop.joinsViber({ firstName: 'Петро' })
    await petro.opens()
    await petro.does('>Вітаю', 'Запитати')
    const [question] = await shop.app.db.client.identity.findMany({ where: { person: petro.person.account } })
    await shop.app.core.support.ask({
      userId: question!.userId,
      said: [
        {
          text: 'Погляньте',
          media: { kind: 'photo', id: `${shop.web.url}/nothing.jpg`, messenger: 'viber' },
        },
      ],
    })
    await shop.settles()
    await owner.sees('Погляньте')
    const told = (await messagesOf(owner)).map(({ text }) => text ?? '').join('\n')
    expect(told).toContain('Файл сюди не дійшов')
  })
})

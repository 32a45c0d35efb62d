import { describe, expect, it } from 'vitest'
import { atOnce, type Person, useShop } from '../../tests/harness/shop.ts'
import { DomainError } from '../kernel/errors.ts'

/** What the messengers say of a file, by its id. */
const there = new Map<string, Buffer | 'photo.too_big'>()
const asked: string[] = []
const shop = useShop({
  outside: {
    fetchFile: async ({ id }) => {
      asked.push(id)
      const bytes = there.get(id)
      if (!bytes || bytes === 'photo.too_big') throw new DomainError(bytes ?? 'photo.unreachable')
      return { bytes, ending: 'pdf' }
    },
  },
})

let files = 0
const document = (bytes?: Buffer | 'photo.too_big') => {
  const media = { kind: 'document', id: `file-${++files}`, messenger: 'viber' } as const
  if (bytes) there.set(media.id, bytes)
  return media
}
const inTelegram = (): Promise<Person> => shop.aCustomer()
const bytesOf = async (media: { messenger: string; id: string }) => {
  const kept = await shop.core.files.of(media)
  return kept && Buffer.from((await shop.core.files.read(kept.id))!.bytes).toString()
}

describe('a file that crosses', () => {
  it('is kept where somebody who sees it is in another messenger, and is fetched once', async () => {
    const { userId } = await inTelegram()
    const media = document(Buffer.from('сто'))
    const keep = () => shop.core.files.keep({ userId, media })
    expect(await atOnce(keep(), keep(), keep())).toEqual(['done', 'done', 'done'])
    await shop.core.files.keep({ userId, media })
    expect(await bytesOf(media)).toBe('сто')
    expect(await shop.core.files.of(media)).toMatchObject({ name: 'document.pdf', size: 6, sentAs: {} })
    expect(await shop.db.client.sentFile.count({ where: { mediaId: media.id } })).toBe(1)
    const before = asked.length
    await shop.core.files.keep({ userId, media })
    expect(asked.length).toBe(before)

    const own = { ...document(Buffer.from('своє')), messenger: 'telegram' }
    await shop.core.files.keep({ userId, media: own })
    expect(await shop.core.files.of(own)).toBeUndefined()
  })

  it('that cannot be had is tried again by the sweep until it is there', async () => {
    const { userId } = await inTelegram()
    const media = document()
    await shop.core.files.keep({ userId, media })
    expect(await shop.core.files.of(media)).toBeUndefined()
    expect(await shop.core.files.fetchDue()).toBe(0)
    there.set(media.id, Buffer.from('тепер є'))
    shop.clock.advance({ minutes: 3 })
    await atOnce(shop.core.files.fetchDue(), shop.core.files.fetchDue())
    expect(await bytesOf(media)).toBe('тепер є')
    expect(asked.filter((id) => id === media.id)).toHaveLength(2)
  })

  it('is given up where it is too big, and after a time', async () => {
    const { userId } = await inTelegram()
    await shop.core.files.keep({ userId, media: document('photo.too_big') })
    const gone = document()
    await shop.core.files.keep({ userId, media: gone })
    for (let i = 0; i < 12; i += 1) {
      shop.clock.advance({ hours: 3 })
      await shop.core.files.fetchDue()
    }
    expect(asked.filter((id) => id === gone.id)).toHaveLength(7)
    expect(asked.filter((id) => there.get(id) === 'photo.too_big')).toHaveLength(1)
  })

  it('goes with its person, and one that both of two had who are one is there once', async () => {
    const older = await shop.aCustomer()
    shop.clock.advance({ minutes: 1 })
    const newer = await shop.aCustomer({ phoneProven: false })
    const both = document(Buffer.from('обох'))
    const newers = document(Buffer.from('новішого'))
    await shop.core.files.keep({ userId: older.userId, media: both })
    for (const media of [both, newers]) await shop.core.files.keep({ userId: newer.userId, media })
    await shop.core.users.provePhone(newer.userId, older.phone)
    const kept = await shop.db.client.sentFile.findMany({ where: { mediaId: { in: [both.id, newers.id] } } })
    expect(kept.map(({ userId }) => userId)).toEqual([older.userId, older.userId])
    await shop.core.personal.erase({ userId: older.userId })
    expect(await shop.core.files.of(both)).toBeUndefined()
    expect(await shop.core.files.of(newers)).toBeUndefined()
  })

  it('that the shop made is there for a day', async () => {
    const { userId } = await inTelegram()
    const { id, size } = await shop.core.files.make({ userId, name: 'a.json', text: '{"ї":1}' })
    expect(size).toBe(8)
    expect((await shop.core.files.read(id))?.name).toBe('a.json')
    shop.clock.advance({ days: 1 })
    expect(await shop.core.files.read(id)).toBeUndefined()
    await shop.core.files.forgetMade()
    expect(await shop.db.client.sentFile.count({ where: { id } })).toBe(0)
  })
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'

const ROOT = join(import.meta.dirname, '../..')

const feed = (price: number) => `<?xml version="1.0" encoding="UTF-8"?>
<yml_catalog><shop><categories><category id="1">Сумки</category></categories><offers>
<offer id="bag-1" available="true"><name_ua>Сумка дорожня</name_ua><price>${price}</price><categoryId>1</categoryId>
<quantity_in_stock>5</quantity_in_stock></offer></offers></shop></yml_catalog>`

/** The import is a process of its own and lives by the real clock: this shop's is ahead of it, at an hour when people are awake. */
const TOMORROW = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T10:00:00Z`

describe('a price that falls too far in an import', () => {
  const shop = usePlatform({ demo: false, start: TOMORROW })
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kram-feed-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const imports = async (price: number) => {
    const file = join(folder, 'feed.xml')
    await writeFile(file, feed(price))
    await promisify(execFile)(process.execPath, ['integrations/yml-feed/main.ts', file, '--no-pictures'], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: shop.database.url },
    })
    await shop.settles()
  }

  it('waits: customers pay the old one until the owner takes the new one, in two taps', async () => {
    const owner = await shop.joinsTelegram({ id: OWNER_ID, firstName: 'Оксана' })
    await owner.says('/start')
    const olena = await shop.joins({ firstName: 'Олена' })
    await imports(1000)
    await olena.says('Сумка дорожня')
    await olena.sees('1 000 ₴')
    await imports(500)
    await owner.sees('Ціни чекають на ваше слово')
    await olena.says('Сумка дорожня')
    await olena.sees('1 000 ₴')

    await owner.taps('Робочий стіл')
    await owner.taps('Ціни чекають · 1')
    await owner.sees(/Сумка дорожня: 1 000 ₴ → 500 ₴/)
    await owner.taps('Прийняти нові ціни')
    await owner.taps('Так, прийняти')
    await owner.sees('Нові ціни діють')
    await olena.says('Сумка дорожня')
    await olena.sees('500 ₴')
    expect(await owner.buttons()).not.toContain('Ціни чекають · 1')
  }, 60_000)
})

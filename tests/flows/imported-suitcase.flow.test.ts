import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { packs } from './buying.ts'

const ROOT = join(import.meta.dirname, '../..')
const REAL_FEED = join(ROOT, '../shared/data/marketplace-feed-luggage.xml')
const missing = !existsSync(REAL_FEED) && !process.env.CI
if (missing) console.log(`skipped: no real feed at ${REAL_FEED}`)

const importFeed = async (databaseUrl: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['integrations/yml-feed/main.ts', REAL_FEED, '--no-pictures'],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: databaseUrl } },
  )
  return stdout
}

describe.skipIf(missing)('a real shop’s feed', () => {
  const shop = usePlatform({ demo: false })

  it('is imported, a suitcase of it is ordered in Telegram and shipped, and the next import changes nothing', async () => {
    const said = await importFeed(shop.database.url)
    expect(said).toMatch(/created\s+290/i)
    await shop.app.core.settings.write('hours', {
      opens: '09:00',
      closes: '19:00',
      days: [1, 2, 3, 4, 5],
      holidays: [],
    })

    const oksana = await shop.joinsTelegram({ id: OWNER_ID, firstName: 'Оксана' })
    await oksana.says('/start')
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    await olena.says('/start')
    await olena.taps('Каталог')
    await olena.taps('Валізи')
    await olena.says('44603')
    await olena.sees('Валіза Madisson 44603')
    const size = (await olena.buttons()).find((label) => /^[SML] · /.test(label) && !label.includes('\u0336'))
    expect(size).toBeDefined()
    await olena.taps(size ?? '')
    await olena.taps('Кошик')
    await olena.taps('Оформити замовлення')
    await olena.taps('Нова пошта: відділення')
    for (const answer of ['Одеса', 'поштомат 26012', 'Коваль Олена']) await olena.says(answer)
    await olena.sharesContact()
    await olena.taps('При отриманні')
    await olena.sees('поштомат № 26012')
    await olena.taps('Підтвердити замовлення')
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    await packs(oksana)
    await oksana.does('Відправити', '>2045 0000 0000 42')
    await olena.sees('20450000000042')

    const again = await importFeed(shop.database.url)
    expect(again).toMatch(/unchanged\s+290/i)
  }, 60_000)
})

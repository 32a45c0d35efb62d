import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, theOwner } from './buying.ts'

describe('the shelves', () => {
  const shop = usePlatform()

  it('are changed with a reason, and counted with the difference confirmed by two taps', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
    await stepan.does('>/desk', 'Залишки', '>12.1.250')
    const onHand = (text: string, size: string) =>
      Number(new RegExp(`${size} · на полиці (\\d+)`).exec(text)?.[1])
    const before = onHand((await stepan.screen()).text, '35')
    await stepan.does('35', '>2', 'Надійшло +2')
    await stepan.sees('Записали')
    await stepan.sees(`35 · на полиці ${before + 2}`)
    await stepan.taps('‹ До розмірів')
    const rows = [...(await stepan.screen()).text.matchAll(/^(\d\d) · на полиці (\d+)/gm)]
    const counts = rows.map(([, size, n]) => (size === '35' ? Number(n) - 1 : Number(n)))
    await stepan.does('Порахувати', '>2 0')
    await stepan.sees(`їх має бути ${rows.length}`)
    await stepan.says(counts.join(' '))
    await stepan.sees('(−1)')
    await stepan.does('Записати різницю', 'Так, записати')
    await stepan.sees('Різницю записали')
    expect(onHand((await stepan.screen()).text, '35')).toBe(before + 1)
  })
})

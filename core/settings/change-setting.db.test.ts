import { describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

describe('a change of the settings', () => {
  it('of two parts of one setting at once loses neither, and both stand in the history', async () => {
    const { actor } = await shop.owner()
    const another = shop.anotherProcess()
    for (let trial = 0; trial < 5; trial++) {
      await Promise.all([
        shop.core.settings.change({
          actor,
          key: 'quiet',
          edit: (quiet) => ({ ...quiet, from: `2${trial % 4}:00` }),
        }),
        another.settings.change({
          actor,
          key: 'quiet',
          edit: (quiet) => ({ ...quiet, to: `0${trial + 1}:00` }),
        }),
      ])
      shop.clock.advance({ seconds: 6 })
      expect((await shop.core.settings.read()).quiet).toEqual({
        from: `2${trial % 4}:00`,
        to: `0${trial + 1}:00`,
      })
    }
    const [last, before] = await shop.core.settings.history('quiet', { limit: 2 })
    expect(last?.before).toEqual(before?.after)
  })

  it('that changes nothing leaves no line', async () => {
    const { actor } = await shop.owner()
    await shop.core.settings.change({ actor, key: 'prepayment', edit: (present) => present })
    expect(await shop.core.settings.history('prepayment')).toEqual([])
  })

  it('is refused where the shop could not live by it, or it is not the owner’s', async () => {
    const { actor } = await shop.owner()
    const hours = (edit: object) =>
      refusal(
        shop.core.settings.change({ actor, key: 'hours', edit: (present) => ({ ...present, ...edit }) }),
      )
    expect(await hours({ days: [] })).toBe('settings.hours')
    expect(await hours({ opens: '20:00' })).toBe('settings.hours')
    expect(await hours({ opens: '25:00' })).toBe('settings.invalid')
    const { actor: manager } = await shop.newStaff('manager')
    expect(
      await refusal(shop.core.settings.change({ actor: manager, key: 'prepayment', edit: () => 1 })),
    ).toBe('staff.forbidden')
    const shopOf = (name: string) =>
      refusal(
        shop.core.settings.change({
          actor,
          key: 'shop',
          edit: (present) => ({ ...present, greeting: { uk: name } }),
        }),
      )
    expect(await shopOf('Переказ на 4111 1111 1111 1111')).toBe('settings.card_number')
  })
})

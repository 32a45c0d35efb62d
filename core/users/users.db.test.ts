import { describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

const identity = (person: string) => ({ person, name: 'Олена', username: 'olena', language: 'uk' }) as const

describe('a person', () => {
  it('met by five at once is one user, announced once', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const person = `telegram:5${trial}`
      const met = await Promise.all([1, 2, 3, 4, 5].map(() => shop.core.users.meet(identity(person))))
      expect(new Set(met.map(({ id }) => id)).size).toBe(1)
      const userId = met[0]!.id
      const rows = await shop.db.client.event.findMany({
        where: { name: 'user.registered', payload: { path: ['userId'], equals: userId } },
      })
      expect(rows).toHaveLength(1)
    }
    const users = await shop.db.client.user.count({ where: { identities: { none: {} } } })
    expect(users).toBe(0)
  })

  it('has a phone only once it is proven, in the form in which it is kept', async () => {
    const { id, phone } = await shop.core.users.meet(identity('telegram:61'))
    expect(phone).toBeNull()
    expect(await shop.core.users.provePhone(id, '380 67 222 33 44')).toMatchObject({ phone: '+380672223344' })
    expect(await shop.core.users.find('telegram:61')).toMatchObject({ phone: '+380672223344' })
    expect(await refusal(shop.core.users.provePhone(id, '12'))).toBe('user.phone_invalid')
    expect(await shop.core.users.provePhone(id, '+380672223355')).toMatchObject({ phone: '+380672223355' })
  })

  it('with a number of their own never takes one that another has proven, also at the same moment', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const phone = `+38067555000${trial}`
      const people = [await shop.aCustomer(), await shop.aCustomer()]
      const outcomes = await Promise.all(
        people.map(({ userId }) => refusal(shop.core.users.provePhone(userId, phone))),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'user.phone_taken'])
      expect(await refusal(shop.core.users.provePhone(people[0]!.userId, phone))).toBe(outcomes[0])
    }
  })

  it('who blocked the bot is not written to until unblocked', async () => {
    const { userId, person } = await shop.aCustomer()
    expect(await shop.core.users.reachable(userId)).toEqual([person])
    await shop.core.users.blocked(person)
    expect(await shop.core.users.reachable(userId)).toEqual([])
    await shop.core.users.unblocked(person)
    expect(await shop.core.users.reachable(userId)).toEqual([person])
  })
})

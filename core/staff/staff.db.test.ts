import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { DAY_MS, later } from '../kernel/clock.ts'
import { hryvnias } from '../kernel/money.ts'
import { isStaff } from './index.ts'

const shop: Shop = useShop()

const invitation = async () => shop.core.staff.invite((await shop.owner()).actor, 'manager')
const rolesOf = async (person: string) => (await shop.core.users.find(person))!.roles

describe('who works in the shop', () => {
  it('an owner is whom the configuration names, and nobody else', async () => {
    const owner = await shop.owner()
    expect(owner.actor.roles).toEqual(['customer', 'owner'])
    expect(await shop.core.staff.recognizeOwner(owner)).toBe(false)
    const customer = await shop.aCustomer()
    expect(await shop.core.staff.recognizeOwner(customer)).toBe(false)
    expect(await rolesOf(customer.person)).toEqual(['customer'])
  })

  it('only the owner invites', async () => {
    for (const { actor } of [await shop.aCustomer(), await shop.newStaff('manager')])
      expect(await refusal(shop.core.staff.invite(actor, 'owner'))).toBe('staff.forbidden')
  })

  it('an invitation opened by two at once makes one of them staff', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const secret = await invitation()
      const [a, b] = [await shop.aCustomer(), await shop.aCustomer()]
      const outcomes = await atOnce(
        shop.core.staff.accept({ secret, userId: a.userId }),
        shop.core.staff.accept({ secret, userId: b.userId }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'staff.invitation_gone'])
      const roles = [await rolesOf(a.person), await rolesOf(b.person)]
      expect(roles.filter((of) => of.includes('manager'))).toHaveLength(1)
    }
  })

  it('an invitation is gone when it was used, never was, or is two days old', async () => {
    const { userId } = await shop.aCustomer()
    const accept = (secret: string) => refusal(shop.core.staff.accept({ secret, userId }))
    const used = await invitation()
    expect(await accept(used)).toBe('done')
    expect(await accept(used)).toBe('staff.invitation_gone')
    expect(await accept('never was')).toBe('staff.invitation_gone')
    const [fresh, old] = [await invitation(), await invitation()]
    shop.clock.advance({ days: 2, ms: -1 })
    expect(await accept(fresh)).toBe('done')
    shop.clock.advance({ ms: 1 })
    expect(await accept(old)).toBe('staff.invitation_gone')
  })

  it('keeps no secret, only its hash', async () => {
    const secret = await invitation()
    const rows = await shop.db.queries.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM tokens t`
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false)
  })

  it('writes to who has the role, the owner among them, and can be written to', async () => {
    const [seller, unreachable] = [await shop.newStaff('seller'), await shop.newStaff('seller')]
    await shop.core.users.blocked(unreachable.person)
    const owner = await shop.owner()
    const found = await shop.core.staff.withRole('seller')
    expect(found.map(({ person }) => person).toSorted()).toEqual([owner.person, seller.person].toSorted())
    expect(isStaff(seller.actor)).toBe(true)
    expect(isStaff((await shop.aCustomer()).actor)).toBe(false)
  })
})

describe('removing somebody from the staff', () => {
  const anotherOwner = async () => {
    const { userId, person } = await shop.aCustomer()
    await shop.core.staff.accept({
      secret: await shop.core.staff.invite((await shop.owner()).actor, 'owner'),
      userId,
    })
    return { userId, person, actor: { userId, roles: await rolesOf(person) } }
  }

  it('takes their roles and their shift at once, and is noted', async () => {
    const [owner, manager] = [await shop.owner(), await shop.newStaff('manager')]
    await shop.core.staff.dismiss({ actor: owner.actor, userId: manager.userId })
    expect(await rolesOf(manager.person)).toEqual(['customer'])
    expect(await shop.core.staff.onShiftSince(manager.userId)).toBeNull()
    const [line] = await shop.core.staff.history(owner.actor, { limit: 1 })
    expect(line).toMatchObject({ what: 'dismissed', before: { roles: ['manager'] }, after: { roles: [] } })
    expect(await refusal(shop.core.staff.dismiss({ actor: owner.actor, userId: manager.userId }))).toBe(
      'staff.gone',
    )
  })

  it('is the owner’s alone; owners of the environment stay', async () => {
    const [owner, manager, seller] = [
      await shop.owner(),
      await shop.newStaff('manager'),
      await shop.newStaff('seller'),
    ]
    expect(await refusal(shop.core.staff.dismiss({ actor: manager.actor, userId: seller.userId }))).toBe(
      'staff.forbidden',
    )
    const other = await anotherOwner()
    expect(await refusal(shop.core.staff.dismiss({ actor: other.actor, userId: owner.userId }))).toBe(
      'staff.owner_by_setting',
    )
    await shop.core.staff.dismiss({ actor: owner.actor, userId: other.userId })
  })

  it('of two owners who remove each other at once one stays', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const [a, b] = [await anotherOwner(), await anotherOwner()]
      const outcomes = await atOnce(
        shop.core.staff.dismiss({ actor: a.actor, userId: b.userId }),
        shop.core.staff.dismiss({ actor: b.actor, userId: a.userId }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'staff.forbidden'])
      const left = outcomes[0] === 'done' ? a : b
      expect(await rolesOf(left.person)).toContain('owner')
      await shop.core.staff.dismiss({ actor: (await shop.owner()).actor, userId: left.userId })
    }
  })

  it('never removes the last owner', async () => {
    const nobodyFixed = shop.anotherProcess('no-owners', { owners: [] })
    const owner = await shop.owner()
    expect(await refusal(nobodyFixed.staff.dismiss({ actor: owner.actor, userId: owner.userId }))).toBe(
      'staff.last_owner',
    )
  })
})

describe('an invitation', () => {
  it('is listed while it opens, and opens nothing once it is revoked', async () => {
    const owner = await shop.owner()
    const before = (await shop.core.staff.invitations(owner.actor)).map(({ id }) => id)
    const secret = await shop.core.staff.invite(owner.actor, 'seller', 'hour')
    const made = (await shop.core.staff.invitations(owner.actor)).find(({ id }) => !before.includes(id))!
    expect(made.role).toBe('seller')
    await shop.core.staff.revokeInvitation({ actor: owner.actor, id: made.id })
    const { userId } = await shop.aCustomer()
    expect(await refusal(shop.core.staff.accept({ secret, userId }))).toBe('staff.invitation_gone')
    expect((await shop.core.staff.invitations(owner.actor)).map(({ id }) => id)).toEqual(before)
    expect(await refusal(shop.core.staff.revokeInvitation({ actor: owner.actor, id: made.id }))).toBe(
      'staff.invitation_gone',
    )
  })

  it('of an hour ends after an hour', async () => {
    const secret = await shop.core.staff.invite((await shop.owner()).actor, 'seller', 'hour')
    shop.clock.advance({ hours: 1 })
    expect(await refusal(shop.core.staff.accept({ secret, userId: (await shop.aCustomer()).userId }))).toBe(
      'staff.invitation_gone',
    )
  })
})

describe('a lent role', () => {
  const lend = async (sumLimit: number | null = null) => {
    const person = await shop.newStaff('accountant')
    const until = later(shop.clock.now(), 2 * DAY_MS)
    const limit = sumLimit === null ? null : hryvnias(sumLimit)
    await shop.core.staff.lend({
      actor: (await shop.owner()).actor,
      userId: person.userId,
      role: 'manager',
      until,
      sumLimit: limit,
    })
    return { ...person, actor: { userId: person.userId, roles: await rolesOf(person.person) } }
  }

  it('is theirs until its moment and not a millisecond longer, though no sweep ran', async () => {
    const lent = await lend()
    expect(lent.actor.roles).toContain('manager')
    shop.clock.advance({ days: 2, ms: -1 })
    expect(await rolesOf(lent.person)).toContain('manager')
    shop.clock.advance({ ms: 1 })
    expect(await rolesOf(lent.person)).not.toContain('manager')
    expect(await shop.core.staff.endLendings()).toBeGreaterThan(0)
  })

  it('ends when the owner says so, once', async () => {
    const lent = await lend()
    const owner = await shop.owner()
    const { lendings } = (await shop.core.staff.member(owner.actor, lent.userId))!
    const command = { actor: owner.actor, id: lendings[0]!.id }
    await shop.core.staff.endLending(command)
    expect(await rolesOf(lent.person)).not.toContain('manager')
    expect(await refusal(shop.core.staff.endLending(command))).toBe('staff.lending_gone')
  })

  it('confirms up to its sum and not a kopiyka more; the history says on whose behalf', async () => {
    const product = await shop.aProduct({ price: 1000, sizes: { 35: 10 } })
    const place = async (quantity: number) =>
      shop.placed(await shop.aCustomer(), [{ product, size: '35', quantity }])
    const lent = await lend(1000)
    const small = await place(1)
    await shop.core.orders.confirm({ actor: lent.actor, orderId: small.id })
    const lines = await shop.core.orders.history(small.id)
    expect(lines.at(-1)).toMatchObject({ byUser: lent.userId, byRole: 'manager', lent: true })
    expect(lines[0]).toMatchObject({ lent: false })
    const large = await place(2)
    expect(await refusal(shop.core.orders.confirm({ actor: lent.actor, orderId: large.id }))).toBe(
      'staff.over_sum',
    )
    expect((await shop.order(large.id)).status).toBe('AWAITING_CONFIRMATION')
    await shop.core.orders.confirm({ actor: (await shop.owner()).actor, orderId: large.id })
  })
})

it('where somebody works has its line in the history, once a change', async () => {
  const { userId, actor } = await shop.newStaff('storekeeper')
  const owner = await shop.owner()
  const lines = async () =>
    (await shop.core.staff.history(owner.actor, { limit: 50 })).filter(({ what }) =>
      what.startsWith('workplace'),
    )
  const choose = (outletId: string | null) => shop.core.workplaces.choose({ actor, userId, outletId })
  await choose(null)
  expect(await lines()).toEqual([])
  await choose(shop.outlets.store)
  await choose(shop.outlets.store)
  await choose(null)
  expect((await lines()).map(({ what, after }) => [what, after])).toEqual([
    ['workplace_any', { outletId: null, title: '' }],
    ['workplace', { outletId: shop.outlets.store, title: 'Склад' }],
  ])
  expect(await refusal(choose('out_nowhere'))).toBe('staff.outlet_unknown')
})

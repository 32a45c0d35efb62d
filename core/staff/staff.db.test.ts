import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
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
    const rows = await shop.db.client.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM tokens t`
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

import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { IntegrationError } from '../kernel/errors.ts'
import type { Message, Messenger, SendOutcome } from '../notifications/index.ts'

/** Keeps what it sends, in order; fails for who is told to. */
const sent: Message[] = []
const fails: string[] = []
const messenger: Messenger = {
  send: async (_, message): Promise<SendOutcome> => {
    if (fails.includes(message.key)) {
      fails.splice(fails.indexOf(message.key), 1)
      throw new IntegrationError('503', { retry: true })
    }
    sent.push(message)
    return { kind: 'sent', messageId: String(sent.length) }
  },
  sendToChat: async () => ({ kind: 'blocked' }),
  reports: () => false,
  redraw: async () => {},
  showMenu: async () => {},
}
const shop: Shop = useShop({ outside: { messenger } })

const support = () => shop.core.support
const said = (text: string) => ({ text, media: null })
const asks = ({ userId }: Person, text = 'Є 36?') => support().ask({ userId, said: [said(text)] })
const ticketOf = async ({ userId }: Person) => (await support().of(userId))!
const relays = async (one: Person) => {
  await support().relay((await ticketOf(one)).id, async () => {})
  await shop.core.notifications.sendDue()
}

/** Nobody follows events here: what was said is relayed by hand. */
const relaysAll = async () => {
  const rows = await shop.db.queries.$queryRaw<{ id: string }[]>`
    SELECT id FROM tickets WHERE relayed_to < last_number`
  for (const { id } of rows) await support().relay(id, async () => {})
  while ((await shop.core.notifications.sendDue()) > 0);
}
afterEach(relaysAll)

/** A customer whose question waits. */
const asking = async () => {
  const customer = await shop.aCustomer()
  await asks(customer)
  await relays(customer)
  return { customer, ticketId: (await ticketOf(customer)).id }
}
const managers = async () => [await shop.newStaff('manager'), await shop.newStaff('manager')] as const

describe('a ticket', () => {
  it('taken by two at once is with one of them, and the second learns with whom', async () => {
    const [a, b] = await managers()
    for (let trial = 0; trial < 5; trial++) {
      const { customer, ticketId } = await asking()
      const other = shop.anotherProcess().support
      const outcomes = await atOnce(
        support().take({ actor: a.actor, ticketId }),
        other.take({ actor: b.actor, ticketId }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'ticket.taken'])
      const { state, holderId } = await ticketOf(customer)
      expect(state).toBe('taken')
      expect(holderId).toBe(outcomes[0] === 'done' ? a.userId : b.userId)
      await relays(customer)
    }
  })

  it('handed on while its holder answers: both happen, or the answer is refused; never two holders', async () => {
    const [a, b] = await managers()
    for (let trial = 0; trial < 5; trial++) {
      const { customer, ticketId } = await asking()
      await support().take({ actor: a.actor, ticketId })
      const [given, answered] = await atOnce(
        support().handOn({ actor: a.actor, ticketId, toUserId: b.userId }),
        support().answer({ actor: a.actor, ticketId, said: said('Так') }),
      )
      expect(given).toBe('done')
      const ticket = await ticketOf(customer)
      expect(ticket.holderId).toBe(b.userId)
      expect(ticket.waitingSince === null).toBe(answered === 'done')
      await relays(customer)
    }
  })

  it('closed while the customer writes: what they wrote is never closed unread', async () => {
    const [a] = await managers()
    for (let trial = 0; trial < 5; trial++) {
      const { customer, ticketId } = await asking()
      await support().take({ actor: a.actor, ticketId })
      const { lastNumber: seen } = await ticketOf(customer)
      await atOnce(asks(customer, 'І чорні?'), support().close({ actor: a.actor, ticketId, seen }))
      const ticket = await ticketOf(customer)
      expect(ticket.waitingSince).not.toBeNull()
      expect(['open', 'taken']).toContain(ticket.state)
      await relays(customer)
    }
  })

  it('two first messages at once make one ticket, and one of them is the first', async () => {
    const customer = await shop.aCustomer()
    const outcomes = await Promise.all([asks(customer, 'a'), asks(customer, 'b')])
    expect(outcomes.filter(({ first }) => first)).toHaveLength(1)
    expect((await ticketOf(customer)).lastNumber).toBe(2)
    await relays(customer)
  })

  it('is answered by managers and the owner alone, and handed on to nobody else', async () => {
    const { ticketId } = await asking()
    const [a] = await managers()
    const storekeeper = await shop.newStaff('storekeeper')
    for (const { actor } of [storekeeper, await shop.aCustomer()]) {
      expect(await refusal(support().take({ actor, ticketId }))).toBe('ticket.forbidden')
      expect(await refusal(support().answer({ actor, ticketId, said: said('x') }))).toBe('ticket.forbidden')
      expect(await refusal(support().view(actor, { ticketId, limit: 1 }))).toBe('ticket.forbidden')
      expect(await refusal(support().live(actor, { limit: 1 }))).toBe('ticket.forbidden')
    }
    const hand = { actor: a.actor, ticketId, toUserId: storekeeper.userId }
    expect(await refusal(support().handOn(hand))).toBe('ticket.not_yours')
    await support().take({ actor: a.actor, ticketId })
    expect(await refusal(support().handOn(hand))).toBe('ticket.colleague')
  })

  it('goes back to all once, after so many working minutes, counted from the first message', async () => {
    const { customer, ticketId } = await asking()
    const [a] = await managers()
    await support().take({ actor: a.actor, ticketId })
    shop.clock.advance({ minutes: 20 })
    await asks(customer, 'Агов')
    await relays(customer)
    shop.clock.advance({ minutes: 9 })
    await support().returnUnanswered()
    expect((await ticketOf(customer)).state).toBe('taken')
    shop.clock.advance({ minutes: 1 })
    await support().returnUnanswered()
    expect(await ticketOf(customer)).toMatchObject({ state: 'open', holderId: null })
    const { lastNumber } = await ticketOf(customer)
    shop.clock.advance({ hours: 2 })
    await support().returnUnanswered()
    expect((await ticketOf(customer)).lastNumber).toBe(lastNumber)
    await relays(customer)
  })

  it('what is said arrives in its order and once, also where one is tried again', async () => {
    const { customer, ticketId } = await asking()
    const [a] = await managers()
    for (const text of ['1', '2', '3']) await support().answer({ actor: a.actor, ticketId, said: said(text) })
    const first = (await ticketOf(customer)).lastNumber - 2
    fails.push(`ticket.staff:${ticketId}:${first}:0:${customer.userId}`)
    await Promise.all([relays(customer), relays(customer), relays(customer)])
    const numbers = () =>
      sent
        .filter(({ template, userId }) => template === 'ticket.answer' && userId === customer.userId)
        .map(({ params }) => params.number)
    expect(numbers()).toEqual([])
    for (let i = 0; i < 4; i++) {
      shop.clock.advance({ seconds: 30 })
      await shop.core.notifications.sendDue()
    }
    expect(numbers()).toEqual([first, first + 1, first + 2])
  })

  it('whatever customers and managers do at once: each message is answered, or in the queue, or with one manager, and is relayed once', async () => {
    const [a, b] = await managers()
    const customers = [await shop.aCustomer(), await shop.aCustomer()]
    const step = fc.record({
      act: fc.constantFrom('ask', 'ask', 'take', 'answer', 'hand', 'close', 'wait', 'relay'),
      customer: fc.nat(1),
      manager: fc.boolean(),
    })
    for (const customer of customers) await asks(customer)
    const doing = async ({
      act,
      customer: i,
      manager,
    }: {
      act: string
      customer: number
      manager: boolean
    }) => {
      const customer = customers[i]!
      const { id: ticketId, lastNumber: seen } = await ticketOf(customer)
      const [me, other] = manager ? [a, b] : [b, a]
      const command = { actor: me.actor, ticketId }
      switch (act) {
        case 'ask':
          return asks(customer, `${seen}`)
        case 'take':
          return support().take(command)
        case 'answer':
          return support().answer({ ...command, said: said(`${seen}`) })
        case 'hand':
          return support().handOn({ ...command, toUserId: other.userId })
        case 'close':
          return support().close({ ...command, seen })
        case 'wait':
          shop.clock.advance({ minutes: 31 })
          return support().returnUnanswered()
        default:
          return relays(customer)
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, step), { maxLength: 8 }), async (pairs) => {
        for (const [one, two] of pairs) await atOnce(doing(one), doing(two))
        await relaysAll()
        for (const customer of customers) {
          const { state, holderId, waitingSince } = await ticketOf(customer)
          expect((state === 'taken') === (holderId !== null)).toBe(true)
          if (waitingSince) expect(state).not.toBe('closed')
        }
        expect(await shop.core.checkBooks()).toEqual([])
      }),
      { numRuns: 25 },
    )
    for (let i = 0; i < 40; i++) await shop.core.notifications.sendDue()
    const keys = sent.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    for (const customer of customers) {
      const { id: ticketId } = await ticketOf(customer)
      const { entries } = await support().view(a.actor, { ticketId, limit: 1000 })
      const answers = sent.filter(({ key }) => key.startsWith(`ticket.staff:${ticketId}:`))
      expect(answers.map(({ params }) => params.number)).toEqual(
        entries.filter(({ side }) => side === 'staff').map(({ number }) => number),
      )
    }
  })
})

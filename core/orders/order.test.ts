import { describe, expect, it } from 'vitest'
import { type Actor, ROLES, type Role, SYSTEM } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { hryvnias, ZERO } from '../kernel/money.ts'
import { anOrder } from './order.fixture.ts'
import {
  cashOnDelivery,
  dueNow,
  findMove,
  MOVES,
  mayCancel,
  ORDER_STATUSES,
  type Order,
  requireMove,
} from './order.ts'

const as = (role: Role, userId = 'usr_staff'): Actor => ({ userId, roles: [role] })
const refusal = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
  return 'allowed'
}

describe('the life of an order', () => {
  it('every state but the first is entered by some move, and only the three ends have no way out', () => {
    const entered = new Set(MOVES.map(({ to }) => to))
    const left = new Set(MOVES.map(({ from }) => from))
    expect(ORDER_STATUSES.filter((status) => !entered.has(status))).toEqual([])
    expect(ORDER_STATUSES.filter((status) => !left.has(status))).toEqual([
      'COMPLETED',
      'RETURNED',
      'CANCELLED',
    ])
  })

  it('a move that is not in the table is refused to everybody, one that is only to those it does not name', () => {
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        const row = findMove(from, to)
        for (const role of ROLES) {
          const answer = refusal(() => requireMove(anOrder({ status: from }), to, as(role)))
          // Somebody else's customer is not even told in which state the order is.
          if (!row) expect(answer).toBe(role === 'customer' ? 'order.forbidden' : 'order.impossible')
          else if (!row.by.includes(role) && role !== 'owner') expect(answer).toBe('order.forbidden')
        }
      }
    }
  })

  it('the owner may what any of the staff may, and nothing that is the system’s or the customer’s alone', () => {
    expect(refusal(() => requireMove(anOrder({ status: 'AWAITING_SHIPMENT' }), 'SHIPPED', as('owner')))).toBe(
      'allowed',
    )
    expect(refusal(() => requireMove(anOrder({ status: 'SHIPPED' }), 'RETURNING', as('owner')))).toBe(
      'order.forbidden',
    )
  })

  it('an open size blocks every confirmation', () => {
    const order = anOrder({ lines: [{ ...anOrder().lines[0]!, variantId: null }] })
    expect(refusal(() => requireMove(order, 'AWAITING_SHIPMENT_COD', as('manager')))).toBe('order.open_size')
    expect(refusal(() => requireMove(order, 'CANCELLED', as('manager')))).toBe('allowed')
  })

  it('the way of paying decides where a confirmed and a paid order goes', () => {
    const transfer = anOrder({ payment: 'transfer' })
    expect(refusal(() => requireMove(transfer, 'AWAITING_SHIPMENT_COD', as('manager')))).toBe(
      'order.impossible',
    )
    expect(refusal(() => requireMove(transfer, 'AWAITING_PAYMENT', as('manager')))).toBe('allowed')
    const waiting: Order = { ...transfer, status: 'AWAITING_PAYMENT' }
    expect(refusal(() => requireMove(waiting, 'AWAITING_SHIPMENT_COD', as('accountant')))).toBe(
      'order.impossible',
    )
    expect(refusal(() => requireMove(waiting, 'AWAITING_SHIPMENT', as('accountant')))).toBe('allowed')
    expect(
      refusal(() =>
        requireMove({ ...waiting, payment: 'prepayment' }, 'AWAITING_SHIPMENT_COD', as('accountant')),
      ),
    ).toBe('allowed')
  })

  it('a customer cancels only the own order, unpaid and not packed', () => {
    const order = anOrder({ status: 'AWAITING_SHIPMENT_COD' })
    expect(mayCancel(order, as('customer', order.userId))).toBe(true)
    expect(mayCancel(order, as('customer', 'usr_other'))).toBe(false)
    expect(mayCancel({ ...order, paid: hryvnias(200) }, as('customer', order.userId))).toBe(false)
    expect(mayCancel({ ...order, packedAt: order.createdAt }, as('customer', order.userId))).toBe(false)
    expect(mayCancel({ ...order, packedAt: order.createdAt }, as('manager'))).toBe(true)
    expect(mayCancel({ ...order, status: 'SHIPPED' }, as('manager'))).toBe(false)
  })

  it('what is due now follows the way of paying, and the rest is cash on delivery', () => {
    const total = hryvnias(1360)
    expect(dueNow({ payment: 'on_receipt', total }, 200_00)).toBe(ZERO)
    expect(dueNow({ payment: 'transfer', total }, 200_00)).toBe(total)
    expect(dueNow({ payment: 'prepayment', total }, 200_00)).toBe(hryvnias(200))
    expect(dueNow({ payment: 'prepayment', total: hryvnias(150) }, 200_00)).toBe(hryvnias(150))
    expect(cashOnDelivery({ total, paid: hryvnias(200) })).toBe(hryvnias(1160))
  })

  it('the system alone moves nothing that needs goods in hand', () => {
    expect(refusal(() => requireMove(anOrder({ status: 'RETURNING' }), 'RETURNED', SYSTEM))).toBe(
      'order.forbidden',
    )
  })
})

import { hryvnias, ZERO } from '../kernel/money.ts'
import type { Order } from './order.ts'

/** An order as the rules see it, for tests of rules; nothing of it is in a database. */
export const anOrder = (changes: Partial<Order> = {}): Order => ({
  id: 'ord_111111111111',
  number: 1042,
  userId: 'usr_olena',
  status: 'AWAITING_CONFIRMATION',
  statusSince: CREATED,
  source: 'telegram',
  language: 'uk',
  recipient: { firstName: 'Олена', surname: 'Коваль', phone: '+380671234567' },
  phoneProven: true,
  delivery: { method: 'nova_poshta_branch', city: 'Київ', branch: 'branch 12' },
  payment: 'on_receipt',
  email: null,
  comment: null,
  sum: hryvnias(1360),
  discount: ZERO,
  points: ZERO,
  deliveryPrice: ZERO,
  total: hryvnias(1360),
  paid: ZERO,
  held: 1,
  holderId: null,
  version: 0,
  mark: null,
  markUntil: null,
  callAttempts: 0,
  calledSince: null,
  payBefore: null,
  payStoppedAt: null,
  packedAt: null,
  cancelReason: null,
  createdAt: CREATED,
  lines: [
    {
      id: 'oln_111111111111',
      productId: 'prd_111111111111',
      variantId: 'var_111111111111',
      article: '11.2.250',
      name: { uk: 'Кросівки темно-сині на липучках' },
      values: [{ uk: '30' }],
      quantity: 1,
      price: hryvnias(1360),
      discount: ZERO,
    },
  ],
  shipments: [],
  ...changes,
})

const CREATED = new globalThis.Date('2026-11-20T10:00:00Z')

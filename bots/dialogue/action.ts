import type { DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import { DELIVERY_METHODS, PAYMENT_METHODS } from '../../core/carts/index.ts'
import { STAFF_ROLES, type StaffRole } from '../../core/kernel/actor.ts'
import { LANGUAGES, type Language } from '../../core/kernel/text.ts'

/**
 * What a button asks for. A button carries an address, never state: a week-old one still means the same,
 * and the use case checks everything again, since a person can send any data they like.
 */
export type Action =
  // the customer
  | { readonly to: 'home' | 'catalog' | 'cart' | 'checkout' | 'language' | 'skip' | 'same_delivery' }
  | { readonly to: 'list'; readonly categoryId: string; readonly after?: string; readonly before?: string }
  | { readonly to: 'product'; readonly productId: string; readonly photo?: number }
  | { readonly to: 'add'; readonly productId: string; readonly variantId: string | null }
  | { readonly to: 'line'; readonly lineId: string }
  | { readonly to: 'quantity'; readonly lineId: string; readonly quantity: number }
  | { readonly to: 'size'; readonly lineId: string; readonly variantId: string | null }
  | { readonly to: 'edit'; readonly what: EditedPart }
  | { readonly to: 'delivery'; readonly method: DeliveryMethod }
  | { readonly to: 'outlet'; readonly outletId: string }
  | { readonly to: 'payment'; readonly method: PaymentMethod }
  | { readonly to: 'place'; readonly cartId: string; readonly total: number }
  | { readonly to: 'orders'; readonly before?: string }
  | { readonly to: 'order' | 'cancel' | 'cancel_surely' | 'change_payment'; readonly orderId: string }
  | { readonly to: 'speak'; readonly language: Language }
  // the staff
  | { readonly to: 'desk' | 'invite' | 'prices' | 'prices_ask' }
  | { readonly to: 'prices_surely'; readonly accept: boolean; readonly count: number }
  | { readonly to: 'queue'; readonly queue: QueueName; readonly after?: string }
  | { readonly to: StaffOrderAction; readonly orderId: string }
  | { readonly to: 'sizes' | 'not_on_shelf'; readonly orderId: string; readonly lineId: string }
  | { readonly to: 'settle'; readonly orderId: string; readonly lineId: string; readonly variantId: string }
  | { readonly to: 'refuse_surely'; readonly orderId: string; readonly reason: string }
  | { readonly to: 'paid_surely'; readonly orderId: string; readonly amount: number }
  | { readonly to: 'invite_role'; readonly role: StaffRole }

export const EDITED_PARTS = ['delivery', 'recipient', 'phone', 'payment', 'email', 'comment'] as const
export type EditedPart = (typeof EDITED_PARTS)[number]

export const QUEUES = ['confirm', 'pay', 'ship'] as const
export type QueueName = (typeof QUEUES)[number]

export const STAFF_ORDER_ACTIONS = [
  'card',
  'take',
  'confirm',
  'refuse',
  'paid',
  'pack',
  'ship',
  'history',
  'reopen',
  'missing',
] as const
export type StaffOrderAction = (typeof STAFF_ORDER_ACTIONS)[number]

type Name = Action['to']
type Parts = readonly string[]

interface Codec {
  /** The address in parts, without the name. */
  readonly write: (action: never) => Parts
  readonly read: (to: Name, parts: Parts) => Action | undefined
}

const id = (prefix: string) => new RegExp(`^${prefix}_[1-9A-HJ-NP-Za-km-z]{12}$`)
const ID = {
  cat: id('cat'),
  prd: id('prd'),
  var: id('var'),
  cln: id('cln'),
  out: id('out'),
  crt: id('crt'),
  ord: id('ord'),
  oln: id('oln'),
}
const isId = (kind: keyof typeof ID, text: string | undefined): text is string =>
  text !== undefined && ID[kind].test(text)
const whole = (text: string | undefined): number | undefined =>
  text && /^\d{1,12}$/.test(text) ? Number(text) : undefined
const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text)

const plain: Codec = { write: () => [], read: (to) => ({ to }) as Action }
const ofOrder: Codec = {
  write: (action: { orderId: string }) => [action.orderId],
  read: (to, [orderId]) => (isId('ord', orderId) ? ({ to, orderId } as Action) : undefined),
}
const ofLine: Codec = {
  write: (action: { orderId: string; lineId: string }) => [action.orderId, action.lineId],
  read: (to, [orderId, lineId]) =>
    isId('ord', orderId) && isId('oln', lineId) ? ({ to, orderId, lineId } as Action) : undefined,
}
const staffOrder = Object.fromEntries(STAFF_ORDER_ACTIONS.map((to) => [to, ofOrder])) as Record<
  StaffOrderAction,
  Codec
>

/** How each action is written into a button and read back; an action that is missing here does not compile. */
const CODECS: { readonly [N in Name]: Codec } = {
  home: plain,
  catalog: plain,
  cart: plain,
  checkout: plain,
  language: plain,
  skip: plain,
  same_delivery: plain,
  desk: plain,
  prices: plain,
  prices_ask: plain,
  prices_surely: {
    write: ({ accept, count }: { accept: boolean; count: number }) => [accept ? 'y' : 'n', String(count)],
    read: (_, [accept, text]) => {
      const count = whole(text)
      return (accept === 'y' || accept === 'n') && count
        ? { to: 'prices_surely', accept: accept === 'y', count }
        : undefined
    },
  },
  invite: plain,
  order: ofOrder,
  cancel: ofOrder,
  cancel_surely: ofOrder,
  change_payment: ofOrder,
  sizes: ofLine,
  not_on_shelf: ofLine,
  ...staffOrder,
  list: {
    write: ({ categoryId, after, before }: { categoryId: string; after?: string; before?: string }) =>
      after ? [categoryId, 'a', after] : before ? [categoryId, 'b', before] : [categoryId],
    read: (_, [categoryId, way, edge]) => {
      if (!isId('cat', categoryId)) return undefined
      if (way === undefined) return { to: 'list', categoryId }
      if (!isId('prd', edge)) return undefined
      return way === 'a' ? { to: 'list', categoryId, after: edge } : { to: 'list', categoryId, before: edge }
    },
  },
  product: {
    write: ({ productId, photo }: { productId: string; photo?: number }) =>
      photo ? [productId, String(photo)] : [productId],
    read: (_, [productId, photo]) =>
      isId('prd', productId) ? { to: 'product', productId, photo: whole(photo) ?? 0 } : undefined,
  },
  add: {
    write: ({ productId, variantId }: { productId: string; variantId: string | null }) => [
      productId,
      variantId ?? '-',
    ],
    read: (_, [productId, variantId]) =>
      isId('prd', productId) && (variantId === '-' || isId('var', variantId))
        ? { to: 'add', productId, variantId: variantId === '-' ? null : variantId }
        : undefined,
  },
  line: {
    write: ({ lineId }: { lineId: string }) => [lineId],
    read: (_, [lineId]) => (isId('cln', lineId) ? { to: 'line', lineId } : undefined),
  },
  quantity: {
    write: ({ lineId, quantity }: { lineId: string; quantity: number }) => [lineId, String(quantity)],
    read: (_, [lineId, text]) => {
      const quantity = whole(text)
      return isId('cln', lineId) && quantity !== undefined ? { to: 'quantity', lineId, quantity } : undefined
    },
  },
  size: {
    write: ({ lineId, variantId }: { lineId: string; variantId: string | null }) => [
      lineId,
      variantId ?? '-',
    ],
    read: (_, [lineId, variantId]) =>
      isId('cln', lineId) && (variantId === '-' || isId('var', variantId))
        ? { to: 'size', lineId, variantId: variantId === '-' ? null : variantId }
        : undefined,
  },
  edit: {
    write: ({ what }: { what: EditedPart }) => [what],
    read: (_, [text]) => {
      const what = oneOf(EDITED_PARTS, text)
      return what && { to: 'edit', what }
    },
  },
  delivery: {
    write: ({ method }: { method: DeliveryMethod }) => [method],
    read: (_, [text]) => {
      const method = oneOf(DELIVERY_METHODS, text)
      return method && { to: 'delivery', method }
    },
  },
  outlet: {
    write: ({ outletId }: { outletId: string }) => [outletId],
    read: (_, [outletId]) => (isId('out', outletId) ? { to: 'outlet', outletId } : undefined),
  },
  payment: {
    write: ({ method }: { method: PaymentMethod }) => [method],
    read: (_, [text]) => {
      const method = oneOf(PAYMENT_METHODS, text)
      return method && { to: 'payment', method }
    },
  },
  place: {
    write: ({ cartId, total }: { cartId: string; total: number }) => [cartId, String(total)],
    read: (_, [cartId, text]) => {
      const total = whole(text)
      return isId('crt', cartId) && total !== undefined ? { to: 'place', cartId, total } : undefined
    },
  },
  orders: {
    write: ({ before }: { before?: string }) => (before ? [before] : []),
    read: (_, [before]) =>
      before === undefined ? { to: 'orders' } : isId('ord', before) ? { to: 'orders', before } : undefined,
  },
  speak: {
    write: ({ language }: { language: Language }) => [language],
    read: (_, [text]) => {
      const language = oneOf(LANGUAGES, text)
      return language && { to: 'speak', language }
    },
  },
  queue: {
    write: ({ queue, after }: { queue: QueueName; after?: string }) => (after ? [queue, after] : [queue]),
    read: (_, [text, after]) => {
      const queue = oneOf(QUEUES, text)
      if (!queue || (after !== undefined && !isId('ord', after))) return undefined
      return after ? { to: 'queue', queue, after } : { to: 'queue', queue }
    },
  },
  settle: {
    write: ({ orderId, lineId, variantId }: { orderId: string; lineId: string; variantId: string }) => [
      orderId,
      lineId,
      variantId,
    ],
    read: (_, [orderId, lineId, variantId]) =>
      isId('ord', orderId) && isId('oln', lineId) && isId('var', variantId)
        ? { to: 'settle', orderId, lineId, variantId }
        : undefined,
  },
  refuse_surely: {
    write: ({ orderId, reason }: { orderId: string; reason: string }) => [orderId, reason],
    read: (_, [orderId, reason]) =>
      isId('ord', orderId) && reason && /^[a-z_]{1,20}$/.test(reason)
        ? { to: 'refuse_surely', orderId, reason }
        : undefined,
  },
  paid_surely: {
    write: ({ orderId, amount }: { orderId: string; amount: number }) => [orderId, String(amount)],
    read: (_, [orderId, text]) => {
      const amount = whole(text)
      return isId('ord', orderId) && amount ? { to: 'paid_surely', orderId, amount } : undefined
    },
  },
  invite_role: {
    write: ({ role }: { role: StaffRole }) => [role],
    read: (_, [text]) => {
      const role = oneOf(STAFF_ROLES, text)
      return role && { to: 'invite_role', role }
    },
  },
}

/** Telegram takes 64 bytes; the mark of a record (telegram/adapter.ts) needs one of them. */
export const ADDRESS_MAX_BYTES = 63

/** `product:prd_…`: the action as a button carries it. @throws RangeError when it would not fit, which no id of ours does */
export const writeAction = (action: Action): string => {
  const parts = (CODECS[action.to].write as (action: Action) => Parts)(action)
  const address = [action.to, ...parts].join(':')
  if (Buffer.byteLength(address) > ADDRESS_MAX_BYTES) throw new RangeError(`a button cannot carry ${address}`)
  return address
}

/** The action behind an address; undefined for anything that no button of ours ever carried. */
export const readAction = (address: string): Action | undefined => {
  const [to, ...parts] = address.split(':')
  const codec = Object.hasOwn(CODECS, to ?? '') ? CODECS[to as Name] : undefined
  return codec?.read(to as Name, parts)
}

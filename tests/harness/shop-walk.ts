import type { Core } from '../../core/index.ts'
import { type Actor, PROVIDER, SYSTEM } from '../../core/kernel/actor.ts'
import { hryvnias, money } from '../../core/kernel/money.ts'
import { dueNow, MARKS, type Order, type OrderStatus, piecesOf } from '../../core/orders/index.ts'
import { BRANCH, type Person, type Shop } from './shop.ts'
import type { TestProduct } from './shop-catalog.ts'

/** A random whole number below `below`, the same ones for the same seed (mulberry32). */
export type Dice = (below: number) => number

export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Something that somebody does, said in words. Run again it is the same update once more. */
export interface Command {
  readonly says: string
  /** The order that it is about; none for a cart. */
  readonly orderId?: string
  run(): Promise<unknown>
}

/** A tiny shop for one walk: its people stay, its goods and orders are new. */
export interface World {
  readonly shop: Shop
  readonly dice: Dice
  readonly cores: readonly Core[]
  readonly customers: readonly Person[]
  readonly staff: Readonly<Record<'manager' | 'colleague' | 'accountant' | 'storekeeper' | 'seller', Actor>>
  readonly products: readonly { readonly product: TestProduct; readonly sizes: readonly string[] }[]
  /** Updates that nobody has used yet, each the cause of one command. */
  readonly causes: bigint[]
  references: number
}

/** What usually comes next in each state; other commands come too, and are refused. */
const USUAL: Readonly<Record<OrderStatus, readonly Kind[]>> = {
  AWAITING_CONFIRMATION: [
    'settle',
    'edit',
    'edit',
    'mark',
    'agree',
    'handOn',
    'confirm',
    'confirm',
    'confirm',
    'take',
    'cancel',
  ],
  AWAITING_PAYMENT: ['pay', 'pay', 'pay', 'payOther', 'reopen', 'edit', 'edit'],
  AWAITING_SHIPMENT: ['pack', 'ship', 'ship', 'reopen', 'missing', 'edit', 'edit'],
  AWAITING_SHIPMENT_COD: ['pack', 'ship', 'ship', 'reopen', 'missing', 'cancel', 'edit', 'edit'],
  SHIPPED: ['arrive', 'complete', 'return'],
  ARRIVED: ['complete', 'return', 'takeBack'],
  RETURNING: ['takeBack', 'takeBack', 'arrive'],
  COMPLETED: ['payOther'],
  RETURNED: ['payOther'],
  CANCELLED: ['payOther'],
}

type Kind = keyof typeof KINDS

/** The next command of a walk: on an order mostly what is usual in its state, else anything by anybody. */
export const nextCommand = async (world: World): Promise<Command> => {
  const { dice, shop } = world
  const carts = await shop.db.client.cart.findMany({
    where: { status: 'open', lines: { some: {} } },
    select: { id: true, userId: true },
    orderBy: { createdAt: 'asc' },
  })
  if (carts.length > 0 && dice(10) < 3) return place(world, pick(dice, carts))
  const orders = await shop.db.client.order.findMany({
    select: { id: true, status: true },
    orderBy: { number: 'asc' },
  })
  if (orders.length === 0 || dice(10) < 2) return fillCart(world)
  const live = orders.filter(({ status }) => !ENDED.includes(status))
  const { id } = pick(dice, live.length > 0 && dice(10) > 0 ? live : orders)
  return commandOn(world, id)
}

/** The next command on this order. */
export const commandOn = async (world: World, orderId: string): Promise<Command> => {
  const { dice, shop } = world
  const order = await shop.order(orderId)
  const kinds = dice(10) < 8 ? USUAL[order.status] : (Object.keys(KINDS) as Kind[])
  return onOrder(world, order, pick(dice, kinds))
}

const ENDED: readonly string[] = ['COMPLETED', 'RETURNED', 'CANCELLED']

const pick = <T>(dice: Dice, among: readonly T[]): T => among[dice(among.length)]!

/** A line more, and the checkout filled in to the end. */
const fillCart = (world: World): Command => {
  const { dice, shop } = world
  const { product, sizes } = pick(dice, world.products)
  const { userId, phone } = pick(dice, world.customers)
  const size = dice(5) === 0 ? null : pick(dice, sizes)
  const quantity = dice(4) === 0 ? 2 : 1
  const payment = pick(dice, ['on_receipt', 'prepayment', 'transfer'] as const)
  const cause = world.causes.pop()
  const variantId = size === null ? null : product.variant(size)
  return {
    says: `${userId} puts ${quantity} × ${size ?? 'open size'} of ${product.id} in the cart, ${payment}`,
    run: async () => {
      await shop.core.carts.add({ userId, productId: product.id, variantId, quantity, cause })
      await shop.core.carts.setDelivery(userId, BRANCH)
      await shop.core.carts.setName(userId, 'Коваль Олена')
      await shop.core.carts.setPhone(userId, phone)
      await shop.core.carts.setPayment(userId, payment)
    },
  }
}

const place = (world: World, cart: { readonly id: string; readonly userId: string }): Command => {
  const { dice } = world
  const customer = world.customers.find(({ userId }) => userId === cart.userId)!
  const cause = world.causes.pop()
  const core = pick(dice, world.cores)
  const actor = dice(8) === 0 ? (world.staff.manager as Person['actor']) : customer.actor
  return {
    says: `the cart of ${customer.userId} is ordered by ${actor.userId}`,
    run: () =>
      core.orders.place({
        actor,
        userId: customer.userId,
        cartId: cart.id,
        source: 'telegram',
        language: 'uk',
        cause,
      }),
  }
}

interface Doing {
  readonly world: World
  readonly core: Core
  readonly order: Order
  readonly actor: Actor
  readonly cause: bigint | undefined
}

const onOrder = (world: World, order: Order, kind: Kind): Command => {
  const { dice, staff } = world
  const [usual, run] = KINDS[kind]
  const customer = world.customers.find(({ userId }) => userId === order.userId)!.actor
  const everybody: readonly Actor[] = [...Object.values(staff), customer, PROVIDER, SYSTEM]
  const usually = usual.map((who) =>
    who === 'customer' ? customer : who === 'provider' ? PROVIDER : staff[who],
  )
  const actor = dice(10) < 9 ? pick(dice, usually) : pick(dice, everybody)
  const cause = world.causes.pop()
  const prepared = run({ world, core: pick(dice, world.cores), order, actor, cause })
  const says = `№ ${order.number} (${order.status}): ${kind} by ${actor.roles.join('+')}`
  return { says, orderId: order.id, run: prepared }
}

type Who = keyof World['staff'] | 'customer' | 'provider'

/** Prepares a command: every choice is made here, so that running it again is doing the same. */
type Prepare = (doing: Doing) => () => Promise<unknown>

const line = ({ world, order }: Doing) => pick(world.dice, order.lines)

const pay =
  (right: boolean): Prepare =>
  ({ world, core, order, actor, cause }) => {
    const due = dueNow(order, 200_00) - order.paid
    const amount = right && due > 0 ? money(due) : hryvnias(1 + world.dice(2000))
    const known = world.references > 0 && world.dice(5) === 0
    if (!known) world.references += 1
    const reference = `walk-${known ? 1 + world.dice(world.references) : world.references}`
    return () =>
      core.payments.record({ actor, orderId: order.id, amount, provider: 'bank_transfer', reference, cause })
  }

const follow =
  (to: 'ARRIVED' | 'RETURNING'): Prepare =>
  ({ core, order, actor, cause }) =>
  () =>
    core.orders.followParcel({ actor, orderId: order.id, to, cause })

/** Any edit of a manager's, on the version that was looked at or on whichever there is. */
const edit: Prepare = (doing) => {
  const { world, core, order, actor, cause } = doing
  const { dice } = world
  const seen = dice(2) === 0 ? order.version : undefined
  const command = { actor, orderId: order.id, cause, seen }
  const { product, sizes } = pick(dice, world.products)
  const variantId = product.variant(pick(dice, sizes))
  const lineId = line(doing).id
  const quantity = dice(3)
  const amount = hryvnias(dice(4) === 0 ? 0 : dice(1500))
  const payment = pick(dice, ['on_receipt', 'prepayment', 'transfer'] as const)
  const { orders } = core
  return pick(dice, [
    () => orders.changeQuantity({ ...command, lineId, quantity }),
    () => orders.addLine({ ...command, variantId }),
    () => orders.giveDiscount({ ...command, amount, reason: 'for the walk' }),
    () => orders.changePayment({ ...command, payment }),
    () => orders.changeRecipient({ ...command, name: 'Мельник Тарас', phone: '0501112233' }),
    () =>
      orders.changeDelivery({ ...command, delivery: { ...BRANCH, branch: `branch ${quantity}` }, payment }),
  ])
}

const KINDS = {
  take: [
    ['manager', 'colleague'],
    ({ core, order, actor, cause }) =>
      () =>
        core.orders.take({ actor, orderId: order.id, cause }),
  ],
  settle: [
    ['manager', 'colleague'],
    (doing) => {
      const { id: lineId, productId } = line(doing)
      const known = doing.world.products.find(({ product }) => product.id === productId)!
      const variantId = known.product.variant(pick(doing.world.dice, known.sizes))
      const { core, order, actor, cause } = doing
      return () => core.orders.settleSize({ actor, orderId: order.id, lineId, variantId, cause })
    },
  ],
  edit: [['manager', 'colleague'], edit],
  mark: [
    ['manager', 'storekeeper'],
    ({ world, core, order, actor, cause }) => {
      const mark = pick(world.dice, [...MARKS, null])
      const until = new Date(world.shop.clock.now().getTime() + (1 + world.dice(60)) * 3_600_000)
      return () => core.orders.mark({ actor, orderId: order.id, mark, until, cause })
    },
  ],
  agree: [
    ['customer'],
    ({ core, order, actor, cause }) =>
      () =>
        core.orders.answerCall({ actor, orderId: order.id, cause }),
  ],
  handOn: [
    ['manager', 'colleague'],
    ({ world, core, order, actor, cause }) => {
      const toUserId = pick(world.dice, [world.staff.manager.userId, world.staff.colleague.userId, null])
      return () => core.orders.handOn({ actor, orderId: order.id, toUserId, cause })
    },
  ],
  confirm: [
    ['manager', 'colleague'],
    ({ core, order, actor, cause }) =>
      () =>
        core.orders.confirm({ actor, orderId: order.id, cause }),
  ],
  cancel: [
    ['customer', 'manager'],
    ({ core, order, actor, cause }) =>
      () =>
        core.orders.cancel({ actor, orderId: order.id, reason: 'changed_mind', cause }),
  ],
  reopen: [
    ['customer', 'manager', 'storekeeper'],
    ({ core, order, actor, cause }) =>
      () =>
        core.orders.reopen({ actor, orderId: order.id, cause }),
  ],
  missing: [
    ['storekeeper'],
    (doing) => {
      const { core, order, actor, cause } = doing
      const missingLineId = line(doing).id
      return () => core.orders.reopen({ actor, orderId: order.id, missingLineId, cause })
    },
  ],
  pay: [['accountant'], pay(true)],
  payOther: [['accountant', 'provider'], pay(false)],
  pack: [
    ['storekeeper'],
    ({ world, core, order, actor, cause }) =>
      async () => {
        await world.shop.checked(order.id, actor)
        await core.orders.pack({ actor, orderId: order.id, cause })
      },
  ],
  ship: [
    ['storekeeper'],
    ({ world, core, order, actor, cause }) => {
      const trackingNumbers = order.shipments.map(() => String(20_450_000_000_000 + world.dice(1e9)))
      return async () => {
        await world.shop.checked(order.id, actor)
        await core.orders.pack({ actor, orderId: order.id })
        await core.orders.ship({ actor, orderId: order.id, trackingNumbers, cause })
      }
    },
  ],
  arrive: [['provider'], follow('ARRIVED')],
  return: [['provider'], follow('RETURNING')],
  complete: [
    ['provider'],
    ({ core, order, actor, cause }) =>
      () =>
        core.payments.completeOrder({ actor, orderId: order.id, cause }),
  ],
  takeBack: [
    ['storekeeper'],
    ({ world, core, order, actor, cause }) => {
      const choices = ['shelf', 'shelf', 'markdown', 'defect', 'missing'] as const
      const fates = Object.fromEntries(order.lines.map(({ id }) => [id, pick(world.dice, choices)]))
      return async () => {
        for (const line of order.lines)
          for (const piece of piecesOf(line)) {
            const of = { lineId: line.id, piece }
            await core.orders.markPieces({ actor, orderId: order.id, of, fate: fates[line.id]! })
          }
        await core.orders.takeBack({ actor, orderId: order.id, cause })
      }
    },
  ],
} as const satisfies Readonly<Record<string, readonly [readonly Who[], Prepare]>>

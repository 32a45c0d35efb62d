import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { Reason } from '../../core/stock/index.ts'
import type { Media } from '../dialogue/heard.ts'
import { home } from '../dialogue/home.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { askBinding } from './ask-binding.ts'
import { desk } from './desk.ts'
import { requireStaff } from './require-staff.ts'
import type { shelvesActions, shelvesSteps } from './shelves.actions.ts'

const shelves = async ({ actor }: Turn): Promise<Reply> => {
  requireStaff(actor, ['storekeeper'])
  return { screen: { name: 'shelves' }, step: { asks: 'shelf_product' } }
}

const LOW_PAGE = 20

/** What is running out, at all outlets together. */
const low = async (
  { core, actor }: Turn,
  { page = 0 }: { page?: number | undefined } = {},
): Promise<Reply> => {
  requireStaff(actor, ['storekeeper'])
  const [found, { low: count }] = await Promise.all([
    core.stock.low({ offset: page * LOW_PAGE, limit: LOW_PAGE + 1 }),
    core.waitingWork(actor),
  ])
  const sizes = found.slice(0, LOW_PAGE)
  return { screen: { name: 'low', sizes, count, page, more: found.length > LOW_PAGE }, step: FREE }
}

interface At {
  readonly productId: string
  readonly outletId?: string | undefined
}

const read = async ({ core, actor }: Turn, { productId, outletId }: At) => {
  requireStaff(actor, ['storekeeper'])
  const [product, outlets, own] = await Promise.all([
    core.catalog.product(productId),
    core.outlets.all(),
    core.workplaces.of(actor),
  ])
  const outlet = outlets.find(({ id }) => id === (outletId ?? own)) ?? outlets[0]
  if (!product || !outlet) throw new DomainError('stock.no_product')
  const rows = await core.stock.shelf({ productId, outletId: outlet.id })
  const others = own === null ? outlets.filter(({ id }) => id !== outlet.id) : []
  return { product, outlet, rows, others }
}

/** A product's sizes at an outlet; another article may be typed at once. */
const shelf = async (turn: Turn, at: At): Promise<Reply> => ({
  screen: { name: 'stock_at', ...(await read(turn, at)) },
  step: { asks: 'shelf_product' },
})

const look = async (turn: Turn, text: string): Promise<Reply> => {
  const productId = await turn.core.catalog.lookUp(text.trim())
  if (!productId) return withNotice(await shelves(turn), { code: 'stock.no_product' })
  return shelf(turn, { productId })
}

const shelfSize = async (
  turn: Turn,
  { variantId, ...at }: { productId: string; variantId: string; outletId: string },
  { amount, only }: { amount: number; only: 1 | -1 | null } = { amount: 1, only: null },
): Promise<Reply> => {
  const { product, outlet, rows } = await read(turn, at)
  const row = rows.find((each) => each.variantId === variantId)
  if (!row) throw new DomainError('stock.no_product')
  return {
    screen: { name: 'shelf_size', product, row, outlet, amount, only },
    step: { asks: 'shelf_amount', variantId, productId: at.productId, outletId: at.outletId },
  }
}

/** A photo of a box: the size that it is of; a new code may be bound to the size that is open. */
const photo = async (
  turn: Turn,
  media: Media,
  { open, again }: { open?: AskingOf<'shelf_amount'>; again: () => Promise<Reply> },
): Promise<Reply> => {
  const { core, actor } = turn
  requireStaff(actor, ['storekeeper'])
  const codes = await turn.scan(media)
  const [found] = await core.catalog.barcodes(codes)
  if (found) return sizeOf(turn, { variantId: found.variantId, outletId: open?.outletId })
  const [code] = codes
  if (code === undefined) return withNotice(await again(), { code: 'scan.none_here' })
  if (!open) return withNotice(await again(), { code: 'scan.unknown_here', params: { code } })
  return askBinding(turn, { code, variantId: open.variantId })
}

/** The same with a refusal said where the storekeeper stands. */
const photoSaid: typeof photo = (turn, media, at) =>
  photo(turn, media, at).catch(unlessRefused(async (refusal) => withNotice(await at.again(), refusal)))

const typedAmount = async (turn: Turn, step: AskingOf<'shelf_amount'>, text: string): Promise<Reply> => {
  const [, sign = '', amount] = /^\s*([+−–-]?)\s*([1-9]\d{0,2})\s*$/.exec(text) ?? []
  if (!amount) return withNotice(await shelfSize(turn, step), { code: 'stock.amount' })
  return shelfSize(turn, step, { amount: Number(amount), only: sign === '' ? null : sign === '+' ? 1 : -1 })
}

const adjust = async (
  turn: Turn,
  action: { variantId: string; outletId: string; reason: Reason; amount: number; seen: number },
): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['storekeeper'])
  await core.stock.adjust({ actor, ...action, cause })
  return withNotice(await sizeOf(turn, action), { code: 'shelves.changed' })
}

/** The size as it is now; no outlet named: where one works. */
export const sizeOf = async (
  turn: Turn,
  { variantId, outletId }: { variantId: string; outletId?: string | undefined },
): Promise<Reply> => {
  const productId = await turn.core.catalog.productOf(variantId)
  if (!productId) throw new DomainError('stock.no_product')
  const { outlet } = await read(turn, { productId, outletId })
  return shelfSize(turn, { productId, variantId, outletId: outlet.id })
}

export const handlers: HandlersOf<typeof shelvesActions> = {
  shelves,
  low,
  stock_at: shelf,
  shelf_size: (turn, action) => shelfSize(turn, action),
  adjust,
}

export const questions: QuestionsOf<typeof shelvesSteps> = {
  shelf_product: {
    answer: (turn, _, text) => look(turn, text),
    media: (turn, _, media) => photoSaid(turn, media, { again: () => shelves(turn) }),
    again: shelves,
  },
  shelf_amount: {
    answer: typedAmount,
    media: (turn, open, media) => photoSaid(turn, media, { open, again: () => shelfSize(turn, open) }),
    again: (turn, step) => shelfSize(turn, step),
  },
}

const near = (turn: Turn): Promise<Reply> =>
  shelves(turn).catch(unlessRefused(() => (isStaff(turn.actor) ? desk(turn) : home(turn))))

export const fallbacks: Fallbacks<typeof shelvesActions> = {
  shelves: near,
  low: near,
  stock_at: near,
  shelf_size: near,
  adjust: (turn, action) => sizeOf(turn, action).catch(unlessRefused(() => near(turn))),
}

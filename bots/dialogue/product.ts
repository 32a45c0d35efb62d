import type { PersonalProduct } from '../../core/wishes/index.ts'
import type { Notice } from '../screens/screen.ts'
import { list } from './browse.ts'
import { catalog } from './catalog.ts'
import type { productActions } from './product.actions.ts'
import { FREE } from './step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type Reply,
  type Start,
  type Turn,
  withNotice,
} from './turn.ts'

interface Shown {
  readonly productId: string
  /** Which of its photos; undefined where the product was opened and not leafed through. */
  readonly photo?: number | undefined
}

const card = (turn: Turn, product: PersonalProduct, photo = 0): Reply => ({
  screen: { name: 'product', product, photo, cartCount: turn.piecesInCart },
  step: FREE,
})

/** What a manager looks at for a customer is nobody's recently seen. */
const read = ({ core, user, orderingFor }: Turn, productId: string, { look = false } = {}) =>
  core.wishes.product({ productId, userId: user.id, look: look && !orderingFor })

const gone = async (turn: Turn): Promise<Reply> => withNotice(await catalog(turn), { code: 'unknown.stale' })

/** The card of a product; to open it is to have seen it, to leaf through its photos is not. */
export const product = async (turn: Turn, { productId, photo }: Shown, notice?: Notice): Promise<Reply> => {
  const found = await read(turn, productId, { look: photo === undefined })
  return found ? withNotice(card(turn, found, photo), notice) : gone(turn)
}

interface Added {
  readonly productId: string
  readonly variantId: string | null
}

/** Puts a product into the cart and stays on its card: people take two pairs as often as one. */
export const add = async (turn: Turn, { productId, variantId }: Added): Promise<Reply> => {
  await turn.core.carts.add({ userId: turn.user.id, productId, variantId, cause: turn.cause })
  return added(turn, { productId, variantId })
}

/** The card of a product with the word that it is in the cart now. */
export const added = async (turn: Turn, { productId, variantId }: Added): Promise<Reply> => {
  const cart = await turn.core.carts.find(turn.user.id)
  const piecesInCart = cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
  const found = await read(turn, productId)
  if (!found) return gone(turn)
  const code = variantId === null ? 'product.added_open' : 'product.added'
  return withNotice(card({ ...turn, piecesInCart }, found), { code, params: { product: found, variantId } })
}

const sizeTable: Handler<'size_table'> = async (turn, { productId }) => {
  const found = await read(turn, productId)
  if (!found) return gone(turn)
  return { screen: { name: 'size_table', product: found, cartCount: turn.piecesInCart }, step: FREE }
}

const favour: Handler<'favour'> = async (turn, { productId, on, photo = 0 }) => {
  const known = await turn.core.wishes.setFavourite({ userId: turn.user.id, productId, on })
  if (!known) return gone(turn)
  return product(turn, { productId, photo }, { code: on ? 'favourites.put' : 'favourites.taken' })
}

/** What can be done about something that is sold out; its card where it is there again, or is sold no more. */
export const soldOut = async (turn: Turn, { productId, variantId }: Added): Promise<Reply> => {
  const found = await read(turn, productId)
  if (!found) return gone(turn)
  const variant = found.variants.find(({ id }) => id === variantId)
  const there = variantId === null ? found.available : (variant?.available ?? 0) > 0
  if (found.archived || (variantId !== null && !variant)) return card(turn, found)
  if (there) return withNotice(card(turn, found), { code: 'wait.there' })
  // Of a product without sizes the whole is waited for.
  const size = found.options.length > 0 ? variant : undefined
  return {
    screen: { name: 'sold_out', product: found, variant: size, cartCount: turn.piecesInCart },
    step: FREE,
  }
}

const wait: Handler<'wait'> = async (turn, { productId, variantId, on }) => {
  const outcome = await turn.core.wishes.watch({ userId: turn.user.id, productId, variantId, on })
  const codes = { waits: 'wait.waits', there: 'wait.there', ended: 'wait.ended' } as const
  return product(turn, { productId, photo: 0 }, { code: codes[outcome] })
}

/** A link to a product. One that is sold no more shows what else there is in its category. */
const opened = async (turn: Turn, productId: string | undefined): Promise<Reply> => {
  const found = productId && (await read(turn, productId, { look: true }))
  if (!found) return withNotice(await catalog(turn), { code: 'link.unknown' })
  if (!found.archived) return card(turn, found)
  const name = found.name[turn.user.language] || found.name.uk
  return withNotice(await list(turn, { categoryId: found.categoryId }), {
    code: 'link.sold_no_more',
    params: { name },
  })
}

const ID = '[1-9A-HJ-NP-Za-km-z]{12}'

/** `/start p_…` by a product's id or its article, `/start c_…` by a category's id, `/start catalog`. */
export const starts: readonly Start[] = [
  { pattern: /^catalog$/, open: catalog },
  { pattern: new RegExp(`^p_(prd_${ID})$`), open: (turn, [, productId]) => opened(turn, productId) },
  {
    pattern: /^p_([\w-]{1,62})$/,
    open: async (turn, [, word = '']) => opened(turn, await turn.core.catalog.inLink(word)),
  },
  {
    pattern: new RegExp(`^c_(cat_${ID})$`),
    open: async (turn, [, categoryId = '']) => {
      const reply = await list(turn, { categoryId })
      return reply.screen.name === 'products' ? reply : withNotice(reply, { code: 'link.unknown' })
    },
  },
]

export const handlers: HandlersOf<typeof productActions> = {
  product: (turn, action) => product(turn, action),
  add,
  size_table: sizeTable,
  favour,
  sold_out: soldOut,
  wait,
}

export const fallbacks: Fallbacks<typeof productActions> = {
  add: soldOut,
  wait: (turn, { productId }) => product(turn, { productId, photo: 0 }),
}

export const repeats: Fallbacks<typeof productActions> = { add: added }

import { type ProductSummary, soleVariant, type Variant, variantLabel } from '../../core/catalog/index.ts'
import type { PersonalProduct } from '../../core/wishes/index.ts'
import type { Words } from '../locales/words.ts'
import { BUTTONS_MAX, type Button, button, type Card, GAP, type Line } from './card.ts'
import { cartButton } from './cart-cards.ts'
import { formatMoney } from './format.ts'
import type { ProductScreen } from './product.screens.ts'
import type { CardsOf, Pen, ScreenOf } from './screen.ts'
import { sizeLabel, sizeRows } from './sizes.ts'

/** Telegram takes a hundred buttons: of a product with more sizes than fit, those that there are. */
const shownVariants = (variants: readonly Variant[]): readonly Variant[] =>
  variants.length <= BUTTONS_MAX
    ? variants
    : variants.filter(({ available }) => available > 0).slice(0, BUTTONS_MAX)

/** "Натуральна шкіра · літо · Україна": what it is like, said once each. */
const characteristics = ({ attributes }: Pick<PersonalProduct, 'attributes'>, words: Words): string => {
  const said = [...new Set(attributes.map(({ value }) => words.of(value)))].join(' · ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** The price, "from" where sizes differ, with the one that was. */
export const priceWords = (
  { price, priceVaries, oldPrice }: Pick<ProductSummary, 'price' | 'priceVaries' | 'oldPrice'>,
  words: Words,
): string => {
  const now = priceVaries ? words.say('price.from', { price: formatMoney(price) }) : formatMoney(price)
  return oldPrice === null ? now : words.say('price.instead', { price: now, old: formatMoney(oldPrice) })
}

const productLines = (product: PersonalProduct, words: Words): Line[] => {
  const sellable = !product.archived && product.available
  const { article } = product
  const option = product.options.map((each) => words.of(each).toLowerCase()).join(', ')
  return [
    { bold: words.of(product.name) },
    words.say('product.article', { article, category: words.of(product.categoryName) }),
    GAP,
    sellable
      ? { bold: priceWords(product, words) }
      : words.say(product.archived ? 'product.archived' : 'product.sold_out'),
    characteristics(product, words),
    GAP,
    words.of(product.description),
    GAP,
    ...(sellable && option ? [words.say('product.which', { option })] : []),
  ]
}

/** A size that is there goes into the cart; one that is sold out offers to wait for it. */
const sizeButton =
  (productId: string, words: Words) =>
  (variant: Variant): Button =>
    button(sizeLabel(variant, words), {
      to: variant.available > 0 ? 'add' : 'sold_out',
      productId,
      variantId: variant.id,
    })

const buyingRows = (product: PersonalProduct, words: Words): Button[][] => {
  const { id: productId, archived, available, variants } = product
  if (archived) return []
  if (!available) return [[waitButton(product, undefined, words)]]
  const sole = soleVariant(product)
  if (sole) return [[button(words.say('product.add'), { to: 'add', productId, variantId: sole.id })]]
  return [
    ...sizeRows(shownVariants(variants).map(sizeButton(productId, words))),
    [button(words.say('product.open_size'), { to: 'add', productId, variantId: null })],
  ]
}

const waitButton = (product: PersonalProduct, variant: Variant | undefined, words: Words): Button => {
  const variantId = variant?.id ?? null
  const on = !product.waiting.includes(variantId)
  return button(words.say(on ? 'wait.tell' : 'wait.end'), {
    to: 'wait',
    productId: product.id,
    variantId,
    on,
  })
}

const favouriteButton = (
  { id: productId, favourite }: PersonalProduct,
  photo: number,
  words: Words,
): Button =>
  button(words.say(favourite ? 'favourites.is' : 'favourites.add'), {
    to: 'favour',
    productId,
    on: !favourite,
    ...(photo > 0 ? { photo } : {}),
  })

/** Photos are leafed through both ways, round and round. */
const photoButtons = ({ id: productId, photos }: PersonalProduct, photo: number, words: Words): Button[] => {
  const of = photos.length
  if (of < 2) return []
  return [
    button('‹', { to: 'product', productId, photo: (photo + of - 1) % of }),
    button(words.say('product.photo', { n: photo + 1, of }), {
      to: 'product',
      productId,
      photo: (photo + 1) % of,
    }),
  ]
}

const hasSizeTable = ({ variants }: PersonalProduct): boolean => variants.some(({ detail }) => detail)

const productCard = (screen: ScreenOf<'product'>, { words, share }: Pen): Card => {
  const { product, cartCount } = screen
  const { id: productId, photos } = product
  const photo = screen.photo % Math.max(1, photos.length)
  return {
    lines: productLines(product, words),
    rows: [
      ...buyingRows(product, words),
      [
        favouriteButton(product, photo, words),
        ...(hasSizeTable(product)
          ? [button(words.say('sizes.button'), { to: 'size_table', productId })]
          : []),
      ],
      [
        button(words.say('support.ask_product'), { to: 'ask', productId }),
        share(words.say('share.button'), {
          word: `p_${productId}`,
          text: `${words.of(product.name)}, ${priceWords(product, words)}`,
        }),
      ],
      photoButtons(product, photo, words),
      [
        button(words.say('product.back'), { to: 'back_to_list', productId }),
        cartButton(cartCount, words),
        button(words.say('home.button'), { to: 'home' }),
      ],
    ],
    photo: photos[photo],
  }
}

/** Every size with what is said of it (the insole), and what there is; a press puts it into the cart. */
const sizeTableCard = ({ product, cartCount }: ScreenOf<'size_table'>, words: Words): Card => {
  const { id: productId, archived, variants, photos } = product
  const rows = variants.map((variant) => {
    const size = variantLabel(variant.values, words.language)
    const detail = variant.detail ? words.of(variant.detail) : ''
    const left = variant.available > 0 ? '' : words.say('sizes.sold_out')
    return [size, detail, left].filter(Boolean).join(' · ')
  })
  return {
    lines: [
      { bold: words.say('sizes.title') },
      words.of(product.name),
      GAP,
      rows.join('\n'),
      GAP,
      words.say('sizes.how'),
    ],
    rows: [
      ...(archived ? [] : sizeRows(shownVariants(variants).map(sizeButton(productId, words)))),
      [
        button(words.say('product.to_card'), { to: 'product', productId, photo: 0 }),
        cartButton(cartCount, words),
      ],
    ],
    photo: photos[0],
  }
}

const soldOutCard = ({ product, variant, cartCount }: ScreenOf<'sold_out'>, words: Words): Card => {
  const { id: productId, waiting, variants, photos } = product
  const there = variants.filter(({ available }) => available > 0)
  const size = variant ? variantLabel(variant.values, words.language) : ''
  return {
    lines: [
      { bold: words.of(product.name) },
      GAP,
      size ? words.say('wait.size_sold_out', { size }) : words.say('wait.sold_out'),
      words.say(waiting.includes(variant?.id ?? null) ? 'wait.already' : 'wait.offer'),
      ...(variant && there.length > 0 ? [GAP, words.say('wait.others')] : []),
    ],
    rows: [
      [waitButton(product, variant, words)],
      ...(variant ? sizeRows(there.slice(0, BUTTONS_MAX).map(sizeButton(productId, words))) : []),
      [
        button(words.say('product.to_card'), { to: 'product', productId, photo: 0 }),
        cartButton(cartCount, words),
      ],
    ],
    photo: photos[0],
  }
}

export const productCards: CardsOf<ProductScreen> = {
  product: productCard,
  size_table: (screen, { words }) => sizeTableCard(screen, words),
  sold_out: (screen, { words }) => soldOutCard(screen, words),
}

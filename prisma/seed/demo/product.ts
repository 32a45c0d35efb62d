/** A text in both languages of the shop. */
export interface Words {
  readonly uk: string
  readonly en: string
}

export interface DemoCategory {
  readonly slug: string
  readonly name: Words
}

export interface DemoOutlet {
  readonly code: string
  readonly kind: 'store' | 'warehouse'
  readonly name: Words
  readonly city: Words
  readonly address: Words
  readonly hours: Words
  /** E.164. */
  readonly phone: string
  /** Whether customers may collect orders here. */
  readonly pickup: boolean
  readonly mapUrl?: string
}

export interface DemoVariant {
  readonly value: string
  /** What helps to choose: the insole's length. */
  readonly detail?: Words
  readonly sku: string
  /** Only where it differs from the product's. */
  readonly priceUah?: number
  readonly weightGrams: number
  readonly shelf: string
  /** Pieces by outlet code; an outlet that never had any is left out. */
  readonly stock: Readonly<Record<string, number>>
}

export interface DemoProduct {
  /** The number for ordering: `12.1.250`. */
  readonly article: string
  /** The category's slug. */
  readonly category: string
  readonly name: Words
  readonly description: Words
  /** Whole hryvnias, a multiple of 10. */
  readonly priceUah: number
  /** What it cost before, of every variant that costs less now: it is on sale. */
  readonly oldPriceUah?: number
  readonly attributes: readonly { readonly name: Words; readonly value: Words }[]
  /** What the variants differ in; null where there is one variant and nothing to choose. */
  readonly option: { readonly name: Words } | null
  readonly variants: readonly DemoVariant[]
  /** File names in `prisma/seed/pictures`, the first being the cover. */
  readonly pictures: readonly string[]
}

type Attribute = DemoProduct['attributes'][number]

const named =
  (nameUk: string, nameEn: string) =>
  (uk: string, en: string): Attribute => ({ name: { uk: nameUk, en: nameEn }, value: { uk, en } })

export const upper = named('Матеріал верху', 'Upper')
export const lining = named('Підкладка', 'Lining')
export const insole = named('Устілка', 'Insole')
export const outsole = named('Підошва', 'Sole')
export const closure = named('Застібка', 'Fastening')
export const season = named('Сезон', 'Season')
export const heel = named('Висота підбора', 'Heel height')
export const country = named('Країна', 'Made in')
export const volume = named('Обʼєм', 'Volume')
export const made = named('Матеріал', 'Material')
export const length = named('Довжина', 'Length')
export const fits = named('Для чого', 'For')

export const ukraine = country('Україна', 'Ukraine')

export const SIZE = { name: { uk: 'Розмір', en: 'Size' } } as const

/** Length of the insole by European size, in millimetres. */
const INSOLE_MM: Readonly<Record<string, number>> = {
  25: 160,
  26: 165,
  27: 175,
  28: 180,
  29: 185,
  30: 195,
  31: 200,
  32: 205,
  33: 215,
  34: 220,
  35: 225,
  36: 235,
  37: 240,
  38: 245,
  39: 250,
  40: 255,
  41: 265,
  42: 270,
  43: 275,
  44: 285,
  45: 290,
  46: 295,
}

/** A size with its pieces in the warehouse, the Kyiv store and the Lviv store, and its own price if it has one. */
export type SizeRow = readonly [size: number, pieces: Pieces, priceUah?: number]
export type Pieces = readonly [warehouse: number, kyiv: number, lviv: number]

/** Pieces by outlet code. */
export const stockOf = ([warehouse, kyiv, lviv]: Pieces): Readonly<Record<string, number>> => ({
  'kyiv-warehouse': warehouse,
  'kyiv-store': kyiv,
  'lviv-store': lviv,
})

/** The variants of a product with sizes; a larger size weighs a little more, a warm one has a longer insole. */
export function sizes(
  of: { article: string; shelf: string; weightGrams: number; longerMm?: number },
  rows: readonly SizeRow[],
): readonly DemoVariant[] {
  return rows.map(([size, pieces, priceUah], index) => {
    const cm = (INSOLE_MM[size]! + (of.longerMm ?? 0)) / 10
    return {
      value: String(size),
      detail: { uk: `${String(cm).replace('.', ',')} см`, en: `${cm} cm` },
      sku: `${of.article}-${size}`,
      ...(priceUah === undefined ? {} : { priceUah }),
      weightGrams: of.weightGrams + index * 20,
      shelf: of.shelf,
      stock: stockOf(pieces),
    }
  })
}

/** The one variant of a product that has nothing to choose. */
export const single = (of: {
  article: string
  shelf: string
  weightGrams: number
  pieces: Pieces
}): readonly DemoVariant[] => [
  { value: '', sku: of.article, weightGrams: of.weightGrams, shelf: of.shelf, stock: stockOf(of.pieces) },
]

/** The file names of a product's pictures by view: `side` is `12-1-250-side.jpg`. */
export const pictures = (article: string, ...views: readonly string[]): readonly string[] =>
  views.map((view) => `${article.replaceAll('.', '-')}-${view}.jpg`)

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { withCheckDigit } from '../../core/catalog/index.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Db } from '../../core/kernel/db.ts'
import { newId } from '../../core/kernel/ids.ts'
import { hryvnias } from '../../core/kernel/money.ts'
import type { SettingsReader } from '../../core/settings/index.ts'
import type { Prisma } from '../generated/client.ts'
import { demoShop } from './demo-shop.ts'

type Tx = Prisma.TransactionClient

/** Some hundred statements one after another, on a machine that may be busy. */
const FILLING_MS = 60_000

/**
 * Fills an empty shop with the demo one, in one transaction: all of it or nothing. A shop that has any
 * product is left alone. True when it was filled.
 */
export const fillDemoShop = async ({
  db,
  clock,
  settings,
}: {
  db: Db
  clock: Clock
  settings: SettingsReader
}): Promise<boolean> => {
  if ((await db.client.product.count()) > 0) return false
  const pictures = await readPictures()
  const now = clock.now()
  await db.client.$transaction(
    async (tx) => {
      const outlets = await fillOutlets(tx)
      const categories = await fillCategories(tx)
      for (const [position, product] of demoShop.products.entries())
        await fillProduct(tx, { product, position, outlets, categories, pictures, now })
    },
    { maxWait: 10_000, timeout: FILLING_MS },
  )
  await settings.write('shop', {
    name: { uk: 'Крам', en: 'Kram' },
    greeting: { uk: 'Взуття для всієї родини.', en: 'Shoes for the whole family.' },
    seller: {
      name: 'ФОП Приклад Олена',
      code: '1234567890',
      address: 'Київ, вул. Ярославів Вал, 1',
      phone: '+380671234567',
    },
    links: {
      offer: 'https://example.com/offer',
      returns: 'https://example.com/returns',
      privacy: 'https://example.com/privacy',
    },
  })
  await settings.write('bank', {
    recipient: 'ФОП Приклад Олена',
    code: '1234567890',
    iban: 'UA213223130000026007233566001',
    bank: 'Приклад Банк',
  })
  // Whoever tries the shop at night sees at once what a customer is told.
  await settings.write('quiet', { from: '00:00', to: '00:00' })
  await settings.write('payments', { post: ['transfer', 'online_card'] })
  return true
}

interface DemoPicture {
  readonly hash: string
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

const readPictures = async (): Promise<Map<string, DemoPicture>> => {
  const names = [...new Set(demoShop.products.flatMap(({ pictures }) => pictures))]
  const read = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(new URL(`pictures/${name}`, import.meta.url))
      const { width, height } = await sharp(bytes).metadata()
      return [
        name,
        {
          hash: createHash('sha256').update(bytes).digest('hex'),
          width,
          height,
          bytes: new Uint8Array(bytes),
        },
      ] as const
    }),
  )
  return new Map(read)
}

const fillOutlets = async (tx: Tx): Promise<Map<string, string>> => {
  const rows = demoShop.outlets.map(
    ({ code, kind, name, city, address, hours, phone, pickup }, position) => ({
      id: newId('out'),
      code,
      kind,
      name: { ...name },
      city: { ...city },
      address: { ...address },
      hours: { ...hours },
      phone,
      pickup,
      position,
    }),
  )
  await tx.outlet.createMany({ data: rows })
  return new Map(rows.map(({ code, id }) => [code, id]))
}

const fillCategories = async (tx: Tx): Promise<Map<string, string>> => {
  const rows = demoShop.categories.map(({ slug, name }, position) => ({
    id: newId('cat'),
    slug,
    name: { ...name },
    position,
  }))
  await tx.category.createMany({ data: rows })
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}

interface ProductToFill {
  readonly product: (typeof demoShop.products)[number]
  readonly position: number
  readonly outlets: ReadonlyMap<string, string>
  readonly categories: ReadonlyMap<string, string>
  readonly pictures: ReadonlyMap<string, DemoPicture>
  readonly now: Date
}

const fillProduct = async (
  tx: Tx,
  { product, position, outlets, categories, pictures, now }: ProductToFill,
): Promise<void> => {
  const productId = newId('prd')
  const { article, name, description, option, attributes } = product
  await tx.product.create({
    data: {
      id: productId,
      article,
      categoryId: categories.get(product.category)!,
      name: { ...name },
      description: { ...description },
      price: hryvnias(product.priceUah),
      position,
      createdAt: now,
    },
  })
  if (option) await tx.productOption.create({ data: { productId, position: 0, name: { ...option.name } } })
  await tx.productAttribute.createMany({
    data: attributes.map((attribute, i) => ({
      productId,
      position: i,
      name: { ...attribute.name },
      value: { ...attribute.value },
    })),
  })
  const shown = product.pictures.map((file) => pictures.get(file)!)
  await tx.picture.createMany({
    data: shown.map((picture) => ({ ...picture, mime: 'image/jpeg' })),
    skipDuplicates: true,
  })
  await tx.productPhoto.createMany({
    data: shown.map(({ hash }, i) => ({ productId, position: i, pictureHash: hash })),
  })
  await fillVariants(tx, { product, productId, outlets, now })
}

const fillVariants = async (
  tx: Tx,
  {
    product,
    productId,
    outlets,
    now,
  }: Pick<ProductToFill, 'product' | 'outlets' | 'now'> & { productId: string },
): Promise<void> => {
  const rows = product.variants.map((variant, position) => ({ variant, position, id: newId('var') }))
  await tx.variant.createMany({
    data: rows.map(({ variant, position, id }) => ({
      id,
      productId,
      sku: variant.sku,
      position,
      weightGrams: variant.weightGrams,
      values: product.option ? [{ uk: variant.value }] : [],
      ...(variant.detail ? { detail: { ...variant.detail } } : {}),
      price: variant.priceUah === undefined ? null : hryvnias(variant.priceUah),
      oldPrice: product.oldPriceUah === undefined ? null : hryvnias(product.oldPriceUah),
    })),
  })
  await tx.barcode.createMany({
    data: rows.map(({ variant, id }) => ({ code: demoBarcode(variant.sku), variantId: id, at: now })),
  })
  const stock = rows.flatMap(({ variant, id }) =>
    Object.entries(variant.stock).map(([code, onHand]) => ({
      variantId: id,
      outletId: outlets.get(code)!,
      onHand,
      shelf: variant.shelf,
    })),
  )
  await tx.stock.createMany({ data: stock })
  await tx.stockMovement.createMany({
    data: stock
      .filter(({ onHand }) => onHand > 0)
      .map(({ variantId, outletId, onHand }) => ({
        variantId,
        outletId,
        delta: onHand,
        reason: 'initial',
        at: now,
      })),
  })
}

/** An EAN-13 of the range that is for a shop's own use, always the same for a SKU. */
export const demoBarcode = (sku: string): string =>
  withCheckDigit(`20${sku.replace(/\D/g, '').padEnd(10, '0').slice(0, 10)}`)

import { readdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isValidPhoneNumber } from 'libphonenumber-js/max'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { demoShop } from './demo-shop.ts'

const PICTURES = fileURLToPath(new URL('./pictures/', import.meta.url))
const { categories, products, outlets } = demoShop
const variants = products.flatMap((product) => product.variants)
const named = [...new Set(products.flatMap((product) => product.pictures))]

const pieces = (stock: Readonly<Record<string, number>>): number =>
  Object.values(stock).reduce((sum, count) => sum + count, 0)

const isWords = (value: object): value is { uk: string; en: string } => 'uk' in value && 'en' in value

/** Every text in two languages, wherever it stands. */
function wordsIn(value: unknown): { uk: string; en: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return isWords(value) ? [value] : Object.values(value).flatMap(wordsIn)
}

const words = wordsIn(demoShop)

test('the shop is large enough to page through: 24 products or more in 6 categories, none of them empty', () => {
  expect(categories).toHaveLength(6)
  expect(products.length).toBeGreaterThanOrEqual(24)
  for (const { slug } of categories)
    expect(products.filter(({ category }) => category === slug).length).toBeGreaterThan(3)
})

test('every product stands in a category that exists', () => {
  const slugs = new Set(categories.map(({ slug }) => slug))
  expect(products.filter(({ category }) => !slugs.has(category))).toEqual([])
})

test('articles and skus name one thing each', () => {
  const articles = products.map(({ article }) => article)
  const skus = variants.map(({ sku }) => sku)
  expect(new Set(articles).size).toBe(articles.length)
  expect(new Set(skus).size).toBe(skus.length)
  for (const article of articles) expect(article).toMatch(/^\d{2}\.\d\.\d{3}$/)
})

test('a product without an option has exactly one variant, one with an option has values that differ', () => {
  for (const { option, variants } of products) {
    if (option === null) expect(variants).toHaveLength(1)
    else expect(new Set(variants.map(({ value }) => value)).size).toBe(variants.length)
  }
  expect(products.some(({ option }) => option === null)).toBe(true)
})

test('prices are whole tens of hryvnias between 190 and 3 490', () => {
  const prices = [...products, ...variants].flatMap(({ priceUah }) => priceUah ?? [])
  for (const price of prices) expect(price % 10).toBe(0)
  expect(Math.min(...prices)).toBe(190)
  expect(Math.max(...prices)).toBe(3490)
})

test('a card fits a caption: names to 60 signs, descriptions to 600, in both languages', () => {
  for (const { name, description } of products) {
    for (const text of [name.uk, name.en]) expect(text.length, text).toBeLessThanOrEqual(60)
    for (const text of [description.uk, description.en]) expect(text.length, text).toBeLessThanOrEqual(600)
  }
})

test('no text is missing in either language, nor has loose spaces', () => {
  for (const { uk, en } of words) {
    for (const text of [uk, en]) expect(text).toMatch(/^\S(.*\S)?$/)
  }
  expect(words.length).toBeGreaterThan(400)
})

test('the Ukrainian apostrophe is always ʼ (U+02BC), and English texts hold no Cyrillic', () => {
  expect(words.filter(({ uk }) => /['’‘`´ʹ]/.test(uk))).toEqual([])
  expect(words.some(({ uk }) => uk.includes('ʼ'))).toBe(true)
  expect(words.filter(({ en }) => /\p{Script=Cyrillic}/u.test(en))).toEqual([])
})

test('stock stands only in outlets that exist, in whole pieces', () => {
  const codes = new Set(outlets.map(({ code }) => code))
  for (const { stock } of variants) {
    for (const [code, count] of Object.entries(stock)) {
      expect(codes.has(code)).toBe(true)
      expect(Number.isInteger(count) && count >= 0).toBe(true)
    }
  }
})

test('screens meet every case: sold-out sizes, one last pair, a product sold out, dearer large sizes', () => {
  const sized = products.filter(({ option }) => option !== null)
  const soldOut = sized.filter(({ variants }) => variants.every(({ stock }) => pieces(stock) === 0))
  expect(soldOut).toHaveLength(1)
  expect(variants.filter(({ stock }) => pieces(stock) === 1)).toHaveLength(1)
  expect(variants.filter(({ stock }) => pieces(stock) === 0).length).toBeGreaterThan(8)
  expect(
    sized.filter(({ variants }) => variants.some(({ priceUah }) => priceUah !== undefined)),
  ).toHaveLength(2)
})

test('there is a warehouse and two stores with pickup, each with a phone that can be called', () => {
  expect(outlets.filter(({ kind, pickup }) => kind === 'warehouse' && !pickup)).toHaveLength(1)
  expect(outlets.filter(({ kind, pickup }) => kind === 'store' && pickup)).toHaveLength(2)
  for (const { phone } of outlets) expect(isValidPhoneNumber(phone), phone).toBe(true)
})

test('every product has two pictures or more, and no picture is left without a product', async () => {
  for (const { article, pictures } of products) expect(pictures.length, article).toBeGreaterThanOrEqual(2)
  expect((await readdir(PICTURES)).sort()).toEqual([...named, 'placeholder.jpg'].sort())
})

test('every picture is a square JPEG of 800 px or more, at most 100 KB, all of them under 6 MB', async () => {
  const sizes = await Promise.all(
    [...named, 'placeholder.jpg'].map(async (name) => {
      const { format, width, height } = await sharp(`${PICTURES}${name}`).metadata()
      const { size } = await stat(`${PICTURES}${name}`)
      expect(format, name).toBe('jpeg')
      expect(width, name).toBe(height)
      expect(width, name).toBeGreaterThanOrEqual(800)
      expect(size, name).toBeLessThanOrEqual(100 * 1024)
      return size
    }),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6 * 1024 * 1024)
})

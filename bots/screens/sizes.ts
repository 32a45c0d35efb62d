import { type Variant, variantLabel } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, inRows } from './card.ts'

const STRIKE = '\u0336'
/** A size that is sold out stays where it was, struck through: people see that it exists. */
export const struck = (text: string): string => [...text].map((sign) => sign + STRIKE).join('')

/** "35 · 22,5 см" as a button says it; struck through when it is sold out. */
export const sizeLabel = (
  variant: Pick<Variant, 'values' | 'detail' | 'available'>,
  words: Words,
): string => {
  const value = variantLabel(variant.values, words.language)
  if (variant.available <= 0) return struck(value)
  return variant.detail ? `${value} · ${words.of(variant.detail)}` : value
}

/** Rows of sizes: as many beside each other as a thumb can tell apart and a phone 360 points wide shows whole. */
export const sizeRows = (buttons: readonly Button[]): Button[][] => {
  const longest = Math.max(0, ...buttons.map(({ label }) => label.replaceAll(STRIKE, '').length))
  return inRows(buttons, longest <= 3 ? 5 : longest <= 10 ? 3 : longest <= 20 ? 2 : 1)
}

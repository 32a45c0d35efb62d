import { variantLabel } from '../../core/catalog/index.ts'
import type { LowSize } from '../../core/stock/index.ts'
import type { Words } from '../locales/words.ts'

/** «12.1.250 · 36 · 1 шт». */
export const lowWords = ({ article, values, left }: LowSize, words: Words): string =>
  [article, variantLabel(values, words.language), words.say('packing.pieces', { count: left })]
    .filter(Boolean)
    .join(' · ')

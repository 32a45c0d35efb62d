import { z } from 'zod'
import { SHELVES, SORTS } from '../../core/catalog/index.ts'
import { id, maybe, oneOf, whole, word, yesNo } from './address.ts'

const browse = { browseId: id('brw') }

/** Looking through a category, a shelf or what was found: whatever was chosen stands in the browse, not in the button. */
export const browseActions = {
  search: {},
  list: { categoryId: id('cat'), after: maybe(id('prd')), before: maybe(id('prd')) },
  shelf: { shelf: oneOf(SHELVES) },
  results: { ...browse, after: maybe(id('prd')), before: maybe(id('prd')) },
  back_to_list: { productId: id('prd') },
  filters: browse,
  /** A question of the filters, named by any of its values. */
  values: { ...browse, token: word },
  choose: { ...browse, token: word, on: yesNo },
  price_ranges: browse,
  /** In kopiykas. */
  price_range: { ...browse, lowest: maybe(whole), highest: maybe(whole) },
  sort: { ...browse, by: oneOf(SORTS) },
  widen: browse,
} as const

export const browseSteps = [z.object({ asks: z.literal('search') })] as const

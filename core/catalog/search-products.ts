import type { Queries } from '../kernel/db.ts'
import type { Browse } from './browse.ts'
import { findPage } from './browse-page.store.ts'
import { chooseWords } from './choose-words.ts'
import { findWords } from './find-words.store.ts'
import { readingsOf } from './search-text.ts'

export interface SearchRequest {
  readonly words: string
  readonly now: Date
  readonly skip: number
  readonly limit: number
}

/** How far somebody leafs who is talking in another chat: what was skipped is read again each time. */
const DEEPEST = 200

/** The ids of products that words find, as a browse by these words has them, with nothing kept of it. */
export const searchProducts = async (
  q: Queries,
  { words, now, skip, limit }: SearchRequest,
): Promise<string[]> => {
  const said = readingsOf(words)
  if (said.length === 0 || skip > DEEPEST) return []
  const understood = chooseWords(await findWords(q, said), words)
  if (understood.groups.length === 0) return []
  const browse: Browse = {
    id: '',
    scope: { of: 'words', query: words, understood },
    traits: [],
    priceFrom: null,
    priceTo: null,
    sort: 'shop',
  }
  const found = await findPage(q, { browse, now, edge: undefined, limit: skip + limit })
  return found.slice(skip, skip + limit).map(({ id }) => id)
}

import { id, maybe } from './address.ts'

/** A person's own shelves: favourites, recently seen, what they wait for. */
export const favouritesActions = {
  favourites: { after: maybe(id('prd')) },
  tidy_favourites: { after: maybe(id('prd')) },
  take_favourite: { productId: id('prd') },
  recent: { after: maybe(id('prd')) },
  waiting: {},
} as const

import { id, maybe } from './address.ts'

/** The shop's shelves: categories and lists. */
export const catalogActions = {
  catalog: {},
  list: { categoryId: id('cat'), after: maybe(id('prd')), before: maybe(id('prd')) },
} as const

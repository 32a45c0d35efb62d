/** The shop's categories and shelves. */
export const catalogActions = {
  catalog: {},
} as const

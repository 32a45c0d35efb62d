import { id, orNull, upTo } from '../dialogue/address.ts'

const outletId = orNull(id('out'))
const hours = upTo(72)

/** «Режим відключень». `until` in minutes since 1970; no outlet = all of them. */
export const powerCutsActions = {
  cuts: {},
  cut: { outletId },
  cut_hours: { hours, outletId },
  cut_until: { hours, until: upTo(99_999_999), outletId },
  cut_surely: { hours, until: upTo(99_999_999), outletId },
  cut_undo: { id: id('cut') },
  cut_undo_surely: { id: id('cut') },
} as const

/** «На зміні» and «Не на зміні». */
export const shiftsActions = {
  shift_begin: {},
  shift_end: {},
} as const

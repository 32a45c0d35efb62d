import { randomInt } from 'node:crypto'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** What each kind of thing is called in an id, so that a log line says what it names. */
export type IdPrefix =
  | 'usr'
  | 'cat'
  | 'brw'
  | 'prd'
  | 'var'
  | 'out'
  | 'crt'
  | 'cln'
  | 'wch'
  | 'ord'
  | 'oln'
  | 'shp'
  | 'pay'
  | 'slp'
  | 'rfn'
  | 'evt'
  | 'sav'
  | 'ntf'
  | 'trf'
  | 'cnt'
  | 'inv'
  | 'lnd'
  | 'cut'
  | 'mov'
  | 'stk'
  | 'tkt'
  | 'sch'
  | 'cod'
  | 'fil'

/** A prefix and 12 random base58 signs (`ord_4fJ…`): 16 bytes, legal as a job id and inside a button. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${random58(12)}`

/** Random base58 signs from the system's secure source, for ids and one-time secrets. */
export const random58 = (length: number): string => {
  let text = ''
  while (text.length < length) text += BASE58[randomInt(58)]
  return text
}

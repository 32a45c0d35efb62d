import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { MINUTE_MS } from '../kernel/clock.ts'
import { random58 } from '../kernel/ids.ts'

/** So long a code is good for, and so often it may be typed wrong. */
export const CODE_LIVES_MS = 10 * MINUTE_MS
export const CODE_TRIES = 5

export interface NewCode {
  readonly plain: string
  readonly salt: string
  readonly hash: string
}

const hashOf = (plain: string, salt: string): Buffer =>
  createHash('sha256').update(`${salt}:${plain}`).digest()

/** Six digits, any of them with the same chance, and what is kept of them. */
export const newCode = (): NewCode => {
  const plain = String(randomInt(1_000_000)).padStart(6, '0')
  const salt = random58(16)
  return { plain, salt, hash: hashOf(plain, salt).toString('hex') }
}

/** Whether what was typed is the code, spaces and dashes aside; in the same time whether it is or not. */
export const isCode = (typed: string, { salt, hash }: Pick<NewCode, 'salt' | 'hash'>): boolean =>
  timingSafeEqual(hashOf(typed.replace(/[\s-]/g, ''), salt), Buffer.from(hash, 'hex'))

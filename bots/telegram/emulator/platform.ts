import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import type { Params, Upload } from './params.ts'
import type { RefusalParameters } from './refusal.ts'
import type { Updates } from './updates.ts'
import type { Bot, World } from './world.ts'

/** All that a method of the Bot API works with. */
export interface Call {
  world: World
  updates: Updates
  bot: Bot
  params: Params
  uploads: ReadonlyMap<string, Upload>
  /** Aborts when the caller's connection is gone. */
  signal: AbortSignal
}

export type Method = (call: Call) => unknown

export interface Request {
  bot: Bot
  method: string
  raw: Params
  uploads: ReadonlyMap<string, Upload>
  signal: AbortSignal
}

export interface Answer {
  status: number
  body:
    | { ok: true; result: unknown }
    | { ok: false; error_code: number; description: string; parameters?: RefusalParameters }
  /** The call was performed, but the connection is to be dropped without an answer. */
  isCut: boolean
}

export interface Platform {
  world: World
  updates: Updates
  faults: Faults
  journal: Journal
}

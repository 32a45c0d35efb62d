import { type Action, readAction } from '../../bots/dialogue/action.ts'
import { createDialogue } from '../../bots/dialogue/dialogue.ts'
import { FREE } from '../../bots/dialogue/step.ts'
import type { Reply } from '../../bots/dialogue/turn.ts'
import { wordsIn } from '../../bots/locales/words.ts'
import { drawScreen, penOf } from '../../bots/telegram/screens.ts'
import type { Core } from '../../core/index.ts'
import type { CountingPool } from '../orders/counting-pool.ts'

/** A screen that somebody came to by a button, and what it cost. */
export interface Visit {
  readonly screen: string
  readonly action: Action['to']
  /** Statements from the press to the facts of the screen; the update's own bookkeeping is not among them. */
  readonly statements: number
  /** Something was changed before the screen was read. */
  readonly changed: boolean
}

export interface Walk {
  readonly core: Core
  /** "telegram:1" */
  readonly person: string
  readonly from: readonly Action[]
  readonly pool: Pick<CountingPool, 'count' | 'transactions'>
  /** How many buttons of one kind are pressed: what a hundred products have in common is seen after a few. */
  readonly ofEach: number
}

const buttonsOf = ({ screen }: Reply): Action[] =>
  drawScreen(screen, penOf({ username: 'kram_bot' }, wordsIn('uk'))).buttons.flatMap((row) =>
    row.flatMap((button) => {
      const data = 'callback_data' in button ? (button.callback_data ?? '') : ''
      return readAction(data.replace(/^!/, '')) ?? []
    }),
  )

/** Presses every kind of button that can be reached, a few times each, and counts what each screen costs. */
export const crawl = async ({ core, person, from, pool, ofEach }: Walk): Promise<Visit[]> => {
  const dialogue = createDialogue({ core })
  const pressed = new Map<string, number>()
  const waiting = [...from]
  const visits: Visit[] = []
  await core.settings.read()
  while (waiting.length > 0) {
    const action = waiting.shift()!
    const times = pressed.get(action.to) ?? 0
    if (times >= ofEach) continue
    pressed.set(action.to, times + 1)
    // Whoever has erased their data is met anew.
    const user = await core.users.meet({ person, name: 'Олена', username: null, language: 'uk' })
    const cause = await stored(core, { person, action })
    const [statements, transactions] = [pool.count(), pool.transactions()]
    const reply = await dialogue({
      heard: { kind: 'action', action },
      user,
      messenger: 'telegram',
      step: FREE,
      piecesInCart: 1,
      scan: async () => [],
      cause,
    })
    visits.push({
      screen: reply.screen.name,
      action: action.to,
      statements: pool.count() - statements,
      changed: pool.transactions() > transactions,
    })
    waiting.push(...buttonsOf(reply))
  }
  return visits
}

let updates = 0

/** The update that brings the press, as it is stored before it is answered. */
const stored = async (core: Core, { person, action }: { person: string; action: Action }) => {
  const externalId = String(++updates)
  await core.inbox.receive([
    { source: 'bench', externalId, person, sequence: BigInt(updates), body: { action: action.to } },
  ])
  const rows = await core.db.queries.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM inbox WHERE source = 'bench' AND external_id = ${externalId}`
  return rows[0]!.id
}

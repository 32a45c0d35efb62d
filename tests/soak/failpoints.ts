import type { App } from '../../app.ts'

/** Where a process can die, in the order in which an update comes by. */
export const FAILPOINTS = [
  'update received', // Telegram gave it, nothing is stored
  'update stored', // in the inbox, nobody answers yet
  'person claimed', // the lease is taken
  'before commit', // a transaction is done but for its end
  'after commit', // its events wait for the relay
  'before screen', // the change is made, the screen not sent
  'after screen', // it is sent, and nobody knows
  'before save', // neither the step nor the end of the update is kept
  'after save',
  'message queued', // a follower is done, its message not sent
  'before message',
  'after message', // the customer has it, and nobody knows
  'card kept', // one of the staff has an order's card
] as const
export type Failpoint = (typeof FAILPOINTS)[number]

/** This process dies here as by a power cut, the n-th time that it comes by. */
export interface Fail {
  readonly at: Failpoint
  readonly nth: number
}

type Work = (...args: never[]) => Promise<unknown>

/**
 * Lays failpoints around the seams of a platform that has not started yet, and counts how often each is passed.
 * The platform itself knows nothing of them.
 */
export const layFailpoints = (app: App, fail: Fail | undefined): Record<Failpoint, number> => {
  const passed = Object.fromEntries(FAILPOINTS.map((name) => [name, 0])) as Record<Failpoint, number>
  const pass = (name: Failpoint): void => {
    passed[name] += 1
    if (fail?.at === name && passed[name] === fail.nth) process.kill(process.pid, 'SIGKILL')
  }
  const around = <T extends object>(
    target: T,
    name: keyof T & string,
    { before, after }: { before?: Failpoint; after?: Failpoint },
  ): void => {
    const work = target[name] as Work
    const wrapped: Work = async (...args) => {
      if (before) pass(before)
      const result = await work(...args)
      if (after) pass(after)
      return result
    }
    Object.assign(target, { [name]: wrapped })
  }

  const { core, db, telegram } = app
  around(core.inbox, 'receive', { before: 'update received', after: 'update stored' })
  around(core.conversations, 'claim', { after: 'person claimed' })
  around(core.conversations, 'save', { before: 'before save', after: 'after save' })
  around(core.notifications, 'queue', { after: 'message queued' })
  around(core.staffCards, 'keep', { after: 'card kept' })

  const { transaction } = db
  Object.assign(db, {
    transaction: async (work: (tx: never) => Promise<unknown>) => {
      const result = await transaction(async (tx) => {
        const done = await work(tx as never)
        pass('before commit')
        return done
      })
      pass('after commit')
      return result
    },
  })

  for (const [api, what] of [
    [telegram.api, 'screen'],
    [telegram.sender, 'message'],
  ] as const) {
    api.config.use(async (previous, method, payload, signal) => {
      const shows = method.startsWith('send') || method.startsWith('editMessage')
      if (shows) pass(`before ${what}`)
      const answer = await previous(method, payload, signal)
      if (shows) pass(`after ${what}`)
      return answer
    })
  }
  return passed
}

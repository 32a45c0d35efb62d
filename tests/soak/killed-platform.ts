import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Fail, Failpoint } from './failpoints.ts'
import type { Answer, Order, Settings } from './platform-process.ts'

/** A platform in a process of its own that may die at any moment; it is started again and goes on. */
export interface KilledPlatform {
  /** All that was said is answered; where the process died over it, it was started again and time went by. */
  settles(): Promise<void>
  /** How often each failpoint was passed, over all lives. */
  readonly passed: Readonly<Record<Failpoint, number>>
  readonly deaths: number
  stop(): Promise<void>
}

/** So long until everything that a dead process held is free again: leases, deliveries, messages half sent. */
const FREE_AFTER_SECONDS = 150
const ROUNDS = 3

export const startKilledPlatform = async (
  settings: Omit<Settings, 'now' | 'fail'>,
  { start, fail, idle }: { start: Date; fail: Fail | undefined; idle: () => Promise<{ pending: number }> },
): Promise<KilledPlatform> => {
  const passed: Partial<Record<Failpoint, number>> = {}
  let now = start
  let deaths = 0
  let child: ChildProcess

  const noted = ({ passed: counts, error }: Answer): void => {
    if (error) throw new Error(error)
    Object.assign(passed, counts)
  }
  /** The first of what the process says, or `other`; undefined when it dies before. */
  const first = async <T>(what: 'message' | 'exit', other?: Promise<T>): Promise<T | Answer | undefined> => {
    const ended = new AbortController()
    const { signal } = ended
    const waiting = [once(child, 'exit', { signal }).then(() => undefined)] as Promise<
      T | Answer | undefined
    >[]
    if (what === 'message')
      waiting.push(once(child, 'message', { signal }).then(([answer]) => answer as Answer))
    if (other) waiting.push(other)
    for (const each of waiting) each.catch(() => undefined)
    try {
      return await Promise.race(waiting)
    } finally {
      ended.abort()
    }
  }
  const word = () => first<Answer>('message')
  const isDead = () => child.exitCode !== null || child.signalCode !== null

  const run = async (withFail: Fail | undefined): Promise<void> => {
    const given: Settings = { ...settings, now: now.toISOString(), ...(withFail ? { fail: withFail } : {}) }
    child = fork(join(import.meta.dirname, 'platform-process.ts'), [JSON.stringify(given)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const ready = await word()
    if (!ready) throw new Error('the platform did not start')
    noted(ready)
  }

  /** False when the process died meanwhile. */
  const asks = async (order: Order): Promise<boolean> => {
    if (isDead()) return false
    const answered = word()
    child.send(order, () => undefined)
    const answer = await answered
    if (answer) noted(answer)
    return answer !== undefined
  }

  /** Telegram has handed over all that was said. False when the process died meanwhile. */
  const taken = async (): Promise<boolean> => {
    if (isDead()) return false
    const handed = await first('exit', idle())
    if (!handed || isDead()) return false
    if ('pending' in handed && handed.pending > 0) throw new Error(`${handed.pending} updates were not taken`)
    return true
  }

  const recovers = async (): Promise<void> => {
    deaths += 1
    now = new Date(now.getTime() + FREE_AFTER_SECONDS * 1000)
    await run(undefined)
    if (!(await taken())) throw new Error('it died again')
    for (let round = 0; round < ROUNDS; round++) {
      now = new Date(now.getTime() + FREE_AFTER_SECONDS * 1000)
      if (!(await asks({ do: 'pass', seconds: FREE_AFTER_SECONDS }))) throw new Error('it died again')
    }
  }

  await run(fail)
  return {
    passed: passed as Record<Failpoint, number>,
    get deaths() {
      return deaths
    },
    settles: async () => {
      if ((await taken()) && (await asks({ do: 'settle' }))) return
      await recovers()
    },
    stop: async () => {
      if (isDead()) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

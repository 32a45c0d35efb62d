import type { State } from './state.ts'
import type { Store } from './store.ts'

const retryMs = 2_000

/** Repeats work that failed, until it is done or the line is down: its coming up loads everything anew. */
export function untilDone(store: Store<State>, work: () => Promise<void>): void {
  work().catch(() => {
    setTimeout(() => {
      if (store.get().link !== 'lost') untilDone(store, work)
    }, retryMs)
  })
}

/** Looks at one phone after another by `load`; calls made while one look is under way become one more look after it. */
export function createLooker<K>(store: Store<State>, load: (key: K) => Promise<void>): (key: K) => void {
  const looking = new Set<K>()
  const wanted = new Set<K>()

  const lookWhileWanted = async (key: K): Promise<void> => {
    looking.add(key)
    try {
      while (wanted.delete(key)) await load(key)
    } finally {
      looking.delete(key)
    }
  }

  const look = (key: K): void => {
    wanted.add(key)
    if (looking.has(key)) return
    lookWhileWanted(key).catch(() => {
      setTimeout(() => {
        if (store.get().link !== 'lost') look(key)
      }, retryMs)
    })
  }
  return look
}

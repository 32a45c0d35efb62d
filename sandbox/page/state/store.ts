import { useLayoutEffect, useReducer, useRef } from 'preact/hooks'

/** One value that changes by pure functions and tells its listeners. */
export interface Store<S> {
  get(): S
  update(change: (state: S) => S): void
  /** Calls `listener` after each change; returns what ends it. */
  subscribe(listener: () => void): () => void
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    update(change) {
      const next = change(state)
      if (Object.is(next, state)) return
      state = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * What `select` reads from the store; the component is drawn again when that value changes, by
 * identity or as `isSame` says, and not when anything else does.
 */
export function useSelected<S, T>(
  store: Store<S>,
  select: (state: S) => T,
  isSame: (one: T, other: T) => boolean = Object.is,
): T {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0)
  const value = select(store.get())
  const latest = useRef({ value, select })
  latest.current = { value, select }
  useLayoutEffect(() => {
    const look = () => {
      if (!isSame(latest.current.select(store.get()), latest.current.value)) redraw()
    }
    look()
    return store.subscribe(look)
  }, [store])
  return value
}

/** Whether two lists hold the same items in the same order. */
export function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => Object.is(item, other[index]))
}

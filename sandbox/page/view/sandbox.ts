import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Doing } from '../state/doing.ts'
import type { State } from '../state/state.ts'
import { type Store, useSelected } from '../state/store.ts'
import type { ViberDoing } from '../state/viber-doing.ts'

export interface Sandbox {
  readonly store: Store<State>
  readonly doing: Doing
  readonly inViber: ViberDoing
}

export const SandboxContext = createContext<Sandbox | null>(null)

/** What the person at the page can do. */
export function useDoing(): Doing {
  return useContext(SandboxContext)!.doing
}

/** What they can do on a phone with Viber. */
export function useViber(): ViberDoing {
  return useContext(SandboxContext)!.inViber
}

/** A part of the state, kept up to date; see `useSelected` for `isSame`. */
export function useSandbox<T>(select: (state: State) => T, isSame?: (one: T, other: T) => boolean): T {
  return useSelected(useContext(SandboxContext)!.store, select, isSame)
}

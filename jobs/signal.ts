/** Wakes somebody who waits. A signal given while nobody waits is kept, once, for the next who does. */
export interface Signal {
  give(): void
  /** Resolves at the next signal, or when the time is over. */
  wait(timeoutMs: number): Promise<void>
}

export const createSignal = (): Signal => {
  const waiting = new Set<() => void>()
  let kept = false
  return {
    give: () => {
      kept = waiting.size === 0
      for (const wake of waiting) wake()
    },
    wait: (timeoutMs) => {
      if (kept) {
        kept = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, timeoutMs)
        waiting.add(wake)
      })
    },
  }
}

/**
 * What `work` gives, or an Error that says so when it takes longer. The work itself is not stopped:
 * only for what does no harm when it happens after all.
 */
export const within = async <T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

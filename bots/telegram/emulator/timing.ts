/** Time as the emulator sees it. Tests hand in their own, so that nothing has to be waited for. */
export interface Timing {
  /** Milliseconds since 1970. */
  nowMs(): number
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The computer's own clock and timers. */
export const systemTiming: Timing = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done, { once: true })
    }),
}

/** Whole seconds since 1970, the unit of every date in the Bot API. */
export const nowS = (timing: Timing): number => Math.floor(timing.nowMs() / 1000)

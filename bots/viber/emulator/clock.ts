/** Time as the stand-in sees it. Tests hand in their own, so that nothing has to be waited for. */
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
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1))
      signal?.addEventListener('abort', done, { once: true })
    }),
}

/** A clock that can be moved, forward or back; whoever sleeps wakes when the moved clock says so. */
export interface Clock extends Timing {
  move(ms: number): void
}

/** The given time with what it was moved by. */
export function movableClock(timing: Timing): Clock {
  let movedMs = 0
  let moved = new AbortController()
  const nowMs = () => timing.nowMs() + movedMs
  return {
    nowMs,
    async sleep(ms, signal) {
      const dueMs = nowMs() + ms
      while (!signal?.aborted && nowMs() < dueMs) {
        const wake = signal ? AbortSignal.any([signal, moved.signal]) : moved.signal
        await timing.sleep(dueMs - nowMs(), wake)
      }
    },
    move(ms) {
      movedMs += ms
      const before = moved
      moved = new AbortController()
      before.abort()
    },
  }
}

import { once } from 'node:events'
import { createParts, type Parts } from './parts.ts'
import { inOneLine } from './words.ts'

export interface Opening {
  /** What is opened is added here at once, so that it is closed however the opening goes on. */
  readonly parts: Parts
  /** Ctrl-C came while we were opening: goes no further. */
  continues(): void
}

/**
 * Runs one process: opens it, waits for Ctrl-C, SIGTERM or the end of the terminal, stops its parts and ends. A second
 * Ctrl-C ends it at once. Exit code 0 when it was asked to end, 1 where it could not open, or something failed that
 * nobody caught; then clear words stand on stderr.
 */
export const runMain = async (open: (opening: Opening) => Promise<void>): Promise<never> => {
  const stopping = stopSignal()
  const parts = createParts((line) => console.error(line))
  let code = 0
  process.on('uncaughtException', (error) => {
    console.error('Something failed that nobody caught:', error)
    code = 1
    stopping.abort()
  })
  try {
    await open({ parts, continues: () => stopping.signal.throwIfAborted() })
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort')
  } catch (error) {
    if (!stopping.signal.aborted) {
      console.error(inOneLine(error))
      code = 1
    }
  }
  await parts.stop()
  process.exit(code)
}

/** One Ctrl-C arrives up to three times: from the terminal, from npm and from `node --watch`. */
const SAME_CTRL_C_MS = 500

const stopSignal = (): AbortController => {
  const stopping = new AbortController()
  let firstAt = 0
  const hear = () => {
    if (!stopping.signal.aborted) {
      firstAt = performance.now()
      stopping.abort()
    } else if (performance.now() - firstAt > SAME_CTRL_C_MS) process.exit(130)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, hear)
  return stopping
}

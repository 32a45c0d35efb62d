/** What a running process is made of. What was added last is stopped first. */
export interface Parts {
  /** @param withinMs how long the part may take to stop before the next one's turn */
  add(name: string, stop: () => Promise<unknown>, withinMs?: number): void
  /**
   * Stops every part once, whatever becomes of the others: one that fails or takes too long is complained of in
   * one line. True when all stopped well.
   */
  stop(): Promise<boolean>
}

interface Part {
  readonly name: string
  readonly stop: () => Promise<unknown>
  readonly withinMs: number
}

const WITHIN_MS = 10_000

export const createParts = (complain: (line: string) => void): Parts => {
  const parts: Part[] = []
  return {
    add: (name, stop, withinMs = WITHIN_MS) => void parts.push({ name, stop, withinMs }),
    stop: async () => {
      let well = true
      for (let part = parts.pop(); part; part = parts.pop()) {
        const problem = await stopped(part)
        if (!problem) continue
        well = false
        complain(`${part.name}: ${problem}`)
      }
      return well
    },
  }
}

/** Undefined when it stopped, else what is wrong. */
const stopped = async ({ stop, withinMs }: Part): Promise<string | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not stop within ${withinMs} ms`), withinMs)
  })
  try {
    return await Promise.race([stop().then(() => undefined), late])
  } catch (error) {
    return `did not stop well: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    clearTimeout(timer)
  }
}

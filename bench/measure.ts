/** Runs `work` so many times by so many callers at once; returns how many a second. */
export const perSecond = async (
  { callers, times }: { callers: number; times: number },
  work: () => Promise<unknown>,
): Promise<number> => {
  let left = times
  const call = async () => {
    while (left > 0) {
      left -= 1
      await work()
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: callers }, call))
  return (times * 1000) / (performance.now() - began)
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * Measures each side once a round and returns the medians, after one round that does not count. Every other round
 * goes the other way round: what a noisy machine does to one side it does to the others.
 */
export const interleaved = async <Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<number>>>,
): Promise<Record<Side, number>> => {
  const names = Object.keys(sides) as Side[]
  const found = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await sides[name]()
      if (round > 0) found.get(name)?.push(value)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(found.get(name) ?? [])])) as Record<
    Side,
    number
  >
}

import { SingleBar } from 'cli-progress'

/** How far the import is, shown to the person who waits for it. */
export interface Progress {
  /** Begins a part; `total` undefined where nobody knows it. */
  start(part: 'reading' | 'offers' | 'pictures', total: number | undefined): void
  step(by: number): void
  stop(): void
}

/** Says nothing: for logs, pipes and tests. */
export const silent: Progress = { start: () => undefined, step: () => undefined, stop: () => undefined }

const WORDS = { reading: 'Reading', offers: 'Offers', pictures: 'Pictures' }

/** A bar on a terminal; silent where there is none. */
export const createProgress = (stream: NodeJS.WriteStream): Progress => {
  if (!stream.isTTY) return silent
  let bar: SingleBar | undefined
  const stop = () => {
    bar?.stop()
    bar = undefined
  }
  return {
    start: (part, total) => {
      stop()
      if (total === undefined) return
      const format = `${WORDS[part].padEnd(8)} {bar} {percentage}% · {eta_formatted}`
      bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, barsize: 40 })
      bar.start(total, 0)
    },
    step: (by) => bar?.increment(by),
    stop,
  }
}

interface Listeners<Event> {
  /** The line is up, for the first time or again: what happened meanwhile is unknown. */
  readonly opened: () => void
  readonly lost: () => void
  readonly happened: (event: Event) => void
}

const kinds = ['message', 'edit', 'delete', 'keyboard', 'action', 'answer', 'commands', 'person', 'block']
const firstPauseMs = 500
const longestPauseMs = 4_000

/**
 * Listens to the events of `path` for as long as the page lives. EventSource gives up for good after
 * some failures (a refused connection to a proxy, say), so each failure begins a new one.
 */
export function listen<Event>(path: string, { opened, lost, happened }: Listeners<Event>): void {
  let pauseMs = firstPauseMs

  const connect = () => {
    const source = new EventSource(path)
    const heard = (event: MessageEvent<string>) => happened(JSON.parse(event.data))
    source.onmessage = heard
    for (const kind of kinds) source.addEventListener(kind, heard)
    source.onopen = () => {
      pauseMs = firstPauseMs
      opened()
    }
    source.onerror = () => {
      source.close()
      lost()
      setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
  connect()
}

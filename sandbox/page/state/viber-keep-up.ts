import type { Sms, ViberEvent } from '../viber-wire.ts'
import { ApiError } from './api.ts'
import { listen } from './live.ts'
import { createLooker, untilDone } from './looker.ts'
import { type State, unseenOf, viberInView } from './state.ts'
import type { Store } from './store.ts'
import { viberApi } from './viber-api.ts'
import { smsArrived, viberArrived, viberChatArrived } from './viber-changes.ts'

/** What came longer ago is no news when the page is opened. */
const smsNewsSeconds = 10 * 60

/** Keeps the phones with Viber as they are from now on; what a phone in view shows is told to be seen. */
export function keepViberUp(store: Store<State>): void {
  const look = createLooker<string>(store, async (id) =>
    store.update(viberChatArrived(id, await viberApi.chat(id))),
  )
  const told = new Set<string>()
  const tellSms = async (isNews: (sms: Sms) => boolean) => {
    for (const sms of await viberApi.sms()) {
      const name = `${sms.id} ${sms.date}`
      if (!told.has(name) && isNews(sms)) store.update(smsArrived(sms))
      told.add(name)
    }
  }
  listen<ViberEvent>('/viber/control/events', {
    opened() {
      untilDone(store, () => loadEverything(store, look))
      untilDone(store, () => tellSms(({ date }) => Date.now() / 1_000 - date < smsNewsSeconds))
    },
    // The line to Telegram's events is the same server's, and says it.
    lost: () => undefined,
    happened(event) {
      if (event.kind === 'sms') untilDone(store, () => tellSms(() => true))
      else if (event.kind === 'person') untilDone(store, () => loadEverything(store, look))
      else look(event.personId)
    },
  })
  readWhatIsShown(store)
}

/** A sandbox without Viber answers 404, and nothing of it is shown. */
async function loadEverything(store: Store<State>, look: (id: string) => void): Promise<void> {
  try {
    const [bot, persons] = await Promise.all([viberApi.bot(), viberApi.persons()])
    store.update(viberArrived(bot, persons))
    for (const { id } of persons) look(id)
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error
  }
}

/** Whoever has the chat before their eyes has seen it, as long as the page itself is looked at. */
function readWhatIsShown(store: Store<State>): void {
  const reading = new Set<string>()
  const read = () => {
    if (document.visibilityState === 'hidden') return
    const state = store.get()
    for (const id of viberInView(state)) {
      if (reading.has(id) || unseenOf(state, id) === 0) continue
      reading.add(id)
      viberApi
        .read(id)
        .catch(() => undefined)
        .finally(() => reading.delete(id))
    }
  }
  store.subscribe(read)
  document.addEventListener('visibilitychange', read)
}

import type { LiveEvent, Person } from '../wire.ts'
import { api } from './api.ts'
import { chatArrived, linkLost, linkOpened, personsArrived, setupArrived } from './changes.ts'
import { listen } from './live.ts'
import { createLooker, untilDone } from './looker.ts'
import { type State, whoOf } from './state.ts'
import type { Store } from './store.ts'

/** The bot's "typing…" ends by itself after 5 s, and nobody sends an event for that. */
const actionMs = 5_200

type Look = (personId: number) => void

/**
 * Keeps the store as the phones are, from now on: loads everything whenever the line comes up, then
 * looks again at each phone that something happened to. `answered` is called when a press was answered.
 */
export function keepUp(store: Store<State>, answered: () => void): void {
  const look = createLooker<number>(store, async (personId) => {
    const bot = store.get().setup?.bot
    if (bot === undefined) return
    store.update(chatArrived(personId, await api.chat(whoOf(store.get(), personId), bot)))
    // There is a chat only with a bot that is there; at the page's opening it may not have been.
    if (store.get().bot === null) await loadBot(store)
  })

  listen<LiveEvent>('/control/events', {
    opened() {
      store.update(linkOpened)
      untilDone(store, () => loadEverything(store, look))
    },
    lost: () => store.update(linkLost),
    happened({ kind, personId }) {
      if (kind === 'answer') return answered()
      if (kind === 'person') return untilDone(store, () => loadPersons(store, look))
      // A bot tells its name, words and commands together, when it starts.
      if (kind === 'commands') untilDone(store, () => loadBot(store))
      for (const id of personId === undefined ? store.get().persons.map((person) => person.id) : [personId]) {
        look(id)
        if (kind === 'action') setTimeout(look, actionMs, id)
      }
    },
  })
}

async function loadEverything(store: Store<State>, look: Look): Promise<void> {
  const setup = await api.setup()
  const persons = await everybody(setup.bot)
  store.update(setupArrived(setup, persons))
  await loadBot(store)
  for (const person of persons) look(person.id)
}

/** People, and the groups among them. */
export async function everybody(bot: string): Promise<Person[]> {
  const [persons, groups] = await Promise.all([api.persons(), api.groups(bot)])
  return [...persons, ...groups.map((group) => ({ id: group.id, firstName: group.title, group }))]
}

async function loadBot(store: Store<State>): Promise<void> {
  const bots = await api.bots()
  store.update((state) => {
    const { bot: name } = state.setup!
    return {
      ...state,
      bot: bots.find(({ id, username }) => username === name || String(id) === name) ?? null,
    }
  })
}

async function loadPersons(store: Store<State>, look: Look): Promise<void> {
  const persons = await everybody(store.get().setup!.bot)
  store.update(personsArrived(persons))
  for (const person of persons) if (!store.get().chats.has(person.id)) look(person.id)
}

import type { Sms } from '../viber-wire.ts'
import type { NewPerson, Outgoing, Person, Side } from '../wire.ts'
import { ApiError, api } from './api.ts'
import {
  actingChosen,
  drafted,
  messengerShown,
  noticeClosed,
  noticed,
  personMoved,
  personShown,
  pressBegan,
  pressEnded,
} from './changes.ts'
import { everybody } from './keep-up.ts'
import {
  emptyDraft,
  type Messenger,
  type Notice,
  type PhoneKey,
  type Press,
  type State,
  whoOf,
} from './state.ts'
import type { Store } from './store.ts'
import { viberApi } from './viber-api.ts'
import { smsClosed } from './viber-changes.ts'

const toastMs = 3_500
const answerTimeoutMs = 20_000
const answerPollMs = 400

export type Doing = ReturnType<typeof createDoing>

/** What the person at the page can do. Nothing here rejects: what fails is said over the phone. */
export function createDoing(store: Store<State>) {
  const waiters = new Set<() => void>()
  const bot = () => store.get().setup!.bot
  const who = (personId: number) => whoOf(store.get(), personId)
  /** Everybody anew; those whom `then` concerns are shown. */
  const reload = async (then: (state: State) => State) => {
    const persons = await everybody(bot())
    store.update((state) => then({ ...state, persons }))
  }

  const toast = (personId: PhoneKey, text: string) => {
    const notice: Notice = { text, kind: 'toast' }
    store.update(noticed(personId, notice))
    setTimeout(() => store.update(noticeClosed(personId, notice)), toastMs)
  }

  /** False where it failed, which was said over the phone. */
  const attempt = async (personId: PhoneKey, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      toast(personId, wordsFor(error))
      return false
    }
  }

  const send = (personId: number, message: Outgoing) =>
    attempt(personId, () => api.send(who(personId), bot(), message))

  const answerOf = async (callbackId: string) => {
    const endsAt = Date.now() + answerTimeoutMs
    while (Date.now() < endsAt) {
      const answer = await api.answer(callbackId)
      if (answer.answered) return answer
      await nextAnswer(waiters)
    }
    return null
  }

  const waitForAnswer = async ({ personId, messageId, data }: Press) => {
    const { callbackId } = await api.press(who(personId), bot(), { messageId, data })
    const answer = await answerOf(callbackId)
    if (!answer) return toast(personId, 'Бот не відповів на натискання')
    if (!answer.text) return
    if (answer.showAlert) store.update(noticed(personId, { text: answer.text, kind: 'alert' }))
    else toast(personId, answer.text)
  }

  return {
    send,
    toast,
    attempt,

    /** A link to the bot with a word: opens the own chat of whoever acts, from a group too. */
    start(id: number, word: string) {
      const { personId } = who(id)
      if (personId !== id) store.update(personShown(personId))
      return send(personId, { text: `/start ${word}`.trim() })
    },

    /** To be called when any press was answered: pending ones then ask at once. */
    answered() {
      for (const wake of waiters) wake()
    },

    /** Sends what stands in the input; where that fails the words come back into it. */
    async sendDraft(personId: number) {
      const draft = store.get().drafts.get(personId) ?? emptyDraft
      const text = draft.text.trim()
      if (text === '') return
      store.update(drafted(personId, emptyDraft))
      const sent = await send(personId, {
        text,
        ...(draft.replyTo !== null && { replyTo: draft.replyTo }),
      })
      if (sent) return
      const typedSince = store.get().drafts.get(personId)?.text ?? ''
      store.update(drafted(personId, { ...draft, text: [draft.text, typedSince].filter(Boolean).join('\n') }))
    },

    /** Presses a callback button once; until it is answered further presses of it do nothing. */
    async press(press: Press) {
      const { presses } = store.get()
      if (presses.some((other) => isSamePress(other, press))) return
      store.update(pressBegan(press))
      await attempt(press.personId, () => waitForAnswer(press))
      store.update(pressEnded(press))
    },

    /** What the bot finds for words typed after its name; null where it does not answer. */
    async findInline(personId: number, asked: { query: string; offset: string }) {
      const found = await api.inline(who(personId), bot(), asked).catch(() => null)
      return found?.answered ? found : null
    },

    /** Sends what was found into the chat; the words that found it have done their part. */
    async pickInline(personId: number, picked: { queryId: string; resultId: string }) {
      store.update(drafted(personId, emptyDraft))
      await attempt(personId, () => api.pick(who(personId), bot(), picked))
    },

    async copy(personId: PhoneKey, text: string) {
      const copied = await navigator.clipboard?.writeText(text).then(
        () => true,
        () => false,
      )
      toast(personId, copied ? 'Скопійовано' : 'Браузер не дозволив скопіювати')
    },

    setBlocked: (personId: number, blocked: boolean) =>
      attempt(personId, () =>
        blocked ? api.block(who(personId), bot()) : api.unblock(who(personId), bot()),
      ),

    /** Adds a group of these people and shows its chat; rejects where the server refuses. */
    async addGroup(title: string, members: readonly number[]) {
      const { id } = await api.addGroup({ title, members })
      await reload(personMoved(id, 'staff'))
    },

    /** Whoever acts in the group adds the bot to it, or removes it. */
    setBot: (groupId: number, status: 'member' | 'kicked') =>
      attempt(groupId, async () => {
        await api.setBot(groupId, bot(), { by: who(groupId).personId, status })
        await reload((state) => state)
      }),

    /** The group becomes a supergroup: another chat, which is shown. */
    upgrade: (groupId: number) =>
      attempt(groupId, async () => {
        const { id } = await api.upgrade(groupId, bot(), who(groupId).personId)
        await reload(personMoved(id, 'staff'))
      }),

    act: (groupId: number, personId: number) => store.update(actingChosen(groupId, personId)),

    /** Adds a person, a customer with Viber too, and shows their phone; rejects where the server refuses. */
    async addPerson(person: NewPerson, side: Side) {
      const added = await api.addPerson(person)
      if (side === 'customer' && store.get().viber.bot) await viberApi.addPerson(added)
      await reload(personMoved(added.id, side))
    },

    /** The person has Viber from now on, with the same number. */
    addViber: (person: Person) => attempt(person.id, () => viberApi.addPerson(person)),
    chooseMessenger: (personId: number, messenger: Messenger) =>
      store.update(messengerShown(personId, messenger)),
    closeSms: (sms: Sms) => store.update(smsClosed(sms)),

    show: (personId: number) => store.update(personShown(personId)),
    move: (personId: number, side: Side) => store.update(personMoved(personId, side)),
    draft: (personId: PhoneKey, part: Parameters<typeof drafted>[1]) => store.update(drafted(personId, part)),
    closeNotice: (personId: PhoneKey, notice: Notice) => store.update(noticeClosed(personId, notice)),
    enlarge: (enlarged: State['enlarged']) => store.update((state) => ({ ...state, enlarged })),
  }
}

export function isSamePress(one: Press, other: Press): boolean {
  return one.personId === other.personId && one.messageId === other.messageId && one.data === other.data
}

function nextAnswer(waiters: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiters.delete(wake)
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(wake, answerPollMs)
    waiters.add(wake)
  })
}

function wordsFor(error: unknown): string {
  if (error instanceof ApiError) return `Пісочниця відмовила (${error.status}). Спробуйте ще раз`
  return 'Немає звʼязку з пісочницею. Спробуйте ще раз'
}

import type { ChatMessage, ChatView, Person, Setup, Side } from '../wire.ts'
import {
  type Chat,
  type Draft,
  emptyDraft,
  inView,
  type Messenger,
  type Notice,
  type PhoneKey,
  type Press,
  personsOn,
  type State,
  sideOf,
} from './state.ts'

type Change = (state: State) => State

/** The server told who is there: people keep their phones, each side shows somebody if it has anybody. */
export function setupArrived(setup: Setup, persons: readonly Person[]): Change {
  return (state) => settled({ ...state, setup, persons, link: 'live' })
}

export const personsArrived =
  (persons: readonly Person[]): Change =>
  (state) =>
    settled({ ...state, persons })

/** From now on this member acts in the group. */
export const actingChosen =
  (groupId: number, personId: number): Change =>
  (state) => ({ ...state, acting: { ...state.acting, [groupId]: personId } })

export const linkLost: Change = (state) => ({ ...state, link: 'lost' })

/** The line is up; what the phones show is still to be learnt. */
export const linkOpened: Change = (state) => ({ ...state, link: 'connecting' })

/**
 * What a phone shows now. Messages that did not change keep their identity; a chat seen for the
 * first time counts as read.
 */
export function chatArrived(personId: number, view: ChatView): Change {
  return (state) => {
    const before = state.chats.get(personId)
    const messages = withOldIdentities(
      before?.view.messages ?? [],
      view.messages,
      ({ messageId }) => messageId,
    )
    const newest = newestOf(messages)
    // A restarted sandbox counts its messages from 1 again.
    const readUpTo = Math.min(before?.readUpTo ?? newest, newest)
    const chats = new Map(state.chats).set(personId, { view: { ...view, messages }, readUpTo })
    return read({ ...state, chats })
  }
}

/** Brings a person's phone onto the screen. */
export function personShown(personId: number): Change {
  return (state) => {
    const side = sideOf(state, personId)
    return read({ ...state, front: side, shown: { ...state.shown, [side]: personId } })
  }
}

/** Puts a person on the other side, and in view there. */
export function personMoved(personId: number, side: Side): Change {
  return (state) => personShown(personId)(settled({ ...state, moved: { ...state.moved, [personId]: side } }))
}

export const roomFound =
  (room: State['room']): Change =>
  (state) =>
    read({ ...state, room })

/** From now on the person's phone shows this messenger where both have no room. */
export const messengerShown =
  (personId: number, messenger: Messenger): Change =>
  (state) =>
    read({ ...state, messengers: { ...state.messengers, [personId]: messenger } })

export function drafted(personId: PhoneKey, part: Partial<Draft>): Change {
  return (state) => {
    const draft = { ...(state.drafts.get(personId) ?? emptyDraft), ...part }
    return { ...state, drafts: new Map(state.drafts).set(personId, draft) }
  }
}

export const pressBegan =
  (press: Press): Change =>
  (state) => ({ ...state, presses: [...state.presses, press] })

export const pressEnded =
  (press: Press): Change =>
  (state) => ({ ...state, presses: state.presses.filter((other) => other !== press) })

export const noticed =
  (personId: PhoneKey, notice: Notice): Change =>
  (state) => ({ ...state, notices: new Map(state.notices).set(personId, notice) })

/** Takes a notice away, unless another has taken its place meanwhile. */
export function noticeClosed(personId: PhoneKey, notice: Notice): Change {
  return (state) => {
    if (state.notices.get(personId) !== notice) return state
    const notices = new Map(state.notices)
    notices.delete(personId)
    return { ...state, notices }
  }
}

function settled(state: State): State {
  const somebody = (side: Side) => {
    const persons = personsOn(state, side)
    const kept = persons.find((person) => person.id === state.shown[side])
    return (kept ?? persons[0])?.id ?? null
  }
  return read({ ...state, shown: { customer: somebody('customer'), staff: somebody('staff') } })
}

function read(state: State): State {
  const chats = new Map<number, Chat>(state.chats)
  for (const personId of inView(state)) {
    const chat = chats.get(personId)
    if (!chat) continue
    const readUpTo = newestOf(chat.view.messages)
    if (readUpTo !== chat.readUpTo) chats.set(personId, { ...chat, readUpTo })
  }
  return { ...state, chats }
}

function newestOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((newest, message) => Math.max(newest, message.messageId), 0)
}

/** The messages as they are now; those that did not change are the very ones that were there. */
export function withOldIdentities<M>(
  before: readonly M[],
  now: readonly M[],
  keyOf: (message: M) => unknown,
): M[] {
  const known = new Map(before.map((message) => [keyOf(message), message]))
  return now.map((message) => {
    const old = known.get(keyOf(message))
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message
  })
}

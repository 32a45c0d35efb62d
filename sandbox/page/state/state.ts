import { calledName } from '../text/people.ts'
import type { Bot, ChatMessage, ChatView, Person, Photo, Setup, Side, Who } from '../wire.ts'

/** Everything the page knows. It changes only by the functions of `changes.ts`. */
export interface State {
  readonly link: 'connecting' | 'live' | 'lost'
  readonly setup: Setup | null
  readonly bot: Bot | null
  readonly persons: readonly Person[]
  /** Where the person at the page put people; the others stand where the server says. */
  readonly moved: Readonly<Record<number, Side>>
  /** Which member of a group acts in it. */
  readonly acting: Readonly<Record<number, number>>
  /** Whose phone each side shows. */
  readonly shown: Readonly<Record<Side, number | null>>
  /** In a narrow window only one side is on the screen. */
  readonly narrow: boolean
  readonly front: Side
  readonly chats: ReadonlyMap<number, Chat>
  readonly drafts: ReadonlyMap<number, Draft>
  /** Buttons pressed and not answered yet. */
  readonly presses: readonly Press[]
  readonly notices: ReadonlyMap<number, Notice>
  readonly enlarged: EnlargedPhoto | null
}

export interface Chat {
  readonly view: ChatView
  /** The newest message that was on the screen; the bot's later ones are unread. */
  readonly readUpTo: number
}

export interface Draft {
  readonly text: string
  readonly replyTo: number | null
}

export interface Press {
  readonly personId: number
  readonly messageId: number
  readonly data: string
}

/** Words over one phone: a toast passes by itself, an alert waits to be closed. */
export interface Notice {
  readonly text: string
  readonly kind: 'toast' | 'alert'
}

export interface EnlargedPhoto extends Photo {
  readonly alt: string
}

export const emptyDraft: Draft = { text: '', replyTo: null }

export const initialState: State = {
  link: 'connecting',
  setup: null,
  bot: null,
  persons: [],
  moved: {},
  acting: {},
  shown: { customer: null, staff: null },
  narrow: false,
  front: 'customer',
  chats: new Map(),
  drafts: new Map(),
  presses: [],
  notices: new Map(),
  enlarged: null,
}

/** The side a person stands on: where they were put, else where the server says, else a customer. */
export function sideOf(state: State, personId: number): Side {
  const isStaff = personId < 0 || state.setup?.staff.includes(personId)
  return state.moved[personId] ?? (isStaff ? 'staff' : 'customer')
}

/** The people of one side, those the server names first and in its order. */
export function personsOn(state: State, side: Side): Person[] {
  const named = side === 'staff' ? state.setup?.staff : state.setup?.customers
  const place = (person: Person) => {
    const index = named?.indexOf(person.id) ?? -1
    return index < 0 ? Number.POSITIVE_INFINITY : index
  }
  return state.persons
    .filter((person) => sideOf(state, person.id) === side)
    .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}

export function personById(state: State, personId: number): Person | undefined {
  return state.persons.find((person) => person.id === personId)
}

/** Who acts on a phone: its person, or the member who acts in the group. */
export function whoOf(state: State, id: number): Who {
  const group = personById(state, id)?.group
  if (!group) return { personId: id }
  const acting = state.acting[id]
  const personId = group.memberIds.find((memberId) => memberId === acting) ?? group.memberIds[0]!
  return { personId, group: id }
}

export function nameOf(state: State, person: Person): string {
  return calledName(person, state.persons)
}

/** Whose phones are on the screen now. */
export function inView(state: State): number[] {
  const { customer, staff } = state.shown
  const shown = state.narrow ? [state.shown[state.front]] : [customer, staff]
  return shown.filter((id) => id !== null)
}

/** How many of the bot's messages came in since the person's phone was last on the screen. */
export function unreadOf(state: State, personId: number): number {
  const chat = state.chats.get(personId)
  if (!chat) return 0
  return chat.view.messages.filter((message) => isUnread(message, chat)).length
}

function isUnread(message: ChatMessage, chat: Chat): boolean {
  return message.from === 'bot' && message.messageId > chat.readUpTo
}

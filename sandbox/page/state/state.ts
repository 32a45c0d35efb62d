import { calledName } from '../text/people.ts'
import type { Sms, ViberBot, ViberChat, ViberPerson } from '../viber-wire.ts'
import type { Bot, ChatMessage, ChatView, Person, Photo, Setup, Side, Who } from '../wire.ts'

export type Messenger = 'telegram' | 'viber'

/** Whose phone words and notices belong to: a Telegram person or group by number, a Viber person by their id. */
export type PhoneKey = number | string

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
  /** How many phones the window has room for beside one another; with one only one side is on the screen. */
  readonly room: 1 | 2 | 3
  readonly front: Side
  /** The messenger that a customer's phone shows where both have no room; Telegram at first. */
  readonly messengers: Readonly<Record<number, Messenger>>
  readonly chats: ReadonlyMap<number, Chat>
  readonly viber: Viber
  /** The newest text message to each number (digits alone), until it is closed. */
  readonly sms: ReadonlyMap<string, Sms>
  readonly drafts: ReadonlyMap<PhoneKey, Draft>
  /** Buttons pressed and not answered yet. */
  readonly presses: readonly Press[]
  readonly notices: ReadonlyMap<PhoneKey, Notice>
  readonly enlarged: EnlargedPhoto | null
}

export interface Chat {
  readonly view: ChatView
  /** The newest message that was on the screen; the bot's later ones are unread. */
  readonly readUpTo: number
}

export interface Viber {
  /** Null where the sandbox has no Viber. */
  readonly bot: ViberBot | null
  readonly persons: readonly ViberPerson[]
  readonly chats: ReadonlyMap<string, ViberChat>
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
  room: 2,
  front: 'customer',
  messengers: {},
  chats: new Map(),
  viber: { bot: null, persons: [], chats: new Map() },
  sms: new Map(),
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

/** The messengers that a person's phone shows now. Only customers have Viber: the staff work in Telegram. */
export function messengersOf(state: State, personId: number): readonly Messenger[] {
  if (state.viber.bot === null || sideOf(state, personId) === 'staff') return ['telegram']
  return state.room === 3 ? ['telegram', 'viber'] : [state.messengers[personId] ?? 'telegram']
}

/** A person's Viber: the one with their number. */
export function viberOf(state: State, person: Person): ViberPerson | undefined {
  const digits = digitsOf(person.phone)
  return digits === '' ? undefined : state.viber.persons.find(({ phone }) => digitsOf(phone) === digits)
}

export const digitsOf = (phone: string | undefined): string => phone?.replace(/\D/g, '') ?? ''

/** Whose Telegram is on the screen now. */
export function inView(state: State): number[] {
  return shownWith(state, 'telegram')
}

/** Whose Viber is. */
export function viberInView(state: State): string[] {
  const persons = shownWith(state, 'viber').map((id) => personById(state, id))
  return persons.flatMap((person) => (person && viberOf(state, person)?.id) ?? [])
}

function shownWith(state: State, messenger: Messenger): number[] {
  const { customer, staff } = state.shown
  const shown = state.room === 1 ? [state.shown[state.front]] : [customer, staff]
  return shown.filter((id) => id !== null && messengersOf(state, id).includes(messenger)) as number[]
}

/** How many of the bot's messages came in since the person's phone was last on the screen. */
export function unreadOf(state: State, personId: number): number {
  return unreadIn(state, personId, 'telegram') + unreadIn(state, personId, 'viber')
}

/** The same in one messenger. */
export function unreadIn(state: State, personId: number, messenger: Messenger): number {
  if (messenger === 'viber') return unreadInViber(state, personId)
  const chat = state.chats.get(personId)
  if (!chat) return 0
  return chat.view.messages.filter((message) => isUnread(message, chat)).length
}

function unreadInViber(state: State, personId: number): number {
  const person = personById(state, personId)
  const id = person && viberOf(state, person)?.id
  if (id === undefined || viberInView(state).includes(id)) return 0
  return unseenOf(state, id)
}

/** How many messages a phone has that its person has not seen, as the server knows it. */
export function unseenOf(state: State, viberId: string): number {
  const messages = state.viber.chats.get(viberId)?.messages ?? []
  return messages.filter(({ status }) => status === 'delivered').length
}

function isUnread(message: ChatMessage, chat: Chat): boolean {
  return message.from === 'bot' && message.messageId > chat.readUpTo
}

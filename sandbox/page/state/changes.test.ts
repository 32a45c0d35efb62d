import { expect, test } from 'vitest'
import type { ChatMessage, ChatView } from '../wire.ts'
import { chatArrived, messengerShown, personMoved, personShown, roomFound, setupArrived } from './changes.ts'
import { initialState, inView, personsOn, type State, unreadIn, unreadOf, viberInView } from './state.ts'
import { smsArrived, smsClosed, viberArrived, viberChatArrived } from './viber-changes.ts'

const [olena, ivan, taras] = [1, 2, 3]
const persons = [
  { id: taras, firstName: 'Тарас' },
  { id: olena, firstName: 'Олена' },
  { id: ivan, firstName: 'Іван' },
]
const setup = { title: 'Крам', bot: 'kram_bot', customers: [olena, ivan], staff: [taras] }

const message = (messageId: number, over: Partial<ChatMessage> = {}): ChatMessage => ({
  messageId,
  from: 'bot',
  date: 1_800_000_000,
  text: `№ ${messageId}`,
  ...over,
})
const view = (...messages: ChatMessage[]): ChatView => ({
  messages,
  replyKeyboard: null,
  commands: [],
  blocked: false,
  action: null,
})
const after = (...changes: ((state: State) => State)[]) =>
  changes.reduce((state, change) => change(state), setupArrived(setup, persons)(initialState))

test('each side shows its first person as the server orders them', () => {
  const state = after()
  expect(personsOn(state, 'customer').map((person) => person.firstName)).toEqual(['Олена', 'Іван'])
  expect(inView(state)).toEqual([olena, taras])
})

test('somebody the server does not name is a customer, until moved to the staff', () => {
  const guest = { id: 9, firstName: 'Гість' }
  const state = setupArrived(setup, [...persons, guest])(initialState)
  expect(personsOn(state, 'customer').at(-1)).toBe(guest)
  const moved = personMoved(9, 'staff')(state)
  expect(personsOn(moved, 'staff').at(-1)).toBe(guest)
  expect(inView(moved)).toEqual([olena, 9])
})

test('what the bot writes to a phone not in view is unread until the phone is shown', () => {
  const state = after(chatArrived(ivan, view(message(1))), chatArrived(ivan, view(message(1), message(2))))
  expect(unreadOf(state, ivan)).toBe(1)
  expect(unreadOf(personShown(ivan)(state), ivan)).toBe(0)
})

test('a chat in view, a first look, own words and edits are never unread', () => {
  const edited = message(1, { text: 'інше', editDate: 1_800_000_009 })
  const state = after(
    chatArrived(olena, view(message(1))),
    chatArrived(olena, view(message(1), message(2))),
    chatArrived(ivan, view(message(1))),
    chatArrived(ivan, view(edited, message(2, { from: 'person' }))),
  )
  expect(unreadOf(state, olena)).toBe(0)
  expect(unreadOf(state, ivan)).toBe(0)
})

test('after a restart of the sandbox, whose ids begin anew, new messages still count as unread', () => {
  const state = after(
    chatArrived(ivan, view(message(500))),
    chatArrived(ivan, view()),
    chatArrived(ivan, view(message(1))),
  )
  expect(unreadOf(state, ivan)).toBe(1)
})

test('in a narrow window only the phone in front is in view', () => {
  const state = after(roomFound(1))
  expect(inView(state)).toEqual([olena])
  expect(inView(personShown(taras)(state))).toEqual([taras])
})

test('a message that did not change keeps its identity, so that its bubble is left alone', () => {
  const state = after(chatArrived(olena, view(message(1), message(2))))
  const next = chatArrived(olena, view(message(1), message(2, { text: 'інше' })))(state)
  const at = (of: State, index: number) => of.chats.get(olena)!.view.messages[index]
  expect(at(next, 0)).toBe(at(state, 0))
  expect(at(next, 1)).not.toBe(at(state, 1))
})

const viberOlena = { id: 'viberOlena==', name: 'Олена Коваль', phone: '+380671234567' }
const withViber = (...changes: ((state: State) => State)[]) =>
  [
    setupArrived(setup, [{ id: olena, firstName: 'Олена', phone: '380671234567' }]),
    viberArrived({ uri: 'kram', name: 'Крам' }, [viberOlena]),
    ...changes,
  ].reduce((state, change) => change(state), initialState)

test('a person’s Viber is the one with their number: beside Telegram where there is room, else in its turn', () => {
  const state = withViber(roomFound(3))
  expect([inView(state), viberInView(state)]).toEqual([[olena], [viberOlena.id]])
  const turned = withViber(roomFound(2), messengerShown(olena, 'viber'))
  expect([inView(turned), viberInView(turned)]).toEqual([[], [viberOlena.id]])
  const telegram = messengerShown(olena, 'telegram')(turned)
  expect([inView(telegram), viberInView(telegram)]).toEqual([[olena], []])
})

test('whoever works in the shop does so in Telegram', () => {
  const state = withViber(roomFound(3), personMoved(olena, 'staff'))
  expect([inView(state), viberInView(state)]).toEqual([[olena], []])
})

test('what reached a Viber that is not in view is unread, what was seen or never came is not', () => {
  const messages = (['delivered', 'seen', 'failed', 'sent', 'delivered'] as const).map((status, index) => ({
    token: String(index),
    from: 'bot' as const,
    date: 1_800_000_000,
    type: 'text' as const,
    status,
  }))
  const chat = { messages, keyboard: null, subscribed: true, actedRevision: 0, online: true }
  const state = withViber(viberChatArrived(viberOlena.id, chat))
  expect([unreadIn(state, olena, 'viber'), unreadOf(state, olena)]).toEqual([2, 2])
  expect(unreadOf(messengerShown(olena, 'viber')(state), olena)).toBe(0)
})

test('the newest text message stands over the phone of its number until it is itself closed', () => {
  const sms = (id: string) => ({ id, to: '+380671234567', text: id, date: 1_800_000_000 })
  const [first, second] = [sms('sms-1'), sms('sms-2')]
  const state = [smsArrived(first), smsArrived(second), smsClosed(first)].reduce(
    (before, change) => change(before),
    initialState,
  )
  expect(state.sms.get('380671234567')).toBe(second)
  expect(smsClosed(second)(state).sms.size).toBe(0)
})

import type { Messenger } from './messenger.ts'

/**
 * Several messengers as one: whom a person or a group belongs to is said by what its name begins with ("telegram:123").
 * Whoever belongs to none of them has to be reached elsewhere.
 */
export const joinMessengers = (messengers: Readonly<Record<string, Messenger>>): Messenger => {
  const of = (name: string): Messenger | undefined => messengers[name.slice(0, name.indexOf(':'))]
  return {
    send: async (person, message) => (await of(person)?.send(person, message)) ?? { kind: 'elsewhere' },
    sendToChat: async (chat, orderId) => (await of(chat)?.sendToChat(chat, orderId)) ?? { kind: 'elsewhere' },
    reports: (person) => of(person)?.reports(person) ?? false,
    redraw: async (card, options) => of(card.person)?.redraw(card, options),
    showMenu: async (person) => of(person)?.showMenu(person),
  }
}

/** A messenger where nobody works: customers are written to, and it reports what became of what was sent. */
export const forCustomers = (send: Messenger['send']): Messenger => ({
  send,
  sendToChat: async () => ({ kind: 'elsewhere' }),
  reports: () => true,
  redraw: async () => {},
  showMenu: async () => {},
})

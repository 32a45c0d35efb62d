import type { Bot, ChatView, InlineFound, NewPerson, Outgoing, Person, PressAnswer, Setup } from '../wire.ts'

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const timeoutMs = 15_000

async function call<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    signal: AbortSignal.timeout(timeoutMs),
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const text = await response.text()
  if (!response.ok) throw new ApiError(response.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

const ofPerson = (personId: number, what: string) => `/control/persons/${personId}/${what}`

/**
 * The sandbox's control side. Every call rejects with ApiError where the server refuses, with
 * fetch's own errors where it is away.
 */
export const api = {
  setup: () => call<Setup>('/sandbox.json'),
  persons: () => call<Person[]>('/control/persons'),
  bots: () => call<Bot[]>('/control/bots'),
  chat: (personId: number, bot: string) =>
    call<ChatView>(`${ofPerson(personId, 'chat')}?bot=${encodeURIComponent(bot)}`),
  addPerson: (person: NewPerson) => call<Person>('/control/persons', person),
  send: (personId: number, bot: string, message: Outgoing) =>
    call<{ messageId: number }>(ofPerson(personId, 'messages'), { bot, ...message }),
  press: (personId: number, bot: string, press: { messageId: number; data: string }) =>
    call<{ callbackId: string }>(ofPerson(personId, 'presses'), { bot, ...press }),
  answer: (callbackId: string) => call<PressAnswer>(`/control/presses/${encodeURIComponent(callbackId)}`),
  inline: (personId: number, bot: string, asked: { query: string; offset: string }) =>
    call<InlineFound>(ofPerson(personId, 'inline'), { bot, ...asked }),
  pick: (personId: number, bot: string, picked: { queryId: string; resultId: string }) =>
    call<{ messageId: number }>(ofPerson(personId, 'inline-results'), { bot, ...picked }),
  block: (personId: number, bot: string) => call(ofPerson(personId, 'block'), { bot }),
  unblock: (personId: number, bot: string) => call(ofPerson(personId, 'unblock'), { bot }),
} as const

import type {
  Bot,
  ChatView,
  Group,
  InlineFound,
  NewPerson,
  Outgoing,
  Person,
  PressAnswer,
  Setup,
  Who,
} from '../wire.ts'

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const timeoutMs = 15_000

/** Asks the server: GET, or POST with a body. */
export async function call<T>(path: string, body?: object): Promise<T> {
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

const ofPerson = ({ personId }: Who, what: string) => `/control/persons/${personId}/${what}`

/** Which chat of the person's it is. */
const at = ({ group }: Who, bot: string) => ({ bot, ...(group !== undefined && { group }) })

/**
 * The sandbox's control side. Every call rejects with ApiError where the server refuses, with
 * fetch's own errors where it is away.
 */
export const api = {
  setup: () => call<Setup>('/sandbox.json'),
  persons: () => call<Person[]>('/control/persons'),
  bots: () => call<Bot[]>('/control/bots'),
  groups: (bot: string) => call<Group[]>(`/control/groups?bot=${encodeURIComponent(bot)}`),
  chat: (who: Who, bot: string) =>
    call<ChatView>(
      `${ofPerson(who, 'chat')}?bot=${encodeURIComponent(bot)}${who.group === undefined ? '' : `&group=${who.group}`}`,
    ),
  addGroup: (group: { title: string; members: readonly number[] }) => call<Group>('/control/groups', group),
  setBot: (group: number, bot: string, set: { by: number; status: 'member' | 'kicked' }) =>
    call(`/control/groups/${group}/bot`, { bot, ...set }),
  upgrade: (group: number, bot: string, by: number) =>
    call<{ id: number }>(`/control/groups/${group}/supergroup`, { bot, by }),
  addPerson: (person: NewPerson) => call<Person>('/control/persons', person),
  send: (who: Who, bot: string, message: Outgoing) =>
    call<{ messageId: number }>(ofPerson(who, 'messages'), { ...at(who, bot), ...message }),
  press: (who: Who, bot: string, press: { messageId: number; data: string }) =>
    call<{ callbackId: string }>(ofPerson(who, 'presses'), { ...at(who, bot), ...press }),
  answer: (callbackId: string) => call<PressAnswer>(`/control/presses/${encodeURIComponent(callbackId)}`),
  inline: (who: Who, bot: string, asked: { query: string; offset: string }) =>
    call<InlineFound>(ofPerson(who, 'inline'), { ...at(who, bot), ...asked }),
  pick: (who: Who, bot: string, picked: { queryId: string; resultId: string }) =>
    call<{ messageId: number }>(ofPerson(who, 'inline-results'), { ...at(who, bot), ...picked }),
  block: (who: Who, bot: string) => call(ofPerson(who, 'block'), { bot }),
  unblock: (who: Who, bot: string) => call(ofPerson(who, 'unblock'), { bot }),
} as const

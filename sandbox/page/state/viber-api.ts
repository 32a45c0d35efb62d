import { fullName } from '../text/people.ts'
import type {
  Sms,
  ViberBot,
  ViberChat,
  ViberOutgoing,
  ViberPerson,
  ViberPlace,
  ViberPressed,
} from '../viber-wire.ts'
import type { Person } from '../wire.ts'
import { call } from './api.ts'

const control = '/viber/control'
const ofPerson = (id: string, what: string) => `${control}/persons/${encodeURIComponent(id)}/${what}`

/** The control side of the sandbox's Viber. Every call rejects as those of `api` do. */
export const viberApi = {
  bot: () => call<ViberBot>(`${control}/bot`),
  persons: () => call<ViberPerson[]>(`${control}/persons`),
  chat: (id: string) => call<ViberChat>(ofPerson(id, 'chat')),
  /** Somebody with Telegram has Viber too, with the same number. */
  addPerson: (person: Person) =>
    call<ViberPerson>(`${control}/persons`, {
      name: fullName(person),
      ...(person.phone && { phone: `+${person.phone.replace(/\D/g, '')}` }),
    }),
  open: (id: string, context: string | null) =>
    call(ofPerson(id, 'open'), context === null ? {} : { context }),
  send: (id: string, message: ViberOutgoing) => call(ofPerson(id, 'messages'), message),
  press: (id: string, press: { actionBody: string; messageToken?: string; location?: ViberPlace }) =>
    call<ViberPressed>(ofPerson(id, 'presses'), press),
  read: (id: string) => call(ofPerson(id, 'read'), {}),
  subscribe: (id: string) => call(ofPerson(id, 'subscribe'), {}),
  unsubscribe: (id: string) => call(ofPerson(id, 'unsubscribe'), {}),
  setOnline: (id: string, online: boolean) => call(ofPerson(id, 'phone'), { online }),
  sms: () => call<Sms[]>(`${control}/sms`),
} as const

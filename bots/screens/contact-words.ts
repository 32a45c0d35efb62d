import type { Contact } from '../../core/contacts/index.ts'
import { cut } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button } from './card.ts'
import { deliveryWords, recipientWords } from './delivery-words.ts'

/** "Коваль Олена, +380…", "Нова пошта, Київ, відділення № 12": without the name that the person gave it. */
export const contactWords = ({ kind, data }: Contact, words: Words): string =>
  kind === 'recipient' ? recipientWords(data) : deliveryWords(data, { outlet: undefined, words })

const LABEL_MAX = 40

/** "Мама: Коваль Олена…" */
export const contactLabel = (contact: Contact, words: Words): string => {
  const said = [contact.label, contactWords(contact, words)].filter(Boolean).join(': ')
  return said.length > LABEL_MAX ? `${cut(said, LABEL_MAX - 1)}…` : said
}

/** One tap each; the checkout has room for some beside its question. */
export const contactButtons = (contacts: readonly Contact[], words: Words): Button[][] =>
  contacts
    .slice(0, 6)
    .map((contact) => [button(contactLabel(contact, words), { to: 'contact_use', id: contact.id })])

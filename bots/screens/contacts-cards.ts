import { DELIVERY_FIELDS } from '../../core/carts/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from './card.ts'
import { contactLabel, contactWords } from './contact-words.ts'
import type { ContactsScreen } from './contacts.screens.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const home = (words: Words) => button(words.say('home.button'), { to: 'home' })

const contactsCard = ({ contacts }: ScreenOf<'contacts'>, words: Words): Card => ({
  lines: [
    { bold: words.say('contact.title') },
    GAP,
    words.say(contacts.length > 0 ? 'contact.lead' : 'contact.none'),
  ],
  rows: [
    ...contacts.map((contact) => [button(contactLabel(contact, words), { to: 'contact', id: contact.id })]),
    [button(words.say('more.back'), { to: 'more' }), home(words)],
  ],
})

const contactCard = ({ contact }: ScreenOf<'contact'>, words: Words): Card => {
  const { id, kind, label } = contact
  return {
    lines: [{ bold: label ?? words.say(`contact.kind.${kind}`) }, GAP, contactWords(contact, words)],
    rows: [
      [button(words.say('contact.rename'), { to: 'contact_rename', id })],
      ...(contact.kind === 'recipient'
        ? [[button(words.say('contact.correct'), { to: 'contact_correct', id })]]
        : inRows(
            DELIVERY_FIELDS[contact.data.method].map((field) =>
              button(words.say('contact.change', { field: words.say(`contact.field.${field}`) }), {
                to: 'contact_field',
                id,
                field,
              }),
            ),
            2,
          )),
      [button(words.say('contact.remove'), { to: 'contact_remove', id })],
      [button(words.say('contact.back'), { to: 'contacts' }), home(words)],
    ],
  }
}

const askCard = (
  { contact }: ScreenOf<'contact_name' | 'contact_data' | 'contact_field'>,
  { question, words }: { question: string; words: Words },
): Card => ({
  lines: [{ bold: contactLabel(contact, words) }, GAP, question],
  rows: [[button(words.say('back'), { to: 'contact', id: contact.id }), home(words)]],
})

export const contactsCards: CardsOf<ContactsScreen> = {
  contacts: (screen, { words }) => contactsCard(screen, words),
  contact: (screen, { words }) => contactCard(screen, words),
  contact_name: (screen, { words }) => askCard(screen, { question: words.say('contact.ask_name'), words }),
  contact_field: (screen, { words }) =>
    askCard(screen, { question: words.say(`field.${screen.field}`), words }),
  contact_data: (screen, { words }) => askCard(screen, { question: words.say('contact.ask_data'), words }),
}

import { DATA_GROUPS } from '../../core/personal/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from './card.ts'
import { formatPhone } from './format.ts'
import type { MyDataScreen } from './my-data.screens.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const home = (words: Words) => button(words.say('home.button'), { to: 'home' })
const back = (words: Words) => button(words.say('data.back'), { to: 'data' })

const myDataCard = ({ summary, settings }: ScreenOf<'my_data'>, words: Words): Card => {
  const { name, phone, reminders, messengers, contacts, pieces, wishes, orders, messages } = summary
  const { retention } = settings
  return {
    lines: [
      { bold: words.say('data.title') },
      GAP,
      words.say('data.lead'),
      GAP,
      words.say('data.profile', {
        who: [name, phone && formatPhone(phone)].filter(Boolean).join(', ') || '—',
      }),
      words.say('data.messengers', { n: messengers }),
      words.say('data.contacts', { n: contacts }),
      words.say('data.cart', { n: pieces }),
      words.say('data.wishes', { n: wishes }),
      words.say('data.orders', { n: orders }),
      words.say('data.messages', { n: messages, days: retention.inboxDays }),
      GAP,
      words.say(reminders ? 'data.reminders_on' : 'data.reminders_off'),
    ],
    rows: [
      [button(words.say('data.save'), { to: 'data_save' })],
      [
        reminders
          ? button(words.say('data.no_reminders'), { to: 'data_reminders', on: false })
          : button(words.say('data.remind'), { to: 'data_reminders', on: true }),
      ],
      [button(words.say('data.erase'), { to: 'data_erase' })],
      [button(words.say('more.back'), { to: 'more' }), home(words)],
    ],
  }
}

/** The file says in the person's words what each part of it is; inside it is as complete as the tables are. */
const dataFileCard = ({ kept, at }: ScreenOf<'data_file'>, words: Words): Card => {
  const parts = DATA_GROUPS.map((group) => [words.say(`data.group.${group}`), kept[group]] as const)
  return {
    lines: [{ bold: words.say('data.file_title') }, GAP, words.say('data.file_text')],
    rows: [[back(words), home(words)]],
    file: {
      name: `kram-${at.toISOString().slice(0, 10)}.json`,
      text: JSON.stringify(Object.fromEntries(parts), null, 2),
    },
  }
}

const eraseCard = ({ hindrance }: ScreenOf<'erase_data'>, words: Words): Card => ({
  lines: [
    { bold: words.say('data.erase_title') },
    GAP,
    ...(hindrance
      ? [words.refusal({ code: hindrance.code, params: { number: hindrance.number } })]
      : [words.say('data.erase_text'), GAP, words.say('data.erase_books')]),
  ],
  rows: [
    ...(hindrance ? [] : [[button(words.say('data.erase_surely'), { to: 'data_erase_surely' })]]),
    [hindrance ? back(words) : button(words.say('data.keep'), { to: 'data' }), home(words)],
  ],
})

const erasedCard = (words: Words): Card => ({
  lines: [{ bold: words.say('data.erased_title') }, GAP, words.say('data.erased_text')],
  rows: [[home(words)]],
})

export const myDataCards: CardsOf<MyDataScreen> = {
  my_data: (screen, { words }) => myDataCard(screen, words),
  data_file: (screen, { words }) => dataFileCard(screen, words),
  erase_data: (screen, { words }) => eraseCard(screen, words),
  data_erased: (_, { words }) => erasedCard(words),
}

import { cut } from '../../core/kernel/text.ts'
import type { TicketEntry } from '../../core/support/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line, mediaOf } from '../screens/card.ts'
import { ageOf, dayWord, formatDate, formatPhone, formatTime } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import type { TicketCard, TicketsScreen } from './tickets.screens.ts'

const LABEL_MAX = 40
/** So much of a message on the card; all of a longer one came by itself. */
const SHOWN_MAX = 500
const HISTORY_MAX = 700

const label = (text: string): string => (text.length > LABEL_MAX ? `${cut(text, LABEL_MAX - 1)}…` : text)

const ticketsCard = ({ tickets, more, userId, now }: ScreenOf<'tickets'>, words: Words): Card => {
  const last = tickets.at(-1)
  const state = ({ holderId, holderName }: (typeof tickets)[number]) =>
    holderId === null
      ? words.say('ticket.nobody')
      : holderId === userId
        ? words.say('ticket.mine')
        : (holderName ?? '')
  return {
    lines: [{ bold: words.say('tickets.title') }, GAP, words.say(last ? 'tickets.lead' : 'tickets.empty')],
    rows: [
      ...tickets.map((ticket) => [
        button(
          label(
            [
              ticket.waitingSince ? age(ticket.waitingSince, { now, words }) : words.say('ticket.answered'),
              state(ticket),
              ticket.name,
            ].join(' · '),
          ),
          { to: 'ticket', ticketId: ticket.id },
        ),
      ]),
      ...(more && last ? [[button(words.say('page.next'), { to: 'tickets', after: last.id })]] : []),
      [button(words.say('desk.back'), { to: 'desk' })],
    ],
  }
}

const stateWords = ({ view: { ticket }, userId, now }: TicketCard, words: Words): string => {
  if (ticket.state === 'closed') return words.say('ticket.state_closed')
  const who =
    ticket.holderId === null
      ? words.say('ticket.nobody')
      : ticket.holderId === userId
        ? words.say('ticket.mine')
        : words.say('ticket.held_by', { name: ticket.holderName ?? '' })
  const waits = ticket.waitingSince
    ? ageOf(ticket.waitingSince, now).unit === 'now'
      ? words.say('ticket.waits_now')
      : words.say('ticket.waits', { age: age(ticket.waitingSince, { now, words }) })
    : words.say('ticket.answered')
  return `${who} · ${waits}`
}

const facts = (card: TicketCard, words: Words): Line[] => {
  const { ticket, openOrders } = card.view
  return [
    { bold: words.say('ticket.title', { name: ticket.name }) },
    stateWords(card, words),
    ticket.phone ? formatPhone(ticket.phone) : words.say('ticket.no_phone'),
    words.say('ticket.language', { language: words.say(`language.${ticket.language}`) }),
    ...(openOrders.length > 0
      ? [words.say('ticket.orders', { numbers: openOrders.map(({ number }) => `№ ${number}`).join(', ') })]
      : []),
    GAP,
  ]
}

const aboutWords = ({ named }: TicketCard['view'], entry: TicketEntry, words: Words): string[] => {
  const found = named.find(({ id }) => id === (entry.aboutOrder ?? entry.aboutProduct))
  if (!found) return []
  return [
    found.number === null
      ? words.say('ticket.about_product', {
          name: found.name ? words.of(found.name) : '',
          article: found.article,
        })
      : words.say('ticket.about_order', { number: found.number }),
  ]
}

const whenWords = (at: Date, { now, words }: { now: Date; words: Words }): string =>
  dayWord(now, at) === 'today'
    ? formatTime(at, words.language)
    : `${formatDate(at, words.language)} ${formatTime(at, words.language)}`

const entryLines = (
  { view, now }: TicketCard,
  entry: TicketEntry,
  { words, max }: { words: Words; max: number },
): Line[] => {
  const when = whenWords(entry.at, { now, words })
  if (entry.note) {
    const note = words.say(`ticket.note.${entry.note}`, {
      name: entry.name,
      other: entry.details.name ?? '',
    })
    return [`${when} · ${note}`]
  }
  const said = entry.text.length > max ? `${cut(entry.text, max)}…` : entry.text
  return [
    { bold: [`${when} · ${entry.name}`, ...aboutWords(view, entry, words)].join(' · ') },
    ...(entry.media ? [words.say(`ticket.file.${entry.media.kind}`)] : []),
    ...(said === '' ? [] : [said]),
    ...(entry.undelivered ? [words.say(`ticket.undelivered.${entry.undelivered}`)] : []),
  ]
}

const backTo = (ticketId: string, words: Words): Button[] => [
  button(words.say('ticket.back'), { to: 'ticket', ticketId }),
  button(words.say('desk.back'), { to: 'desk' }),
]

const mainRows = ({ view, userId, owner }: TicketCard, words: Words): Button[][] => {
  const { ticket, openOrders, entries } = view
  const { id: ticketId, state, holderId } = ticket
  const own = holderId === userId
  const seen = entries.at(-1)?.number ?? 0
  return [
    state === 'open' ? [button(words.say('ticket.take'), { to: 'ticket_take', ticketId })] : [],
    own || holderId === null
      ? [
          button(words.say('ticket.answer'), { to: 'ticket_answer', ticketId }),
          button(words.say('ticket.quick'), { to: 'ticket_quick', ticketId }),
        ]
      : [],
    state === 'taken' && (own || owner)
      ? [
          button(words.say('ticket.hand'), { to: 'ticket_hand', ticketId }),
          button(words.say('ticket.close'), { to: 'ticket_close', ticketId, seen }),
        ]
      : [],
    ...inRows(
      openOrders.map(({ id, number }) => button(`№ ${number}`, { to: 'card', orderId: id })),
      3,
    ),
    [
      button(words.say('ticket.history'), { to: 'ticket_history', ticketId }),
      button(words.say('tickets.back'), { to: 'tickets' }),
    ],
  ].filter((row) => row.length > 0)
}

const historyCard = (card: TicketCard, words: Words): Card => {
  const { ticket, entries } = card.view
  const ticketId = ticket.id
  const first = entries[0]
  const files = entries.filter(({ media }) => media)
  return {
    lines: [
      { bold: words.say('ticket.history_title', { name: ticket.name }) },
      GAP,
      ...(first
        ? entries.flatMap((entry) => entryLines(card, entry, { words, max: HISTORY_MAX }))
        : [words.say('ticket.history_empty')]),
    ],
    rows: [
      ...inRows(
        files.map(({ number, media, at }) =>
          button(`${words.say(`ticket.file.${media?.kind}`)} · ${formatTime(at, words.language)}`, {
            to: 'ticket_file',
            ticketId,
            number,
          }),
        ),
        2,
      ),
      ...(first && first.number > 1
        ? [[button(words.say('ticket.older'), { to: 'ticket_history', ticketId, before: first.number })]]
        : []),
      backTo(ticketId, words),
    ],
  }
}

const ticketCard = ({ card, mode }: ScreenOf<'ticket'>, words: Words): Card => {
  const { entries, ticket } = card.view
  const ticketId = ticket.id
  const back = backTo(ticketId, words)
  const lines = [
    ...facts(card, words),
    ...entries
      .filter(({ note }) => !note)
      .flatMap((entry) => entryLines(card, entry, { words, max: SHOWN_MAX })),
  ]
  switch (mode.kind) {
    case 'main':
      return { lines, rows: mainRows(card, words) }
    case 'answering':
      return {
        lines: [...lines, GAP, { bold: words.say('ticket.write', { name: ticket.name }) }],
        rows: [
          [
            button(words.say('ticket.quick'), { to: 'ticket_quick', ticketId }),
            button(words.say('ticket.history'), { to: 'ticket_history', ticketId }),
          ],
          ...(ticket.holderId === card.userId
            ? [
                [
                  button(words.say('ticket.close'), {
                    to: 'ticket_close',
                    ticketId,
                    seen: entries.at(-1)?.number ?? 0,
                  }),
                ],
              ]
            : []),
          back,
        ],
      }
    case 'quick':
      return {
        lines: [
          ...lines,
          GAP,
          { bold: words.say('ticket.which_answer') },
          ...mode.answers.map(({ text }, i) => `${i + 1}. ${words.of(text)}`),
        ],
        rows: [
          ...mode.answers.map(({ code, text }, i) => [
            button(label(`${i + 1}. ${words.of(text)}`), { to: 'ticket_say', ticketId, code }),
          ]),
          back,
        ],
      }
    case 'hand':
      return {
        lines: [
          ...lines,
          GAP,
          { bold: words.say(mode.colleagues.length > 0 ? 'ticket.to_whom' : 'ticket.nobody_else') },
        ],
        rows: [
          ...inRows(
            mode.colleagues
              .slice(0, 40)
              .map(({ userId, name }) => button(label(name), { to: 'ticket_give', ticketId, userId })),
            2,
          ),
          back,
        ],
      }
    case 'history':
      return historyCard(card, words)
  }
}

const fileCard = ({ ticketId, entry }: ScreenOf<'ticket_file'>, words: Words): Card => ({
  lines: [{ bold: entry.name }, entry.text],
  rows: [backTo(ticketId, words)],
  media: mediaOf(entry.media, words),
})

export const ticketsCards: CardsOf<TicketsScreen> = {
  tickets: (screen, { words }) => ticketsCard(screen, words),
  ticket: (screen, { words }) => ticketCard(screen, words),
  ticket_file: (screen, { words }) => fileCard(screen, words),
}

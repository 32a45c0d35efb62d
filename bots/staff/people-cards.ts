import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import { hryvnias, money } from '../../core/kernel/money.ts'
import {
  INVITATION_LIVES,
  type InvitationLife,
  LENT_ROLES,
  type Lending,
  type StaffLine,
  type StaffMember,
} from '../../core/staff/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { formatDate, formatMoney, formatTime } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import type { PeopleScreen } from './people.screens.ts'

const NAME_MAX = 18
/** Hryvnias. */
const LIMITS = [1_000, 5_000, 20_000]

export const rolesWords = (roles: readonly (typeof STAFF_ROLES)[number][], words: Words): string =>
  roles.map((role) => words.say(`role.${role}`).toLowerCase()).join(', ')

const nameOf = ({ name, username }: StaffMember, words: Words): string =>
  name || (username ? `@${username}` : words.say('people.nameless'))

const lendingWords = ({ role, until, sumLimit }: Lending, words: Words): string =>
  words.say(sumLimit === null ? 'lend.line' : 'lend.line_limit', {
    role: words.say(`role.${role}`).toLowerCase(),
    date: formatDate(until, words.language),
    sum: sumLimit === null ? '' : formatMoney(money(sumLimit)),
  })

const peopleCard = ({ members, invitations }: ScreenOf<'people'>, words: Words): Card => ({
  lines: [
    { bold: words.say('people.title') },
    GAP,
    ...members.map((member) =>
      [
        nameOf(member, words),
        rolesWords(member.roles, words),
        words.say(member.onShiftSince ? 'people.on_shift' : 'people.off_shift'),
      ].join(' · '),
    ),
  ],
  rows: [
    ...inRows(
      members.map((member) =>
        button(nameOf(member, words).slice(0, NAME_MAX), { to: 'person', userId: member.userId }),
      ),
      2,
    ),
    [button(words.say('invite.button'), { to: 'invite' })],
    [
      ...(invitations > 0
        ? [button(`${words.say('people.invitations')} · ${invitations}`, { to: 'invitations' })]
        : []),
      button(words.say('people.history'), { to: 'people_history' }),
    ],
    [button(words.say('chats.button'), { to: 'staff_chats' })],
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

const personCard = ({ member, now, asks }: ScreenOf<'person'>, words: Words): Card => {
  const { userId } = member
  const name = nameOf(member, words)
  const lines: Line[] = [
    { bold: name },
    rolesWords(member.roles, words),
    GAP,
    words.say('people.since', { date: formatDate(member.since, words.language) }),
    member.lastSeenAt ? words.say('people.seen', { age: age(member.lastSeenAt, { now, words }) }) : '',
    member.onShiftSince
      ? words.say('people.shift_since', {
          time: formatTime(member.onShiftSince, words.language),
          date: formatDate(member.onShiftSince, words.language),
        })
      : words.say('people.no_shift'),
    ...member.lendings.map((lending) => lendingWords(lending, words)),
  ]
  if (asks)
    return {
      lines: [...lines, GAP, { bold: words.say('people.dismiss_question', { name }) }],
      rows: [
        [button(words.say('people.dismiss_surely'), { to: 'dismiss_surely', userId })],
        [button(words.say('people.keep'), { to: 'person', userId })],
      ],
    }
  const mayLend = !member.roles.includes('owner') && LENT_ROLES.some((role) => !member.roles.includes(role))
  return {
    lines,
    rows: [
      ...member.lendings.map(({ id, role }) => [
        button(words.say('lend.end', { role: words.say(`role.${role}`).toLowerCase() }), {
          to: 'lend_end',
          userId,
          id,
        }),
      ]),
      ...(mayLend ? [[button(words.say('lend.button'), { to: 'lend', userId })]] : []),
      [button(words.say('people.dismiss'), { to: 'dismiss', userId })],
      [button(words.say('people.back'), { to: 'people' })],
    ],
  }
}

const inviteCard = ({ role }: ScreenOf<'invite'>, words: Words): Card => {
  const lives = Object.keys(INVITATION_LIVES) as InvitationLife[]
  return {
    lines: [
      { bold: words.say('invite.title') },
      GAP,
      role
        ? words.say('invite.how_long', { role: words.say(`role.${role}`).toLowerCase() })
        : words.say('invite.lead'),
    ],
    rows: [
      ...(role
        ? [lives.map((life) => button(words.say(`invite.life.${life}`), { to: 'invite_life', role, life }))]
        : inRows(
            STAFF_ROLES.map((each) => button(words.say(`role.${each}`), { to: 'invite_role', role: each })),
            2,
          )),
      [button(words.say('people.back'), { to: 'people' })],
    ],
  }
}

/** `link`: how the messenger opens the bot with the secret. */
const invitedCard = (
  { role, until }: ScreenOf<'invited'>,
  { words, link }: { words: Words; link: string },
): Card => ({
  lines: [
    { bold: words.say('invite.done', { role: words.say(`role.${role}`).toLowerCase() }) },
    { label: words.say('invite.link'), copy: link },
    words.say('invite.once', {
      time: formatTime(until, words.language),
      date: formatDate(until, words.language),
    }),
  ],
  rows: [[button(words.say('people.back'), { to: 'people' })]],
})

const invitationsCard = ({ invitations }: ScreenOf<'invitations'>, words: Words): Card => ({
  lines: [
    { bold: words.say('people.invitations') },
    GAP,
    ...(invitations.length === 0 ? [words.say('people.no_invitations')] : []),
    ...invitations.map(({ role, byName, expiresAt }) =>
      words.say('people.invitation', {
        role: words.say(`role.${role}`),
        name: byName ?? '',
        time: formatTime(expiresAt, words.language),
        date: formatDate(expiresAt, words.language),
      }),
    ),
  ],
  rows: [
    ...invitations.map(({ id, role, expiresAt }) => [
      button(
        words.say('people.revoke', {
          role: words.say(`role.${role}`).toLowerCase(),
          time: formatTime(expiresAt, words.language),
        }),
        { to: 'revoke', id },
      ),
    ]),
    [button(words.say('people.back'), { to: 'people' })],
  ],
})

/** "manager, seller" of a line's `before` or `after`. */
const rolesIn = (value: unknown, words: Words): string => {
  const roles = (value as { roles?: readonly (typeof STAFF_ROLES)[number][] } | null)?.roles ?? []
  return rolesWords(roles, words) || words.say('people.no_roles')
}

/** The name of the chat that a line is about. */
const titleIn = ({ before, after }: StaffLine): string =>
  ((after ?? before) as { title?: string } | null)?.title ?? ''

const historyLine = (line: StaffLine, words: Words): string => {
  const when = `${formatDate(line.at, words.language)} ${formatTime(line.at, words.language)}`
  const what = words.say(`people.did.${line.what}`, {
    name: line.aboutName ?? '',
    before: rolesIn(line.before, words),
    after: rolesIn(line.after, words),
    title: titleIn(line),
  })
  return `${when} · ${line.byName ?? words.say('role.system')}\n    ${what}`
}

const historyCard = ({ lines, more }: ScreenOf<'people_history'>, words: Words): Card => {
  const last = lines.at(-1)
  return {
    lines: [
      { bold: words.say('people.history_title') },
      GAP,
      ...lines.map((line) => historyLine(line, words)),
    ],
    rows: [
      ...(more && last ? [[button(words.say('page.next'), { to: 'people_history', before: last.id })]] : []),
      [button(words.say('people.back'), { to: 'people' })],
    ],
  }
}

const lendCard = ({ member, terms, days }: ScreenOf<'lend'>, words: Words): Card => {
  const { userId } = member
  const { role, until, day } = terms
  const free = LENT_ROLES.filter((each) => !member.roles.includes(each))
  const known = [
    role && words.say(`role.${role}`),
    until && words.say('lend.until', { date: formatDate(until, words.language) }),
  ].filter((each) => each !== undefined)
  const ask = !role ? 'lend.which_role' : day === undefined ? 'lend.which_day' : 'lend.which_sum'
  const choices = !role
    ? free.map((each) => button(words.say(`role.${each}`), { to: 'lend_role', userId, role: each }))
    : day === undefined
      ? days.map((each) =>
          button(formatDate(each.date, words.language), { to: 'lend_until', userId, role, day: each.day }),
        )
      : [
          ...LIMITS.map((limit) =>
            button(words.say('lend.up_to', { sum: formatMoney(hryvnias(limit)) }), {
              to: 'lend_surely',
              userId,
              role,
              day,
              limit,
            }),
          ),
          button(words.say('lend.any_sum'), { to: 'lend_surely', userId, role, day }),
        ]
  return {
    lines: [
      { bold: words.say('lend.title', { name: nameOf(member, words) }) },
      known.join(' · '),
      GAP,
      words.say(ask),
    ],
    rows: [...inRows(choices, 2), [button(words.say('back'), { to: 'person', userId })]],
  }
}

export const peopleCards: CardsOf<PeopleScreen> = {
  people: (screen, { words }) => peopleCard(screen, words),
  person: (screen, { words }) => personCard(screen, words),
  invite: (screen, { words }) => inviteCard(screen, words),
  invited: (screen, { words, link }) => invitedCard(screen, { words, link: link(`staff_${screen.secret}`) }),
  invitations: (screen, { words }) => invitationsCard(screen, words),
  people_history: (screen, { words }) => historyCard(screen, words),
  lend: (screen, { words }) => lendCard(screen, words),
}

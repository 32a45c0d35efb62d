import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from '../screens/card.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { PeopleScreen } from './people.screens.ts'

const inviteCard = (words: Words): Card => ({
  lines: [{ bold: words.say('invite.title') }, GAP, words.say('invite.lead')],
  rows: [
    ...inRows(
      STAFF_ROLES.map((role) => button(words.say(`role.${role}`), { to: 'invite_role', role })),
      2,
    ),
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

/** `link`: how the messenger opens the bot with the secret. */
const invitedCard = (
  { role }: ScreenOf<'invited'>,
  { words, link }: { words: Words; link: string },
): Card => ({
  lines: [
    { bold: words.say('invite.done', { role: words.say(`role.${role}`).toLowerCase() }) },
    { label: words.say('invite.link'), copy: link },
    words.say('invite.once'),
  ],
  rows: [[button(words.say('desk.back'), { to: 'desk' })]],
})

export const peopleCards: CardsOf<PeopleScreen> = {
  invite: (_, { words }) => inviteCard(words),
  invited: (screen, { words, link }) => invitedCard(screen, { words, link: link(`staff_${screen.secret}`) }),
}

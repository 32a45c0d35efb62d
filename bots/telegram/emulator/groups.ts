import { addMessage, botUserOf, groupObjectOf, renderMessage, userOf } from './messages.ts'
import { Refusal } from './refusal.ts'
import { nowS } from './timing.ts'
import type { Updates } from './updates.ts'
import {
  announce,
  type Bot,
  type Chat,
  chatOf,
  type Group,
  type Message,
  type Person,
  type World,
} from './world.ts'

interface Needs {
  world: World
  updates: Updates
}

/** One of the group's members, and the bot that is concerned. */
interface InGroup {
  bot: Bot
  person: Person
  group: Group
}

export type Membership = 'member' | 'administrator' | 'kicked'

/** Ids of supergroups: -100 and the number. */
const SUPERGROUP_BASE = 1_000_000_000_000

/** A group of people; the bot is no member until somebody adds it. */
export function createGroup(world: World, { title, memberIds }: Pick<Group, 'title' | 'memberIds'>): Group {
  const group: Group = { id: -world.nextGroupId++, title, type: 'group', memberIds }
  world.groups.set(group.id, group)
  announce(world, { kind: 'person' })
  return group
}

/**
 * What a bot hears in a group in privacy mode: commands that are not another bot's, replies to its messages; as an
 * administrator, everything. (Presses, service messages and its own membership come in any case.)
 */
export function hearsInGroup(bot: Bot, chat: Chat, message: Message): boolean {
  if (!chat.isStarted || chat.isBlocked) return false
  if (chat.isAdmin) return true
  const replied =
    message.replyToMessageId === undefined ? undefined : chat.messages.get(message.replyToMessageId)
  if (replied?.from === 'bot') return true
  const command = /^\/\w{1,32}(?:@(\w+))?(?=\s|$)/.exec(message.content.text ?? '')
  return (
    command !== null && (command[1] === undefined || command[1].toLowerCase() === bot.username.toLowerCase())
  )
}

/** Somebody adds the bot, makes it an administrator or removes it; the bot hears my_chat_member when that changes anything. */
export function setMembership(
  { world, updates }: Needs,
  { bot, person, group }: InGroup,
  status: Membership,
): void {
  const chat = chatOf(world, bot, group.id)
  const before = membershipOf(chat)
  if (before === status) return
  if (group.migratedTo !== undefined) throw new Refusal(409, 'the group lives on as a supergroup')
  const isNew = status !== 'kicked' && (before === 'left' || before === 'kicked')
  chat.isStarted ||= status !== 'kicked'
  chat.isBlocked = status === 'kicked'
  chat.isAdmin = status === 'administrator'
  announce(world, { kind: 'block', personId: group.id, bot: bot.username })
  const update = {
    chat: groupObjectOf(group),
    from: userOf(person),
    date: nowS(world.timing),
    old_chat_member: { user: botUserOf(bot), status: before },
    new_chat_member: { user: botUserOf(bot), status, ...(status === 'kicked' && { until_date: 0 }) },
  }
  updates.push(bot, 'my_chat_member', update, `member:${group.id}`)
  if (isNew)
    serve({ world, updates }, { bot, chat, senderId: person.id }, { new_chat_members: [botUserOf(bot)] })
}

function membershipOf(chat: Chat): Membership | 'left' {
  if (!chat.isStarted) return 'left'
  if (chat.isBlocked) return 'kicked'
  return chat.isAdmin ? 'administrator' : 'member'
}

/**
 * A group becomes a supergroup: a chat with another id and without the old messages. Both chats say so by a service
 * message; whoever writes to the old id is told the new one.
 */
export function upgradeGroup({ world, updates }: Needs, { bot, person, group }: InGroup): Group {
  if (group.type === 'supergroup' || group.migratedTo !== undefined)
    throw new Refusal(409, 'it is a supergroup already')
  const { id: oldId, title, memberIds } = group
  const upgraded: Group = {
    id: oldId - SUPERGROUP_BASE,
    title,
    type: 'supergroup',
    memberIds: [...memberIds],
  }
  world.groups.set(upgraded.id, upgraded)
  const before = chatOf(world, bot, oldId)
  if (before.isStarted && !before.isBlocked) {
    serve({ world, updates }, { bot, chat: before, senderId: person.id }, { migrate_to_chat_id: upgraded.id })
    const after = chatOf(world, bot, upgraded.id)
    after.isStarted = true
    after.isAdmin = before.isAdmin ?? false
    serve({ world, updates }, { bot, chat: after }, { migrate_from_chat_id: oldId })
  }
  group.migratedTo = upgraded.id
  world.changes.emit('changed')
  return upgraded
}

/** A service message: the bot hears these, whatever its privacy. */
function serve(
  { world, updates }: Needs,
  { bot, chat, senderId }: { bot: Bot; chat: Chat; senderId?: number },
  content: Message['content'],
): void {
  const message = addMessage(world, bot, chat, {
    from: 'person',
    content,
    ...(senderId !== undefined && { senderId }),
  })
  updates.push(bot, 'message', renderMessage(world, bot, chat, message), `chat:${chat.personId}`)
}

import { type JsonObject, list, object, type Params, text } from '../params.ts'
import type { Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { announce, type Bot, findChat, type Person, type World } from '../world.ts'

const maxCommands = 100

const setMyCommands: Method = ({ world, bot, params }) => {
  const commands = (list(params, 'commands') as JsonObject[]).map(checkedCommand)
  if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const key = keyOf(params)
  requireKnownChat(world, bot, params)
  if (commands.length > 0) bot.commands[key] = commands
  else delete bot.commands[key]
  announce(world, { kind: 'commands', bot: bot.username })
  return true
}

const getMyCommands: Method = ({ bot, params }) => bot.commands[keyOf(params)] ?? []

const deleteMyCommands: Method = ({ world, bot, params }) => {
  delete bot.commands[keyOf(params)]
  announce(world, { kind: 'commands', bot: bot.username })
  return true
}

/** A scope of one chat is refused where the bot does not know that chat. */
function requireKnownChat(world: World, bot: Bot, params: Params): void {
  const scope = object(params, 'scope')
  if (scope?.type !== 'chat') return
  if (!findChat(world, bot, Number(scope.chat_id))?.isStarted) throw badRequest('chat not found')
}

function checkedCommand(given: JsonObject): JsonObject {
  const command = String(given.command).trim().replace(/^\//, '')
  const description = String(given.description).trim()
  if (!command) throw badRequest('command must be non-empty')
  if (command.length > 32) throw badRequest('command length must not exceed 32')
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (!description) throw badRequest('command description must be non-empty')
  if (description.length > 256) throw badRequest('command description length must not exceed 256')
  return { command, description }
}

function keyOf(params: Params): string {
  const scope = object(params, 'scope') ?? { type: 'default' }
  const parts = [scope.type, scope.chat_id, scope.user_id].filter((part) => part !== undefined)
  return `${parts.join(':')}|${languageOf(params)}`
}

/** The two-letter language code of the parameters, '' for all languages. */
export function languageOf(params: Params): string {
  const code = text(params, 'language_code') ?? ''
  if (code && !/^[a-z]{2}$/.test(code)) throw badRequest('invalid language code specified')
  return code
}

/** The commands this person's phone offers: the narrowest scope wins, within it the person's own language. */
export function commandsFor(bot: Bot, person: Person): JsonObject[] {
  const language = person.languageCode.slice(0, 2)
  for (const scope of [`chat:${person.id}`, 'all_private_chats', 'default']) {
    const commands = bot.commands[`${scope}|${language}`] ?? bot.commands[`${scope}|`]
    if (commands) return commands
  }
  return []
}

export const commandMethods: Record<string, Method> = { setMyCommands, getMyCommands, deleteMyCommands }

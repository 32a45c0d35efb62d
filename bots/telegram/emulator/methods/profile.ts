import { botUserOf } from '../messages.ts'
import { integer, object, text } from '../params.ts'
import type { Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { announce } from '../world.ts'
import { languageOf } from './commands.ts'

const getMe: Method = ({ bot }) => ({
  ...botUserOf(bot),
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
})

/** Each text is kept by language; '' is the text for all languages without their own. */
function textMethods(kind: string, field: string, maxLength: number): [set: Method, get: Method] {
  const set: Method = ({ world, bot, params }) => {
    const value = text(params, field) ?? ''
    // Telegram's words for this refusal are not published.
    if (value.length > maxLength) throw badRequest(`${field} is too long, at most ${maxLength} characters`)
    const texts = bot.texts[kind] ?? {}
    bot.texts[kind] = texts
    const language = languageOf(params)
    if (value) texts[language] = value
    else delete texts[language]
    announce(world, { kind: 'commands', bot: bot.username })
    return true
  }
  const get: Method = ({ bot, params }) => {
    const texts = bot.texts[kind] ?? {}
    const fallback = kind === 'name' ? bot.firstName : ''
    return { [field]: texts[languageOf(params)] ?? texts[''] ?? fallback }
  }
  return [set, get]
}

const [setMyName, getMyName] = textMethods('name', 'name', 64)
const [setMyDescription, getMyDescription] = textMethods('description', 'description', 512)
const [setMyShortDescription, getMyShortDescription] = textMethods(
  'shortDescription',
  'short_description',
  120,
)

const setChatMenuButton: Method = ({ world, bot, params }) => {
  const chatId = integer(params, 'chat_id')
  if (chatId !== undefined && !world.persons.has(chatId)) throw badRequest('chat not found')
  bot.menuButtons[chatId ?? 'default'] = object(params, 'menu_button') ?? { type: 'default' }
  announce(world, { kind: 'commands', bot: bot.username })
  return true
}

const getChatMenuButton: Method = ({ bot, params }) =>
  bot.menuButtons[integer(params, 'chat_id') ?? 'default'] ?? bot.menuButtons.default ?? { type: 'commands' }

export const profileMethods: Record<string, Method> = {
  getMe,
  setMyName,
  getMyName,
  setMyDescription,
  getMyDescription,
  setMyShortDescription,
  getMyShortDescription,
  setChatMenuButton,
  getChatMenuButton,
}

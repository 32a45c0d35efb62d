import type { Api } from 'grammy'
import { LANGUAGES } from '../../core/kernel/text.ts'
import { type Words, wordsIn } from '../locales/words.ts'
import { ALLOWED_UPDATES } from './adapter.ts'
import { WEBHOOK_PATH, webhookSecret } from './webhook.ts'

/** How updates come: asked for, or sent to our public address. */
export type Listening =
  | { readonly mode: 'polling' }
  | { readonly mode: 'webhook'; readonly token: string; readonly publicUrl: string }

const COMMANDS = ['start', 'catalog', 'cart', 'orders', 'data', 'language'] as const

/** The menu of commands: everybody's, and before it the desk for whom there is one. */
export const commandsOf = (words: Words, { staff }: { staff: boolean }) =>
  [...(staff ? (['desk'] as const) : []), ...COMMANDS].map((command) => ({
    command,
    description: words.say(`command.${command}`),
  }))

/** Tells Telegram how we listen and which commands the menu shows, in each language. Done at every start: it changes nothing twice. */
export const announceBot = async ({ api, config }: { api: Api; config: Listening }): Promise<void> => {
  if (config.mode === 'webhook') {
    await api.setWebhook(`${config.publicUrl}${WEBHOOK_PATH}`, {
      secret_token: webhookSecret(config.token),
      allowed_updates: ALLOWED_UPDATES,
      max_connections: 40,
    })
  } else {
    await api.deleteWebhook()
  }
  for (const language of LANGUAGES) {
    const words = wordsIn(language)
    await api.setMyCommands(
      commandsOf(words, { staff: false }),
      language === 'uk' ? {} : { language_code: language },
    )
    await api.setMyDescription(
      words.say('bot.description'),
      language === 'uk' ? {} : { language_code: language },
    )
  }
}

import { isLoopback } from '../links.ts'
import { flag, integer, list, type Params, text } from '../params.ts'
import type { Method } from '../platform.ts'
import { badRequest, conflict } from '../refusal.ts'
import type { Bot } from '../world.ts'

const getUpdates: Method = ({ updates, bot, params, signal }) => {
  if (bot.webhook)
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  setAllowedUpdates(bot, params)
  return updates.take(bot, {
    offset: integer(params, 'offset') ?? 0,
    limit: integer(params, 'limit') ?? 100,
    timeoutS: integer(params, 'timeout') ?? 0,
    signal,
  })
}

/** Left out: as before. Empty: Telegram's default set, which holds all that the emulator sends. */
function setAllowedUpdates(bot: Bot, params: Params): void {
  const allowed = list(params, 'allowed_updates') as string[] | undefined
  if (!allowed) return
  if (allowed.length > 0) bot.allowedUpdates = allowed
  else delete bot.allowedUpdates
}

const setWebhook: Method = ({ world, updates, bot, params }) => {
  const url = text(params, 'url') ?? ''
  if (!url) return removeWebhook({ world, updates, bot, params })
  const secretToken = text(params, 'secret_token') ?? ''
  checkWebhookUrl(url)
  if (secretToken.length > 256) throw badRequest('secret token is too long')
  if (!/^[\w-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters')
  setAllowedUpdates(bot, params)
  updates.terminate(bot, 'terminated by setWebhook request')
  const ipAddress = text(params, 'ip_address')
  bot.webhook = {
    url,
    secretToken,
    maxConnections: Math.min(Math.max(integer(params, 'max_connections') ?? 40, 1), 100),
    ...(ipAddress && { ipAddress }),
  }
  if (flag(params, 'drop_pending_updates')) updates.clear(bot)
  world.changes.emit('changed')
  world.changes.emit('update', bot)
  return true
}

/** Telegram demands HTTPS; the emulator posts to this machine only, where plain HTTP is the usual way. */
function checkWebhookUrl(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified')
  const parsed = new URL(url)
  if (isLoopback(parsed) && /^https?:$/.test(parsed.protocol)) return
  if (parsed.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  throw badRequest('bad webhook: Failed to resolve host: Name or service not known')
}

const removeWebhook = ({
  world,
  updates,
  bot,
  params,
}: Pick<Parameters<Method>[0], 'world' | 'updates' | 'bot' | 'params'>) => {
  delete bot.webhook
  if (flag(params, 'drop_pending_updates')) updates.clear(bot)
  world.changes.emit('changed')
  world.changes.emit('update', bot)
  return true
}

const getWebhookInfo: Method = ({ bot }) => {
  const webhook = bot.webhook
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.updates.length,
    ...(webhook && { max_connections: webhook.maxConnections }),
    ...(webhook?.ipAddress && { ip_address: webhook.ipAddress }),
    ...(webhook?.lastErrorDateS && { last_error_date: webhook.lastErrorDateS }),
    ...(webhook?.lastErrorMessage && { last_error_message: webhook.lastErrorMessage }),
    ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
  }
}

export const receivingMethods: Record<string, Method> = {
  getUpdates,
  setWebhook,
  deleteWebhook: removeWebhook,
  getWebhookInfo,
}

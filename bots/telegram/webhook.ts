import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import express, { type Router } from 'express'
import type { Update } from 'grammy/types'
import type { Core } from '../../core/index.ts'
import type { Answering } from '../answering.ts'
import { receivedFrom } from './adapter.ts'
import type { Inline } from './inline.ts'

export const WEBHOOK_PATH = '/webhooks/telegram'

/** What Telegram must send with each update: made of the bot's token, so that there is nothing more to set. */
export const webhookSecret = (token: string): string =>
  createHmac('sha256', token).update('kram telegram webhook').digest('hex')

const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

/**
 * Telegram's updates: the secret compared in constant time (403 without it), stored, answered 200 at once and
 * handled after. A database that is away makes it 500: Telegram sends the update again.
 */
export const telegramWebhook = ({
  core,
  answering,
  inline,
  token,
}: {
  core: Core
  answering: Answering
  inline: Inline
  token: string
}): Router => {
  const secret = webhookSecret(token)
  const router = express.Router()
  router.post(
    WEBHOOK_PATH,
    (request, response, next) => {
      if (sameSecret(request.get('X-Telegram-Bot-Api-Secret-Token') ?? '', secret)) next()
      else response.status(403).json({ error: 'forbidden' })
    },
    express.json({ limit: '1mb' }),
    async (request, response) => {
      const update = request.body as Update | undefined
      if (typeof update?.update_id !== 'number')
        return void response.status(400).json({ error: 'not an update' })
      inline.hear(update)
      const received = receivedFrom(update)
      const persons = received ? await core.inbox.receive([received]) : []
      response.status(200).end()
      for (const person of persons) void answering.poke(person)
    },
  )
  return router
}

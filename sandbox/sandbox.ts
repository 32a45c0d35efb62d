import { dirname, join } from 'node:path'
import { Router } from 'express'
import { startTelegramEmulator } from '../bots/telegram/emulator/index.ts'
import { createViberEmulator } from '../bots/viber/emulator/index.ts'
import { pageRouter } from './page-server.ts'
import { PERSONS, VIBER_IDS } from './persons.ts'
import { createSmsGateway } from './sms.ts'

export interface Sandbox {
  readonly url: string
  close(): Promise<void>
}

const BOT_USERNAME = 'kram_sandbox_bot'
const VIBER_URI = 'kramsandbox'

/**
 * The outside world on loopback: Telegram's Bot API, Viber's under `/viber/pa`, a gateway of text messages under
 * `/viber/sms`, the persons who use them, and the page that shows their phones.
 */
export const startSandbox = async ({
  port,
  dataFile,
  token,
  viberToken,
  smsToken,
}: {
  port: number
  /** Telegram's; Viber's `viber.json` lies beside it. */
  dataFile?: string
  token: string
  viberToken: string
  smsToken: string
}): Promise<Sandbox> => {
  const viber = createViberEmulator({
    bot: { token: viberToken, uri: VIBER_URI, name: 'Крам' },
    ...(dataFile ? { dataFile: join(dirname(dataFile), 'viber.json') } : {}),
    persons: PERSONS.flatMap(({ id, firstName, lastName, phone, languageCode }) => {
      const viberId = VIBER_IDS[id]
      return viberId ? [{ id: viberId, name: `${firstName} ${lastName}`, phone, language: languageCode }] : []
    }),
  })
  const sms = createSmsGateway({ token: smsToken, tell: viber.tell })
  const page = pageRouter({
    title: 'Крам',
    customers: PERSONS.filter(({ side }) => side === 'customer').map(({ id }) => id),
    staff: PERSONS.filter(({ side }) => side === 'staff').map(({ id }) => id),
    bot: BOT_USERNAME,
  })
  const emulator = await startTelegramEmulator({
    port,
    ...(dataFile ? { dataFile } : {}),
    sandboxBot: { token, username: BOT_USERNAME, firstName: 'Крам' },
    routes: Router().use(sms.router, viber.router, page),
  })
  const known = (await (await fetch(`${emulator.url}/control/persons`)).json()) as { id: number }[]
  for (const { side, ...person } of PERSONS) {
    if (known.some(({ id }) => id === person.id)) continue
    await fetch(`${emulator.url}/control/persons`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(person),
    })
  }
  return {
    url: emulator.url,
    close: async () => {
      await viber.close()
      await emulator.close()
    },
  }
}

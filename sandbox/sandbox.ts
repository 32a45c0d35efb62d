import { startTelegramEmulator } from '../bots/telegram/emulator/index.ts'
import { pageRouter } from './page-server.ts'
import { PERSONS } from './persons.ts'

export interface Sandbox {
  readonly url: string
  close(): Promise<void>
}

const BOT_USERNAME = 'kram_sandbox_bot'

/** The outside world on loopback: Telegram's Bot API, the persons who use it, and the page that shows their phones. */
export const startSandbox = async ({
  port,
  dataFile,
  token,
}: {
  port: number
  dataFile?: string
  token: string
}): Promise<Sandbox> => {
  const emulator = await startTelegramEmulator({
    port,
    ...(dataFile ? { dataFile } : {}),
    sandboxBot: { token, username: BOT_USERNAME, firstName: 'Крам' },
    routes: pageRouter({
      title: 'Крам',
      customers: PERSONS.filter(({ side }) => side === 'customer').map(({ id }) => id),
      staff: PERSONS.filter(({ side }) => side === 'staff').map(({ id }) => id),
      bot: BOT_USERNAME,
    }),
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
  return emulator
}

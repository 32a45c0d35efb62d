import type { Phone } from './phone.ts'
import type { Platform } from './platform.ts'

/** How far the calls of the bot were read, in each messenger. */
export interface Mark {
  readonly telegram: number
  readonly viber: number
}

export const BEGINNING: Mark = { telegram: 0, viber: 0 }

/** What was shown to persons since a moment, whatever their messenger. */
export interface Answers {
  /** How many messages, and changes of messages, a person got. */
  to(person: Phone): number
  readonly until: Mark
}

export const answersSince = async (
  shop: Pick<Platform, 'telegram' | 'viber'>,
  since: Mark,
): Promise<Answers> => {
  const [telegram, viber] = [await shop.telegram.calls(since.telegram), await shop.viber.calls(since.viber)]
  const accounts = [
    ...telegram
      .filter(
        ({ method, ok, description = '' }) =>
          /^(send|edit)/.test(method) && (ok || description.includes('not modified')),
      )
      .map(({ params }) => `telegram:${params.chat_id}`),
    ...viber
      .filter(({ method, status }) => method === 'send_message' && status === 0)
      .map(({ params }) => `viber:${params.receiver}`),
  ]
  return {
    to: (person) => accounts.filter((account) => account === person.account).length,
    until: { telegram: telegram.at(-1)?.n ?? since.telegram, viber: viber.at(-1)?.n ?? since.viber },
  }
}

import { unspeakableIn } from './unspeakable.ts'

/** One call of the bot as the emulator wrote it down. */
export interface Call {
  readonly n: number
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly ok: boolean
  readonly errorCode?: number
  readonly description?: string
}

/** How Telegram fails: by method or by chat, so many times. */
export interface Fault {
  readonly method?: string
  readonly chatId?: number
  readonly times?: number
  readonly status?: 400 | 403 | 429 | 500
  readonly retryAfter?: number
  readonly description?: string
  readonly delayMs?: number
  /** The call is done, but its answer is lost. */
  readonly cut?: boolean
}

/** The emulator's control side, apart from what persons do. */
export interface TelegramControl {
  /** Resolves when every update is taken; the number of those that are not after half a minute. */
  idle(): Promise<{ pending: number }>
  fails(fault: Fault): Promise<void>
  recovers(): Promise<void>
  calls(since?: number): Promise<readonly Call[]>
  /** Calls that Telegram refused as wrong, apart from those that nobody can foresee (a message that the person deleted). */
  refused(since?: number): Promise<readonly string[]>
  /** Texts that no person should ever read: a key without words, a value that was not there. `typed` is what persons wrote themselves. */
  unspeakable(typed?: readonly string[]): Promise<readonly string[]>
}

const FORESEEN =
  /message to (edit|delete) not found|message is not modified|message can't be (edited|deleted)|there is no text in the message|query is too old|chat not found|group chat was upgraded|ordered fault/

export const createTelegramControl = (url: string): TelegramControl => {
  const calls = async (since = 0) =>
    (await (await fetch(`${url}/control/calls?since=${since}`)).json()) as Call[]
  const post = (path: string, body: object) =>
    fetch(`${url}/control/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    idle: async () => (await (await post('idle', { timeoutMs: 30_000 })).json()) as { pending: number },
    fails: async (fault) => void (await post('faults', fault)),
    recovers: async () => void (await fetch(`${url}/control/faults`, { method: 'DELETE' })),
    calls,
    refused: async (since) =>
      (await calls(since))
        .filter(({ ok, errorCode }) => !ok && errorCode === 400)
        .filter(({ description = '' }) => !FORESEEN.test(description))
        .map(
          ({ method, description, params }) =>
            `${method}: ${description} ${JSON.stringify(params).slice(0, 500)}`,
        ),
    unspeakable: async (typed = []) =>
      unspeakableIn(
        (await calls()).flatMap(({ params }) => saidIn(params)),
        typed,
      ),
  }
}

const saidIn = ({ text, caption, reply_markup }: Call['params']): string[] => {
  const labels = [...String(JSON.stringify(reply_markup) ?? '').matchAll(/\\?"text\\?":\\?"(.*?)\\?"/g)].map(
    ([, label]) => label ?? '',
  )
  return [text, caption, ...labels].filter((each): each is string => typeof each === 'string')
}

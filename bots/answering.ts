import { event } from '../core/events.ts'
import type { Waiting } from '../core/inbox.ts'
import type { Core } from '../core/index.ts'
import { later } from '../core/kernel/clock.ts'
import { IntegrationError } from '../core/kernel/errors.ts'
import type { Log } from '../core/kernel/log.ts'
import type { Language } from '../core/kernel/text.ts'
import type { Dialogue } from './dialogue/dialogue.ts'
import type { Downloaded, Heard, Media, Speaker } from './dialogue/heard.ts'
import { readStep, type Step } from './dialogue/step.ts'
import { readBarcodes } from './read-barcodes.ts'
import type { Screen } from './screens/screen.ts'
import type { ChatDialogue, ChatReply, SaidInChat } from './staff/in-chat.ts'

/** One messenger, as the answering needs it: bots/telegram/mouth.ts, later bots/viber. */
export interface Mouth {
  readonly messenger: string
  /** The staff work here; elsewhere they are customers as everybody. */
  readonly hasDesk: boolean
  /** What a stored update says; undefined for what needs no answer. */
  hear(body: unknown): HeardBody | undefined
  /** Shows a screen as the person's one living screen and returns what to remember of it. */
  show(drawn: {
    person: string
    screen: Screen
    language: Language
    living: unknown
    body: unknown
  }): Promise<unknown>
  /** The bytes of what a person sent. @throws DomainError `photo.unreachable`, `photo.too_big` */
  download(media: Pick<Media, 'id'>): Promise<Downloaded>
  /** What a stored update says of a group, and how it is answered there; undefined for what is between one person and us. */
  inChat?(body: unknown): InChat | undefined
}

export interface InChat {
  readonly said: SaidInChat
  answer(reply: ChatReply | undefined): Promise<void>
}

export interface HeardBody {
  readonly heard: Heard
  readonly speaker: Speaker
  /** Stops the button's clock. Never rejects: a clock that runs on a little harms nobody, and the screen answers too. */
  acknowledge?(): Promise<void>
}

export interface AnsweringNeeds {
  readonly core: Core
  readonly dialogue: Dialogue
  readonly chatDialogue: ChatDialogue
  readonly mouths: readonly Mouth[]
  readonly log: Log
  /** Called after each answer: what it announced can be handed on now. */
  readonly answered?: () => void
}

const MAX_TRIES = 3
/** What fails by itself is tried three times; a messenger that is away, for some minutes. */
const MAX_TRIES_WHILE_AWAY = 10
const RETRY_MS = 2_000
const MAX_RETRY_MS = 60_000

/** A messenger that is away or too busy: the same answer may go through later. */
const isAway = (error: unknown): boolean => error instanceof IntegrationError && error.retry

/** When an update is tried again: to the second as the messenger asks, else more and more seldom. */
const retryMs = (tries: number, error: unknown): number => {
  const asked = error instanceof IntegrationError ? error.retryAfterMs : null
  return asked ?? Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** tries)
}

/** An error in words that every column and message takes, without the tokens that network errors quote. */
const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replaceAll('\0', '')
    .toWellFormed()
    .replace(/\d+:[\w-]{20,}/g, '[token]')

export type Answering = ReturnType<typeof createAnswering>

/**
 * Answers stored updates, one person at a time in the order of their ids, any number of persons beside each
 * other, in any number of processes. An update that fails three times is set aside and raised; the person gets
 * an apology and goes on.
 */
export const createAnswering = ({ core, dialogue, chatDialogue, mouths, log, answered }: AnsweringNeeds) => {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()

  const mouthOf = (person: string): Mouth => {
    const mouth = mouths.find(({ messenger }) => person.startsWith(`${messenger}:`))
    if (!mouth) throw new Error(`no messenger for ${person}`)
    return mouth
  }

  interface At {
    readonly step: Step
    readonly screen: unknown
  }

  const answer = async (person: string, update: Waiting, at: At): Promise<At> => {
    const mouth = mouthOf(person)
    const inChat = mouth.inChat?.(update.body)
    if (inChat) {
      await inChat.answer(await chatDialogue({ ...inChat.said, cause: update.id }))
      return at
    }
    const body = mouth.hear(update.body)
    if (!body) return at
    const { heard, speaker } = body
    // The button's clock may stop late: the answer is the screen, and it must not fail with the clock.
    const acknowledged = body
      .acknowledge?.()
      .catch((error: unknown) => log.warn({ err: error, person }, 'a press was not acknowledged'))
    const user = await core.users.meet(speaker)
    if (heard.kind === 'blocked') {
      await core.users.blocked(person)
      return at
    }
    if (heard.kind === 'unblocked') {
      await core.users.unblocked(person)
      return at
    }
    const owner = heard.kind === 'command' && (await core.staff.recognizeOwner({ person, userId: user.id }))
    const known = owner ? { ...user, roles: [...user.roles, 'owner' as const] } : user
    const speaking = mouth.hasDesk
      ? known
      : { ...known, roles: known.roles.filter((role) => role === 'customer') }
    const reply = await dialogue({
      heard,
      user: speaking,
      messenger: mouth.messenger,
      step: at.step,
      piecesInCart: user.piecesInCart,
      scan: async (media) => readBarcodes((await mouth.download(media)).bytes),
      cause: update.id,
    })
    const language =
      reply.screen.notice?.code === 'language.set'
        ? ((await core.users.find(person))?.language ?? user.language)
        : user.language
    const screen = await mouth.show({
      person,
      screen: reply.screen,
      language,
      living: at.screen,
      body: update.body,
    })
    await acknowledged
    return { step: reply.step, screen }
  }

  /** One failed try: again in a moment, or set aside, raised and apologized for. */
  const failed = async (
    person: string,
    update: Waiting,
    { at, error }: { at: At; error: unknown },
  ): Promise<void> => {
    const last = update.tries + 1 >= (isAway(error) ? MAX_TRIES_WHILE_AWAY : MAX_TRIES)
    const line = { err: error, person, update: String(update.id), tries: update.tries + 1, setAside: last }
    if (isAway(error) && !last) log.warn(line, 'an update waits for the messenger')
    else log.error(line, 'an update failed')
    const text = wordsOf(error)
    const retryAt = last ? null : later(core.clock.now(), retryMs(update.tries, error))
    await core.inbox.failed(update.id, { error: text, retryAt })
    if (!last) return
    await core.db.transaction((tx) =>
      core.announce(
        tx,
        event('work.failed', { key: `update:${update.id}`, what: `update of ${person}`, error: text }),
      ),
    )
    answered?.()
    if (!mouthOf(person).inChat?.(update.body)) await apologize(person, at)
  }

  const apologize = async (person: string, at: At): Promise<void> => {
    const language = (await core.users.find(person))?.language ?? 'uk'
    const living = at.screen
    try {
      const screen = await mouthOf(person).show({
        person,
        screen: { name: 'trouble' },
        language,
        living,
        body: null,
      })
      await core.conversations.keepScreen(person, screen)
    } catch (error) {
      // The owner knows already; the person's next update is answered as usual.
      log.warn({ err: error, person }, 'the apology did not arrive')
    }
  }

  /** Everything that waits for one person. True when more came meanwhile. */
  const once = async (person: string): Promise<boolean> => {
    const claimed = await core.conversations.claim(person)
    if (!claimed) return false
    let at: At = { step: readStep(claimed.step), screen: claimed.screen }
    for (const [i, update] of claimed.updates.entries()) {
      const began = performance.now()
      try {
        at = await answer(person, update, at)
      } catch (error) {
        await failed(person, update, { at, error })
        return core.conversations.release(person)
      }
      const last = i === claimed.updates.length - 1
      const more = await core.conversations.save(person, { ...at, update: update.id, last })
      answered?.()
      log.info(
        {
          person,
          update: String(update.id),
          screen: at.step.asks,
          ms: Math.round(performance.now() - began),
        },
        'answered',
      )
      if (last) return more
    }
    return false
  }

  /** Ends in the same moment in which nothing more was asked for, so that no poke falls between. */
  const run = async (person: string): Promise<void> => {
    try {
      do {
        again.delete(person)
        while (await once(person)) {
          // More came while the last was answered.
        }
      } while (again.has(person))
    } catch (error) {
      log.error({ err: error, person }, 'answering stopped; the sweep will come back to it')
    } finally {
      running.delete(person)
    }
  }

  /** Somebody has something new. Returns when it is answered, or another process has the person. */
  const poke = (person: string): Promise<void> => {
    const busy = running.get(person)
    if (busy) {
      again.add(person)
      return busy
    }
    const work = run(person)
    running.set(person, work)
    return work
  }

  return {
    poke,
    /** What a crash or a lost signal left behind, and what is to be tried again. Runs every second. */
    sweep: async (): Promise<number> => {
      const persons = await core.inbox.neglected()
      await Promise.all(persons.map(poke))
      return persons.length
    },
    /** Nobody is being answered any more. */
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}

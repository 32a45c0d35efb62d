import { createHmac } from 'node:crypto'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import { type JsonObject, parsedObject, writeJson } from './json.ts'
import { isLoopback } from './links.ts'
import { nextToken, type PendingEvent, type World } from './world.ts'

const answerTimeoutMs = 10_000
/** Seconds before each repetition; Viber's documentation says no more than "several times for an hour". */
const repeatAfterS = [10, 60, 300, 600, 900, 900, 900, 900, 900]
/** These come whatever `event_types` says. */
const alwaysSent = new Set(['message', 'subscribed', 'unsubscribed'])

/** The events on their way to the webhook. */
export interface Deliveries {
  /** Queues an event, unless the bot has no webhook or did not ask for its kind. */
  push(personId: string, event: string, fields: JsonObject): void
  /** Calls a webhook-to-be with the event `webhook`; gives what is wrong with its answer. */
  tryWebhook(url: string): Promise<string | undefined>
  /** The webhook was set or removed: what waits to be repeated goes to it at once. */
  webhookChanged(): void
  /** Lets go what an ordered fault holds back. */
  release(): void
  pending(): number
}

interface Needs {
  world: World
  faults: Faults
  journal: Journal
  closed: AbortSignal
  /** What the webhook answered to a `conversation_started`. */
  answered(personId: string, body: JsonObject): void
}

type Outcome = { body: string } | { failure: string }

/** HMAC-SHA256 of the body's bytes by the bot's token, in hex: the header X-Viber-Content-Signature. */
export const signatureOf = (token: string, body: string): string =>
  createHmac('sha256', token).update(body).digest('hex')

/**
 * Delivers as Viber does: signed, HTTP 200 or again after 10, 60, 300 … seconds and no more after ten tries. The events
 * of one person go one after another in their order (Viber promises no order; the ordered fault `reorder` takes it
 * away), those of several persons at the same time.
 */
export function createDeliveries({ world, faults, journal, closed, answered }: Needs): Deliveries {
  const busy = new Set<string>()
  const judged = new WeakSet<PendingEvent>()
  let webhookAnew = new AbortController()
  let lastMs = 0

  async function post(url: string, body: string): Promise<Outcome> {
    const signature = signatureOf(world.bot.token, body)
    const address = new URL(url)
    address.searchParams.set('sig', signature)
    const timeout = AbortSignal.timeout(answerTimeoutMs)
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-viber-content-signature': signature },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([timeout, closed]),
      })
      const text = await response.text()
      return response.status === 200 ? { body: text } : { failure: `answered ${response.status}` }
    } catch (error) {
      return { failure: timeout.aborted ? 'did not answer in time' : `cannot be reached: ${String(error)}` }
    }
  }

  function drop(event: PendingEvent): void {
    const index = world.events.indexOf(event)
    if (index >= 0) world.events.splice(index, 1)
    world.changes.emit('changed')
    world.changes.emit('moved')
  }

  async function deliver(event: PendingEvent): Promise<void> {
    const { personId } = event
    const fault = judged.has(event) ? undefined : faults.nextDelivery(event.event, personId)
    judged.add(event)
    if (fault === 'drop') return drop(event)
    if (fault === 'reorder') {
      event.isHeld = true
      return
    }
    const webhook = world.webhook!
    const outcome = await post(webhook.url, event.body)
    if (closed.aborted) return
    if ('failure' in outcome) return repeatLater(event, outcome.failure)
    if (fault === 'duplicate') await post(webhook.url, event.body)
    const answer = event.event === 'conversation_started' ? parsedObject(outcome.body) : undefined
    if (answer) answered(personId, answer)
    for (const other of world.events) if (other.personId === personId && other !== event) delete other.isHeld
    drop(event)
  }

  async function repeatLater(event: PendingEvent, failure: string): Promise<void> {
    const waitS = repeatAfterS[event.tries++]
    world.changes.emit('changed')
    if (waitS === undefined) {
      journal.add({ method: 'webhook', params: { event: event.event }, status: -1, reason: failure })
      return drop(event)
    }
    await world.clock.sleep(waitS * 1_000, AbortSignal.any([closed, webhookAnew.signal]))
  }

  async function deliverAll(personId: string): Promise<void> {
    if (busy.has(personId)) return
    busy.add(personId)
    try {
      while (world.webhook && !closed.aborted) {
        const next = world.events.find((event) => event.personId === personId && !event.isHeld)
        if (!next) return
        await deliver(next)
      }
    } finally {
      busy.delete(personId)
    }
  }

  const deliverEverybody = () => {
    for (const personId of new Set(world.events.map((event) => event.personId))) void deliverAll(personId)
  }
  /** No two events bear the same moment, also where the clock stands still; one that was set back counts anew. */
  const eventOf = (event: string, fields: JsonObject) => {
    const nowMs = world.clock.nowMs()
    lastMs = nowMs <= lastMs && nowMs > lastMs - 60_000 ? lastMs + 1 : nowMs
    return writeJson({
      event,
      timestamp: lastMs,
      chat_hostname: 'SN-CHAT-01_',
      ...('message_token' in fields ? {} : { message_token: nextToken(world) }),
      ...fields,
    })
  }

  return {
    push(personId, event, fields) {
      const { webhook } = world
      if (!webhook) return
      if (webhook.eventTypes && !alwaysSent.has(event) && !webhook.eventTypes.includes(event)) return
      world.events.push({
        id: world.nextEventId++,
        personId,
        event,
        body: eventOf(event, fields),
        tries: 0,
      })
      world.changes.emit('changed')
      void deliverAll(personId)
    },
    async tryWebhook(url) {
      if (!isLoopback(new URL(url))) return 'is not on this machine: the stand-in goes nowhere else'
      const outcome = await post(url, eventOf('webhook', {}))
      return 'failure' in outcome ? outcome.failure : undefined
    },
    webhookChanged() {
      const before = webhookAnew
      webhookAnew = new AbortController()
      before.abort()
      deliverEverybody()
    },
    release() {
      for (const event of world.events) delete event.isHeld
      deliverEverybody()
    },
    pending: () => world.events.length,
  }
}

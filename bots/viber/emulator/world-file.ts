import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import type { StoredFile } from './files.ts'
import type { Chat, Message, PendingEvent, Person, Webhook, World } from './world.ts'

const minPauseMs = 250
const tokenJump = 1n << 31n

interface Saved {
  version: 1
  webhook?: Webhook
  persons: Person[]
  chats: (Omit<Chat, 'messages'> & { messages: Message[] })[]
  events: PendingEvent[]
  files: StoredFile[]
  lastToken: string
  nextRevision: number
  nextEventId: number
}

/** Fills the world from the file, when there is one. Tokens jump ahead of whatever was lost with the last moments. */
export function loadWorld(world: World, path: string): void {
  const saved = readSaved(path)
  if (!saved) return
  if (saved.webhook) world.webhook = saved.webhook
  for (const person of saved.persons) world.persons.set(person.id, person)
  for (const chat of saved.chats) {
    const messages = new Map(chat.messages.map((message) => [message.token, message]))
    world.chats.set(chat.personId, { ...chat, messages })
  }
  world.events = saved.events
  for (const event of world.events) delete event.isHeld
  for (const file of saved.files) world.files.known.set(file.key, file)
  world.lastToken = BigInt(saved.lastToken) + tokenJump
  world.nextRevision = saved.nextRevision
  world.nextEventId = saved.nextEventId
}

function readSaved(path: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Saved
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`The stand-in's state in ${path} cannot be read; remove the file to start anew`, {
      cause: error,
    })
  }
}

/** Saves the world soon after each change, whole or not at all. `close` saves the last state. */
export function saveWorldTo(world: World, path: string): { close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let pauseMs = minPauseMs
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const beganMs = performance.now()
    const content = JSON.stringify(savedOf(world))
    // A large world takes long to write down; saving it shall cost a small part of the time only.
    pauseMs = Math.max(minPauseMs, (performance.now() - beganMs) * 20)
    const draft = `${path}.new`
    await writeFile(draft, content)
    await rename(draft, path)
  }
  const writeAfterLast = () => {
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  const soon = () => {
    timer ??= setTimeout(writeAfterLast, pauseMs)
  }
  world.changes.on('changed', soon)
  return {
    close() {
      world.changes.off('changed', soon)
      clearTimeout(timer)
      return writeAfterLast()
    },
  }
}

function savedOf(world: World): Saved {
  const { webhook, events, lastToken, nextRevision, nextEventId } = world
  return {
    version: 1,
    ...(webhook && { webhook }),
    persons: [...world.persons.values()],
    chats: [...world.chats.values()].map((chat) => ({ ...chat, messages: [...chat.messages.values()] })),
    events,
    files: [...world.files.known.values()],
    lastToken: String(lastToken),
    nextRevision,
    nextEventId,
  }
}

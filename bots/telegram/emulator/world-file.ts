import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import type { StoredFile } from './files.ts'
import { keyOf } from './files.ts'
import { nowS } from './timing.ts'
import type { Bot, Chat, Group, Message, Person, World } from './world.ts'

const minPauseMs = 250
const updateIdJump = 10_000
const messageIdJump = 1_000

interface Saved {
  version: 1
  persons: Person[]
  /** Absent in files of an older release. */
  groups?: Group[]
  bots: Bot[]
  chats: (Omit<Chat, 'messages'> & { messages: Message[] })[]
  files: StoredFile[]
  nextPersonId: number
  nextGroupId?: number
  nextRevision: number
  nextCallbackId: number
  nextMediaGroupId: number
}

/** Fills the world from the file, when there is one. Ids jump ahead of whatever was lost with the last moments. */
export function loadWorld(world: World, path: string): void {
  const saved = readSaved(path)
  if (!saved) return
  for (const person of saved.persons) world.persons.set(person.id, person)
  for (const group of saved.groups ?? []) world.groups.set(group.id, group)
  for (const bot of saved.bots) {
    bot.nextUpdateId = Math.max(bot.nextUpdateId + updateIdJump, nowS(world.timing))
    bot.nextMessageId += messageIdJump
    world.bots.set(bot.id, bot)
  }
  for (const chat of saved.chats) {
    const messages = new Map(chat.messages.map((message) => [message.id, message]))
    world.chats.set(`${chat.botId}:${chat.personId}`, { ...chat, messages })
  }
  for (const file of saved.files) world.files.known.set(keyOf(file), file)
  world.nextRevision = saved.nextRevision
  world.nextPersonId = saved.nextPersonId
  world.nextGroupId = saved.nextGroupId ?? world.nextGroupId
  world.nextCallbackId = Math.max(world.nextCallbackId, saved.nextCallbackId + updateIdJump)
  world.nextMediaGroupId = Math.max(world.nextMediaGroupId, saved.nextMediaGroupId + updateIdJump)
}

function readSaved(path: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Saved
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`The emulator's state in ${path} cannot be read; remove the file to start anew`, {
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
    await writeWhole(path, content)
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

async function writeWhole(path: string, content: string): Promise<void> {
  const draft = `${path}.new`
  await writeFile(draft, content)
  await rename(draft, path)
}

function savedOf(world: World): Saved {
  const { nextPersonId, nextGroupId, nextRevision, nextCallbackId, nextMediaGroupId } = world
  return {
    version: 1,
    persons: [...world.persons.values()],
    groups: [...world.groups.values()],
    bots: [...world.bots.values()],
    chats: [...world.chats.values()].map((chat) => ({ ...chat, messages: [...chat.messages.values()] })),
    files: [...world.files.known.values()],
    nextPersonId,
    nextGroupId,
    nextRevision,
    nextCallbackId,
    nextMediaGroupId,
  }
}

import type { Method } from '../platform.ts'
import { callbackMethods } from './callbacks.ts'
import { chatMethods } from './chats.ts'
import { commandMethods } from './commands.ts'
import { editMethods } from './edit.ts'
import { existingMessageMethods } from './existing-messages.ts'
import { inlineMethods } from './inline.ts'
import { mediaMethods } from './media.ts'
import { profileMethods } from './profile.ts'
import { receivingMethods } from './receiving.ts'
import { recordingMethods } from './recordings.ts'
import { sendMethods } from './send.ts'

/** The methods that really work. All others are checked against the data file and then honestly refused. */
export const methods: Record<string, Method> = {
  ...receivingMethods,
  ...profileMethods,
  ...sendMethods,
  ...editMethods,
  ...existingMessageMethods,
  ...mediaMethods,
  ...recordingMethods,
  ...callbackMethods,
  ...inlineMethods,
  ...commandMethods,
  ...chatMethods,
}

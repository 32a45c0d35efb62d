import { z } from 'zod'
import type { Core } from '../../core/index.ts'
import { HOUR_MS, later } from '../../core/kernel/clock.ts'
import type { Mouth } from '../answering.ts'
import { wordsIn } from '../locales/words.ts'
import { hear, receiverOf, type ViberEvent } from './adapter.ts'
import { refusalOf, toFailure } from './client.ts'
import type { ViberKeyboard } from './drawing.ts'
import type { ViberFiles } from './files.ts'
import { drawScreen, penOf } from './screens.ts'
import type { Sender } from './sender.ts'

/** What is remembered of the last screen: a message that the shop sends by itself must bring its keyboard again. */
const livingSchema = z.object({ keyboard: z.custom<ViberKeyboard>((value) => typeof value === 'object') })

/** The keyboard that a person has under their thumbs; null where none is remembered. */
export const keyboardIn = (living: unknown): ViberKeyboard | null =>
  livingSchema.safeParse(living).data?.keyboard ?? null

/** Messages within a day of the person's last are free of charge (viber facts: money). */
const SESSION_MS = 24 * HOUR_MS

const isWritten = (event: ViberEvent): boolean => event.event === 'message'

export interface MouthNeeds {
  readonly core: Core
  readonly sender: Sender
  readonly files: ViberFiles
  readonly uri: () => string
  readonly download: Mouth['download']
}

/** Answers in Viber: nothing there can be edited, so that each screen is sent anew, with its keyboard. */
export const createViberMouth = ({ core, sender, files, uri, download }: MouthNeeds): Mouth => ({
  messenger: 'viber',
  hasDesk: false,
  hear: (body) => {
    const heard = hear(body as ViberEvent)
    if (!isWritten(body as ViberEvent)) return heard
    return (
      heard && { ...heard, speaker: { ...heard.speaker, sessionEndsAt: later(core.clock.now(), SESSION_MS) } }
    )
  },
  show: async ({ person, screen, language, living }) => {
    const drawing = await drawScreen(screen, penOf(uri(), wordsIn(language)), {
      served: sender.served,
      withFile: async (card) => files.withFile(card, card.file && (await core.users.find(person))?.id),
    })
    try {
      await sender.send(receiverOf(person), drawing)
      return { keyboard: drawing.keyboard }
    } catch (error) {
      if (refusalOf(error) !== 'blocked') throw toFailure(error)
      await core.users.blocked(person)
      return living
    }
  },
  download,
})

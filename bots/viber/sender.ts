import { refusalOf, type ViberApi } from './client.ts'
import type { Drawing } from './drawing.ts'
import { pictureUrl } from './pictures.ts'
import { plainer, type Served } from './render.ts'

/** The level of the API that every Viber knows. */
const OLDEST_API_VERSION = 1

export interface SenderNeeds {
  readonly api: ViberApi
  readonly publicUrl: string
}

export type Sender = ReturnType<typeof createSender>

/** Sends what was drawn; a Viber that is too old for it gets the same in plainer form. */
export const createSender = ({ api, publicUrl }: SenderNeeds) => ({
  /**
   * Gives the token of the last message: what Viber reports of it later is of the whole.
   * @throws ViberRefused, IntegrationError
   */
  send: async (receiver: string, drawing: Drawing): Promise<string> => {
    const tokens = await api.send(receiver, drawing).catch((error: unknown) => {
      if (refusalOf(error) !== 'too_old') throw error
      return api.send(receiver, plainer(drawing), OLDEST_API_VERSION)
    })
    return tokens.at(-1) ?? ''
  },
  /** Where Viber fetches from us what it cannot be given. */
  served: {
    photo: (hash: string) => pictureUrl(publicUrl, hash, 'photo'),
    card: (hash: string) => pictureUrl(publicUrl, hash, 'card'),
    square: (hash: string) => pictureUrl(publicUrl, hash, 'square'),
  } satisfies Served,
})

import { readViberLink, type ViberLink } from '../text/viber-links.ts'
import type { ViberButton, ViberOutgoing, ViberPlace } from '../viber-wire.ts'
import { drafted } from './changes.ts'
import type { Doing } from './doing.ts'
import { emptyDraft, type State } from './state.ts'
import type { Store } from './store.ts'
import { viberApi } from './viber-api.ts'

export type ViberDoing = ReturnType<typeof createViberDoing>

/** What one does on a phone with Viber. As of `createDoing`: nothing rejects, what fails is said over the phone. */
export function createViberDoing(store: Store<State>, attempt: Doing['attempt']) {
  const send = (id: string, message: ViberOutgoing) => attempt(id, () => viberApi.send(id, message))
  return {
    send,

    /** Sends what stands in the input; where that fails the words come back into it. */
    async sendDraft(id: string) {
      const text = (store.get().drafts.get(id) ?? emptyDraft).text.trim()
      if (text === '') return
      store.update(drafted(id, { text: '' }))
      if (await send(id, { text })) return
      const typedSince = store.get().drafts.get(id)?.text ?? ''
      store.update(drafted(id, { text: [text, typedSince].filter(Boolean).join('\n') }))
    },

    /** Presses a button of the keyboard, or of the carousel with this token. */
    press: (
      id: string,
      { actionBody }: Pick<ViberButton, 'actionBody'>,
      { token, location }: { token?: string | undefined; location?: ViberPlace } = {},
    ) =>
      attempt(id, () =>
        viberApi.press(id, {
          actionBody,
          ...(token !== undefined && { messageToken: token }),
          ...(location && { location }),
        }),
      ),

    /** Opens the chat with the bot, by a link with this word or by hand. */
    open: (id: string, context: string | null = null) => attempt(id, () => viberApi.open(id, context)),
    setSubscribed: (id: string, isSubscribed: boolean) =>
      attempt(id, () => (isSubscribed ? viberApi.subscribe(id) : viberApi.unsubscribe(id))),
    setOnline: (id: string, online: boolean) => attempt(id, () => viberApi.setOnline(id, online)),

    /** Where a link leads from here: a chat with another bot leads nowhere. */
    linkOf(address: string): ViberLink | null {
      const link = readViberLink(address)
      return link?.to === 'chat' && link.uri !== store.get().viber.bot?.uri ? null : link
    },
  }
}

import type { JsonObject } from './json.ts'
import { type Actor, acting, buttonsOf, say } from './person-actions.ts'
import type { Platform } from './platform.ts'
import { ControlRefusal } from './refusal.ts'
import { type Chat, chatOf } from './world.ts'

export interface PressWish {
  actionBody: string
  /** Of the carousel; absent: the keyboard, then the newest carousel that has the button. */
  messageToken?: string | undefined
  /** Presses a button that is not there, as a forged or much older client can. */
  any?: boolean | undefined
  /** What is picked where the button asks for a place. */
  location?: { latitude: number; longitude: number } | undefined
}

/** What came of a press: the token of the event `message`, where there is one. */
export interface Pressed {
  action: string
  token?: string
  opened?: string
}

const kyiv = { latitude: 50.4501, longitude: 30.5234 }

/**
 * The person presses a button that is within reach: on the keyboard shown now, or in any carousel of the chat. The bot
 * hears the ActionBody as a text (of `open-url` too, as the documentation says), the phone's number or the place; the
 * chat shows it as the person's message unless the button is Silent. A button with action `none` does nothing.
 */
export function personPresses(platform: Platform, actor: Actor, press: PressWish): Pressed {
  const { world } = platform
  if (!world.webhook) throw new ControlRefusal(409, 'the bot has set no webhook: nobody can write to it')
  const { person } = actor
  const button = findButton(chatOf(world, person.id), press) ?? (press.any ? anyButton(press) : undefined)
  if (!button) throw new ControlRefusal(409, `no button with ActionBody ${press.actionBody} is within reach`)
  const action = String(button.ActionType ?? 'reply')
  const isShown = button.Silent !== true
  const text = { type: 'text', body: { text: press.actionBody }, isShown } as const
  switch (action) {
    case 'none':
      acting(world, person)
      return { action }
    case 'share-phone': {
      // Viber gives the number without its plus; the name is what the phone's owner is called.
      const contact = { name: person.name, phone_number: person.phone.replace('+', '') }
      return { action, token: say(platform, actor, { type: 'contact', body: { contact }, isShown: true }) }
    }
    case 'location-picker': {
      const { latitude: lat, longitude: lon } = press.location ?? kyiv
      const body = { location: { lat, lon } }
      return { action, token: say(platform, actor, { type: 'location', body, isShown: true }) }
    }
    case 'open-url':
      return { action, opened: press.actionBody, token: say(platform, actor, text) }
    default:
      return { action, token: say(platform, actor, text) }
  }
}

const anyButton = ({ actionBody }: PressWish): JsonObject => ({ ActionBody: actionBody, Silent: true })

function findButton(chat: Chat, { actionBody, messageToken }: PressWish): JsonObject | undefined {
  const among = (layout: unknown) => buttonsOf(layout).find(({ ActionBody }) => ActionBody === actionBody)
  const shown = [...chat.messages.values()].filter(
    ({ status }) => status === 'delivered' || status === 'seen',
  )
  if (messageToken !== undefined)
    return among(shown.find(({ token }) => token === messageToken)?.body.rich_media)
  const onKeyboard = among(chat.keyboard?.keyboard)
  if (onKeyboard) return onKeyboard
  for (const { body } of shown.toReversed()) {
    const found = among(body.rich_media)
    if (found) return found
  }
  return undefined
}

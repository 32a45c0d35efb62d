import type { KeyboardButton, ReplyKeyboard } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useDoing } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly keyboard: ReplyKeyboard
  readonly askForContact: () => void
  /** A button was used: a keyboard for one time goes away. */
  readonly used: () => void
}

/** The bot's buttons in place of the letters: each says its own words. */
export function ReplyKeys({ personId, keyboard, askForContact, used }: Props) {
  const doing = useDoing()
  const press = (button: KeyboardButton) => {
    if (button.request_contact) return askForContact()
    if (asksForMore(button)) return doing.toast(personId, 'Пісочниця не вміє такої кнопки')
    doing.send(personId, { text: button.text })
    used()
  }
  return h(
    'div',
    { class: 'reply-keyboard', role: 'group', 'aria-label': 'Клавіатура бота' },
    keyboard.keyboard.map((row, rowIndex) =>
      h(
        'div',
        { class: 'reply-row', key: rowIndex },
        row.map((given, index) => {
          const button = typeof given === 'string' ? { text: given } : given
          return h(
            'button',
            {
              key: index,
              type: 'button',
              class: ['reply-key', button.style && `key-${button.style}`].filter(Boolean).join(' '),
              onClick: () => press(button),
            },
            button.request_contact && h(Icon, { name: 'person' }),
            h('span', null, button.text),
          )
        }),
      ),
    ),
  )
}

function asksForMore(button: KeyboardButton): boolean {
  return Object.keys(button).some((key) => key.startsWith('request_') || key === 'web_app')
}

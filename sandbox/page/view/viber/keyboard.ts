import type { ViberKeyboard } from '../../viber-wire.ts'
import { h } from '../h.ts'
import { ButtonGrid } from './grid.ts'
import type { Press } from './pressing.ts'

/** The bot's buttons below the line one writes in, until a message brings others or none. */
export function KeyboardView({ keyboard, press }: { keyboard: ViberKeyboard; press: Press }) {
  return h(
    'div',
    {
      class: 'viber-keyboard',
      role: 'group',
      'aria-label': 'Клавіатура бота',
      style: keyboard.bgColor ? { backgroundColor: keyboard.bgColor } : {},
    },
    h(ButtonGrid, { columns: 6, buttons: keyboard.rows, press: (button) => press(button) }),
  )
}

import { isSamePress } from '../state/doing.ts'
import { addressOf, startParameterOf } from '../text/links.ts'
import type { ChatMessage, InlineButton } from '../wire.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly messageId: number
  readonly rows: NonNullable<ChatMessage['inlineKeyboard']>
}

/** The buttons under a bubble, in the rows the bot gave. */
export function InlineKeyboard({ personId, messageId, rows }: Props) {
  return h(
    'div',
    { class: 'inline-keyboard' },
    rows.map((row, rowIndex) =>
      h(
        'div',
        { class: 'inline-row', key: rowIndex },
        row.map((button, index) => h(InlineKey, { key: index, personId, messageId, button })),
      ),
    ),
  )
}

interface KeyProps {
  readonly personId: number
  readonly messageId: number
  readonly button: InlineButton
}

function InlineKey({ personId, messageId, button }: KeyProps) {
  const doing = useDoing()
  const press = { personId, messageId, data: button.callback_data ?? '' }
  const isPending = useSandbox(
    (state) => button.callback_data !== undefined && state.presses.some((other) => isSamePress(other, press)),
  )
  const bot = useSandbox((state) => state.setup!.bot)
  const address = button.url === undefined ? null : addressOf({ type: 'url' }, button.url)
  if (address !== null) return h(UrlKey, { personId, button, address })

  const act = () => {
    if (button.callback_data !== undefined) void doing.press(press)
    else if (button.copy_text) void doing.copy(personId, button.copy_text.text)
    else if (button.switch_inline_query !== undefined)
      doing.draft(personId, { text: `@${bot} ${button.switch_inline_query}` })
    else doing.toast(personId, 'Пісочниця не вміє такої кнопки')
  }
  return h(
    'button',
    {
      type: 'button',
      class: keyClass(button),
      title: button.text,
      disabled: button.disabled !== undefined,
      'aria-busy': isPending || undefined,
      onClick: act,
    },
    h('span', { class: 'key-text' }, button.text),
    button.copy_text && h(Icon, { name: 'copy' }),
  )
}

interface UrlKeyProps extends Omit<KeyProps, 'messageId'> {
  readonly address: string
}

function UrlKey({ personId, button, address }: UrlKeyProps) {
  const doing = useDoing()
  const bot = useSandbox((state) => state.setup!.bot)
  const start = startParameterOf(address, bot)
  const onClick = (event: MouseEvent) => {
    if (start === null) return
    event.preventDefault()
    doing.start(personId, start)
  }
  return h(
    'a',
    {
      class: keyClass(button),
      href: address,
      target: '_blank',
      rel: 'noopener noreferrer',
      title: button.text,
      onClick,
    },
    h('span', { class: 'key-text' }, button.text),
    h(Icon, { name: 'open' }),
  )
}

function keyClass(button: InlineButton): string {
  return ['key', button.style && `key-${button.style}`].filter(Boolean).join(' ')
}

import { h } from './h.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly botName: string
}

/** What somebody who has not written yet sees: what the bot is for, and one button. */
export function Welcome({ personId, botName }: Props) {
  const doing = useDoing()
  const description = useSandbox((state) => state.bot?.description)
  return h(
    'div',
    { class: 'welcome' },
    h('span', { class: 'bot-sign', 'aria-hidden': 'true' }, Array.from(botName)[0]),
    h('h4', null, botName),
    h('p', null, description || 'Тут ще немає розмови. Почніть її, і бот відповість.'),
    h(
      'button',
      { type: 'button', class: 'start', onClick: () => doing.send(personId, { text: '/start' }) },
      'Почати',
    ),
  )
}

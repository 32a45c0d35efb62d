import { digitsOf, personById } from '../state/state.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useDoing, useSandbox } from './sandbox.ts'

/** The newest text message to the person's number, over whatever their phone shows, until it is closed. */
export function SmsBanner({ personId }: { personId: number }) {
  const doing = useDoing()
  const sms = useSandbox((state) => state.sms.get(digitsOf(personById(state, personId)!.phone)))
  return h(
    'div',
    { class: 'sms-place', role: 'status' },
    sms &&
      h(
        'div',
        { class: 'sms' },
        h(Icon, { name: 'chat' }),
        h('p', null, h('b', null, 'SMS: '), sms.text),
        h(
          'button',
          { type: 'button', class: 'tool', 'aria-label': 'Закрити SMS', onClick: () => doing.closeSms(sms) },
          h(Icon, { name: 'close' }),
        ),
      ),
  )
}

import { useEffect, useState } from 'preact/hooks'
import { nameOf, personById } from '../../state/state.ts'
import type { ViberChat } from '../../viber-wire.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { useSandbox, useViber } from '../sandbox.ts'
import { SmsBanner } from '../sms-banner.ts'
import { ViberComposer } from './composer.ts'
import { ViberHeader } from './header.ts'
import { KeyboardView } from './keyboard.ts'
import { ViberMessages } from './messages.ts'
import { usePress } from './pressing.ts'
import { type Question, QuestionDialog } from './questions.ts'

interface Props {
  readonly personId: number
  /** Who they are in Viber. */
  readonly id: string
}

/** One person's phone with Viber open on it, in the chat with the bot. */
export function ViberPhone({ personId, id }: Props) {
  const name = useSandbox((state) => nameOf(state, personById(state, personId)!))
  const notice = useSandbox((state) => state.notices.get(id))
  const [question, ask] = useState<Question | null>(null)
  return h(
    'section',
    { class: 'phone viber', 'aria-label': `Viber: ${name}` },
    h(
      'div',
      { class: 'phone-screen', inert: question !== null },
      h(ViberHeader, { personId, id, ask }),
      h(ChatBody, { id, ask }),
    ),
    h('div', { class: 'toasts', role: 'status' }, notice && h('p', { class: 'toast' }, notice.text)),
    h(SmsBanner, { personId }),
    question && h(QuestionDialog, { personId, id, question, closed: () => ask(null) }),
  )
}

interface BodyProps extends Pick<Props, 'id'> {
  readonly ask: (question: Question) => void
}

function ChatBody({ id, ask }: BodyProps) {
  const chat = useSandbox((state) => state.viber.chats.get(id))
  const botName = useSandbox((state) => state.viber.bot!.name)
  const press = usePress(id, ask)
  if (!chat) return h('div', { class: 'waiting', 'aria-busy': 'true' }, h('p', null, 'Відкриваємо розмову…'))
  const isNew = chat.messages.length === 0 && !chat.subscribed
  return [
    isNew ? h(Invitation, { id, botName }) : h(ViberMessages, { id, botName, press, ask }),
    !chat.online && h('p', { class: 'viber-note' }, 'Телефон вимкнено: повідомлення чекають.'),
    !isNew && !chat.subscribed && h(Unsubscribed, { id }),
    h(Input, { id, ask, chat, press }),
  ]
}

/** What somebody sees who has never opened the chat. */
function Invitation({ id, botName }: { id: string; botName: string }) {
  const inViber = useViber()
  return h(
    'div',
    { class: 'welcome' },
    h('span', { class: 'bot-sign', 'aria-hidden': 'true' }, Array.from(botName)[0]),
    h('h4', null, botName),
    h('p', null, 'Відкрийте чат, і бот привітається.'),
    h('button', { type: 'button', class: 'start', onClick: () => inViber.open(id) }, 'Відкрити чат'),
  )
}

function Unsubscribed({ id }: { id: string }) {
  const inViber = useViber()
  return h(
    'div',
    { class: 'viber-note' },
    h('p', null, 'Ви не підписані: бот не може написати першим.'),
    h('button', { type: 'button', onClick: () => inViber.setSubscribed(id, true) }, 'Підписатися'),
  )
}

interface InputProps extends BodyProps {
  readonly chat: ViberChat
  readonly press: ReturnType<typeof usePress>
}

/** The line one writes in, as far as the bot's keyboard lets it be, and the keyboard. */
function Input({ id, ask, chat, press }: InputProps) {
  const { keyboard } = chat
  const [isOpen, setOpen] = useState(true)
  const [isWriting, setWriting] = useState(false)
  useEffect(() => {
    setOpen(true)
    setWriting(false)
  }, [keyboard?.token])
  const field = keyboard?.inputFieldState ?? 'regular'
  const toggle = () => setOpen(!isOpen)
  return [
    field === 'minimized' && !isWriting
      ? h(
          'div',
          { class: 'composer viber-minimized' },
          h(
            'button',
            { type: 'button', class: 'quiet', onClick: () => setWriting(true) },
            h(Icon, { name: 'chat' }),
            'Написати повідомлення',
          ),
        )
      : field !== 'hidden' &&
        h(ViberComposer, { id, ask, keyboard: keyboard ? { isOpen, toggle } : undefined }),
    keyboard && (isOpen || field === 'hidden') && h(KeyboardView, { keyboard, press }),
  ]
}

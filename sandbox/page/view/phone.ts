import { useEffect, useState } from 'preact/hooks'
import { nameOf, personById } from '../state/state.ts'
import { AttachDialog } from './attach-dialogs.ts'
import { ChatHeader } from './chat-header.ts'
import { type Attachment, Composer } from './composer.ts'
import { h } from './h.ts'
import { MessageList } from './message-list.ts'
import { PhoneDialog } from './phone-dialog.ts'
import { ReplyKeys } from './reply-keyboard.ts'
import { useDoing, useSandbox } from './sandbox.ts'
import { SmsBanner } from './sms-banner.ts'
import { Welcome } from './welcome.ts'

/** One person's phone, with the chat with the bot on it. */
export function Phone({ personId }: { personId: number }) {
  const doing = useDoing()
  const name = useSandbox((state) => nameOf(state, personById(state, personId)!))
  const botName = useSandbox((state) => state.bot?.firstName ?? state.setup!.title)
  const notice = useSandbox((state) => state.notices.get(personId))
  const [attachment, attach] = useState<Attachment | null>(null)
  const alert = notice?.kind === 'alert' ? notice : null

  return h(
    'section',
    { class: 'phone', 'aria-label': `Телефон: ${name}` },
    h(
      'div',
      { class: 'phone-screen', inert: attachment !== null || alert !== null },
      h(ChatHeader, { personId, botName }),
      h(ChatBody, { personId, botName, attach }),
    ),
    h(
      'div',
      { class: 'toasts', role: 'status' },
      notice?.kind === 'toast' && h('p', { class: 'toast' }, notice.text),
    ),
    h(SmsBanner, { personId }),
    attachment && h(AttachDialog, { personId, attachment, closed: () => attach(null) }),
    alert &&
      h(
        PhoneDialog,
        {
          title: botName,
          role: 'alertdialog',
          confirm: 'Зрозуміло',
          confirmed: () => doing.closeNotice(personId, alert),
          closed: () => doing.closeNotice(personId, alert),
        },
        h('p', null, alert.text),
      ),
  )
}

interface BodyProps {
  readonly personId: number
  readonly botName: string
  readonly attach: (attachment: Attachment) => void
}

function ChatBody({ personId, botName, attach }: BodyProps) {
  const view = useSandbox((state) => state.chats.get(personId)?.view)
  const keyboard = view?.replyKeyboard ?? null
  const [isOpen, setOpen] = useOpenKeyboard(keyboard?.messageId)
  if (!view) return h('div', { class: 'waiting', 'aria-busy': 'true' }, h(WaitingWords, {}))
  if (personId < 0 && view.blocked) return [h(Talk, { personId, botName })]
  if (view.blocked) return [h(Talk, { personId, botName }), h(BlockedBar, { personId })]
  return [
    h(Talk, { personId, botName }),
    h(Composer, {
      personId,
      attach,
      keyboard: keyboard ? { isOpen, toggle: () => setOpen(!isOpen) } : undefined,
      forced: view.forceReply ?? undefined,
      placeholder: view.forceReply?.placeholder ?? keyboard?.placeholder,
    }),
    keyboard &&
      isOpen &&
      h(ReplyKeys, {
        personId,
        keyboard,
        askForContact: () => attach({ kind: 'own-contact' }),
        used: () => setOpen(!keyboard.oneTime),
      }),
  ]
}

function WaitingWords() {
  const isBotThere = useSandbox((state) => state.bot !== null)
  return h('p', null, isBotThere ? 'Відкриваємо розмову…' : 'Бот ще не вийшов на звʼязок, чекаємо на нього')
}

function Talk({ personId, botName }: Omit<BodyProps, 'attach'>) {
  const isEmpty = useSandbox((state) => state.chats.get(personId)?.view.messages.length === 0)
  if (isEmpty && personId < 0)
    return h(
      'div',
      { class: 'welcome' },
      h('p', null, 'Тут ще порожньо. Додайте бота: меню «⋮» → «Додати бота».'),
    )
  return isEmpty ? h(Welcome, { personId, botName }) : h(MessageList, { personId, botName })
}

function BlockedBar({ personId }: { personId: number }) {
  const doing = useDoing()
  return h(
    'div',
    { class: 'blocked-bar' },
    h('p', null, 'Ви заблокували бота: він не може вам писати.'),
    h(
      'button',
      { type: 'button', class: 'strong', onClick: () => doing.setBlocked(personId, false) },
      'Розблокувати',
    ),
  )
}

/** A keyboard opens when the bot sends another one; between, the person decides. */
function useOpenKeyboard(broughtBy: number | undefined): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(true)
  useEffect(() => setOpen(true), [broughtBy])
  return [isOpen, setOpen]
}

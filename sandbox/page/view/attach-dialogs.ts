import { useEffect, useState } from 'preact/hooks'
import { shrinkPhoto } from '../chat/shrink-photo.ts'
import { personById } from '../state/state.ts'
import { phoneLabel, readPhone } from '../text/people.ts'
import type { Attachment } from './composer.ts'
import { Field } from './field.ts'
import { h } from './h.ts'
import { PhoneDialog } from './phone-dialog.ts'
import { useDoing, useSandbox } from './sandbox.ts'

interface Props {
  readonly personId: number
  readonly closed: () => void
}

/** Asks what is still to be known before an attachment is sent. */
export function AttachDialog({ attachment, ...props }: Props & { attachment: Attachment }) {
  const doing = useDoing()
  switch (attachment.kind) {
    case 'own-contact':
      return h(OwnContact, props)
    case 'other-contact':
      return h(ContactToSend, {
        closed: props.closed,
        send: ({ phone, name }) =>
          void doing.send(props.personId, { contact: { phone, own: false, firstName: name } }),
      })
    case 'photo':
      return h(PhotoToSend, {
        closed: props.closed,
        file: attachment.file,
        send: (photo) => void doing.send(props.personId, { photo }),
        refused: (words) => doing.toast(props.personId, words),
      })
  }
}

function OwnContact({ personId, closed }: Props) {
  const doing = useDoing()
  const person = useSandbox((state) => personById(state, personId)!)
  const botName = useSandbox((state) => state.bot?.firstName ?? state.setup!.title)
  const { phone, firstName } = person
  if (phone === undefined) {
    return h(
      PhoneDialog,
      { title: 'Номера немає', confirm: 'Зрозуміло', confirmed: closed, closed },
      h('p', null, `Для «${firstName}» не вказано телефону.`),
    )
  }
  const confirmed = () => {
    doing.send(personId, { contact: { phone, own: true, firstName } })
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Поділитися своїм номером?', confirm: 'Поділитися', cancel: 'Скасувати', confirmed, closed },
    h(
      'p',
      null,
      `${botName} побачить ваш номер: `,
      h('strong', { class: 'phone-number' }, phoneLabel(phone)),
    ),
  )
}

interface ContactProps extends Pick<Props, 'closed'> {
  readonly send: (contact: { phone: string; name: string }) => void
}

/** Asks for somebody's name and number. */
export function ContactToSend({ send, closed }: ContactProps) {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  const [isRefused, setRefused] = useState(false)
  const confirmed = () => {
    const phone = readPhone(typed)
    if (phone === null || name.trim() === '') return setRefused(true)
    send({ phone, name: name.trim() })
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Чужий контакт', confirm: 'Надіслати контакт', cancel: 'Скасувати', confirmed, closed },
    h(Field, {
      label: 'Імʼя',
      value: name,
      changed: setName,
      error: isRefused && name.trim() === '' ? 'Напишіть імʼя' : undefined,
    }),
    h(Field, {
      label: 'Телефон',
      type: 'tel',
      placeholder: '+380 67 123 45 67',
      value: typed,
      changed: setTyped,
      error: isRefused && readPhone(typed) === null ? 'Потрібен номер на зразок 067 123 45 67' : undefined,
    }),
  )
}

interface PhotoProps extends Pick<Props, 'closed'> {
  readonly file: File
  readonly send: (photo: { base64: string; caption?: string }) => void
  /** It is no photo: what to say. */
  readonly refused: (words: string) => void
}

/** Shows a photo before it is sent, and asks for words to it. */
export function PhotoToSend({ file, send, refused, closed }: PhotoProps) {
  const [caption, setCaption] = useState('')
  const preview = useObjectUrl(file)
  const confirmed = async () => {
    closed()
    const base64 = await shrinkPhoto(file).catch(() => null)
    if (base64 === null) return refused('Це не схоже на фото')
    const words = caption.trim()
    send({ base64, ...(words !== '' && { caption: words }) })
  }
  return h(
    PhoneDialog,
    { title: 'Надіслати фото', confirm: 'Надіслати фото', cancel: 'Скасувати', confirmed, closed },
    preview && h('img', { class: 'preview', src: preview, alt: file.name }),
    h(Field, { label: 'Підпис', value: caption, changed: setCaption }),
  )
}

function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url
}

import { useState } from 'preact/hooks'
import { personById } from '../../state/state.ts'
import { phoneLabel } from '../../text/people.ts'
import type { ViberButton, ViberPlace } from '../../viber-wire.ts'
import { ContactToSend, PhotoToSend } from '../attach-dialogs.ts'
import { Field } from '../field.ts'
import { h } from '../h.ts'
import { sizeLabel } from '../media.ts'
import { PhoneDialog } from '../phone-dialog.ts'
import { useDoing, useSandbox, useViber } from '../sandbox.ts'

/** What the phone asks its person before it does something. */
export type Question =
  | { readonly kind: 'own-contact' | 'other-contact' | 'link' }
  | { readonly kind: 'share-phone'; readonly button: ViberButton }
  /** With a button: of one that asks for a place. */
  | { readonly kind: 'place'; readonly button?: ViberButton }
  | { readonly kind: 'photo' | 'file'; readonly file: File }
  | { readonly kind: 'forward'; readonly text: string }

interface Props {
  readonly personId: number
  readonly id: string
  readonly closed: () => void
}

export function QuestionDialog({ question, ...props }: Props & { question: Question }) {
  const { id, closed } = props
  const doing = useDoing()
  const inViber = useViber()
  switch (question.kind) {
    case 'own-contact':
      return h(SharePhone, { ...props, share: (contact) => void inViber.send(id, { contact }) })
    case 'share-phone':
      return h(SharePhone, { ...props, share: () => void inViber.press(id, question.button) })
    case 'other-contact':
      return h(ContactToSend, { closed, send: (contact) => void inViber.send(id, { contact }) })
    case 'photo':
      return h(PhotoToSend, {
        closed,
        file: question.file,
        send: (photo) => void inViber.send(id, { photo }),
        refused: (words) => doing.toast(id, words),
      })
    case 'file':
      return h(FileToSend, { ...props, file: question.file })
    case 'place':
      return h(Place, {
        closed,
        send: (location) =>
          void (question.button
            ? inViber.press(id, question.button, { location })
            : inViber.send(id, { location })),
      })
    case 'forward':
      return h(Forward, { ...props, text: question.text })
    case 'link':
      return h(OpenByLink, props)
    default:
      return question satisfies never
  }
}

type Contact = { phone: string; name: string }

function SharePhone({ personId, share, closed }: Props & { share: (contact: Contact) => void }) {
  const person = useSandbox((state) => personById(state, personId)!)
  const botName = useSandbox((state) => state.viber.bot!.name)
  const { phone = '', firstName: name } = person
  const confirmed = () => {
    share({ phone, name })
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Поділитися номером?', confirm: 'Поділитися', cancel: 'Скасувати', confirmed, closed },
    h(
      'p',
      null,
      `${botName} побачить ваш номер: `,
      h('strong', { class: 'phone-number' }, phoneLabel(phone)),
    ),
  )
}

function FileToSend({ id, file, closed }: Props & { file: File }) {
  const doing = useDoing()
  const inViber = useViber()
  const confirmed = async () => {
    closed()
    const base64 = await base64Of(file).catch(() => '')
    if (base64 === '') return doing.toast(id, 'Цей файл порожній або не читається')
    await inViber.send(id, { file: { base64, fileName: file.name } })
  }
  return h(
    PhoneDialog,
    { title: 'Надіслати файл', confirm: 'Надіслати файл', cancel: 'Скасувати', confirmed, closed },
    h('p', null, `${file.name}, ${sizeLabel(file.size)}`),
  )
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

const places: readonly (ViberPlace & { name: string })[] = [
  { name: 'Київ, Майдан Незалежності', latitude: 50.4501, longitude: 30.5234 },
  { name: 'Львів, площа Ринок', latitude: 49.8419, longitude: 24.0315 },
  { name: 'Одеса, Дерибасівська', latitude: 46.4846, longitude: 30.7326 },
]

function Place({ send, closed }: Pick<Props, 'closed'> & { send: (place: ViberPlace) => void }) {
  const [chosen, choose] = useState(0)
  const confirmed = () => {
    const { latitude, longitude } = places[chosen]!
    send({ latitude, longitude })
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Надіслати місце', confirm: 'Надіслати місце', cancel: 'Скасувати', confirmed, closed },
    h(
      'fieldset',
      { class: 'choices' },
      places.map(({ name }, index) =>
        h(
          'label',
          { class: 'choice', key: name },
          h('input', {
            type: 'radio',
            name: 'place',
            checked: index === chosen,
            onChange: () => choose(index),
          }),
          h('span', null, name),
        ),
      ),
    ),
  )
}

function Forward({ id, text, closed }: Props & { text: string }) {
  const doing = useDoing()
  const confirmed = () => {
    doing.copy(id, text)
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Переслати', confirm: 'Скопіювати', cancel: 'Закрити', confirmed, closed },
    h('p', { class: 'viber-forward' }, text),
  )
}

function OpenByLink({ id, closed }: Props) {
  const inViber = useViber()
  const uri = useSandbox((state) => state.viber.bot!.uri)
  const [word, setWord] = useState('')
  const confirmed = () => {
    // The whole link will do as well as its word.
    const link = inViber.linkOf(word.trim())
    const context = link?.to === 'chat' ? link.context : word.trim()
    void inViber.open(id, context || null)
    closed()
  }
  return h(
    PhoneDialog,
    { title: 'Відкрити за посиланням', confirm: 'Відкрити', cancel: 'Скасувати', confirmed, closed },
    h(Field, { label: `Слово з viber://pa?chatURI=${uri}&context=…`, value: word, changed: setWord }),
  )
}

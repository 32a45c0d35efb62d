import { useEffect, useState } from 'preact/hooks'
import { unreadOf } from '../state/state.ts'
import type { Side } from '../wire.ts'
import { EnlargedPhoto } from './enlarged-photo.ts'
import { h } from './h.ts'
import { NarrowPage, WidePage } from './pages.ts'
import { PersonForm } from './person-form.ts'
import { useSandbox } from './sandbox.ts'

/** The whole page: customers' phones beside the staff's, or one phone in a narrow window. */
export function App() {
  const isReady = useSandbox((state) => state.setup !== null)
  const isLost = useSandbox((state) => state.link === 'lost')
  const isNarrow = useSandbox((state) => state.room === 1)
  const enlarged = useSandbox((state) => state.enlarged)
  useDocumentTitle()
  const [adding, setAdding] = useState<Side | null>(null)
  if (!isReady) return h(Splash, { isLost })

  return h(
    'div',
    { class: isNarrow ? 'app narrow' : 'app wide' },
    h('div', { class: 'link-bar', role: 'status' }, h(LinkWords, {})),
    h(isNarrow ? NarrowPage : WidePage, { add: setAdding }),
    adding && h(PersonForm, { side: adding, closed: () => setAdding(null) }),
    enlarged && h(EnlargedPhoto, { photo: enlarged }),
  )
}

/** The browser's tab tells of messages on phones that are not in view. */
function useDocumentTitle(): void {
  const title = useSandbox((state) => state.setup?.title ?? 'Пісочниця')
  const unread = useSandbox((state) =>
    state.persons.reduce((sum, person) => sum + unreadOf(state, person.id), 0),
  )
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${title}` : title
  }, [title, unread])
}

function LinkWords() {
  const isLive = useSandbox((state) => state.link === 'live')
  return isLive ? null : h('p', null, 'Звʼязок із пісочницею втрачено, зʼєднуємо знову')
}

function Splash({ isLost }: { isLost: boolean }) {
  return h(
    'main',
    { class: 'splash', 'aria-busy': 'true' },
    h(
      'p',
      { role: 'status' },
      isLost ? 'Пісочниця ще не відповідає, чекаємо на неї' : 'Відкриваємо пісочницю…',
    ),
  )
}

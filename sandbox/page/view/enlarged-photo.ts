import { useLayoutEffect, useRef } from 'preact/hooks'
import type { EnlargedPhoto as Photo } from '../state/state.ts'
import { h } from './h.ts'
import { Icon } from './icon.ts'
import { useDoing } from './sandbox.ts'

/** A photo over the whole page; a press anywhere or Escape takes it away. */
export function EnlargedPhoto({ photo }: { photo: Photo }) {
  const doing = useDoing()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current!.showModal(), [])
  const close = () => doing.enlarge(null)
  return h(
    'dialog',
    { class: 'enlarged', ref: dialog, 'aria-label': photo.alt, onClose: close, onClick: close },
    h('img', { src: photo.url, alt: photo.alt, width: photo.width, height: photo.height }),
    h('button', { type: 'button', 'aria-label': 'Закрити фото' }, h(Icon, { name: 'close' })),
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Carousel, ViberMessage } from '../../viber-wire.ts'
import { h } from '../h.ts'
import { Icon } from '../icon.ts'
import { ButtonGrid } from './grid.ts'
import type { Press } from './pressing.ts'

interface Props {
  readonly token: ViberMessage['token']
  readonly carousel: Carousel
  readonly press: Press
}

/** Cards beside one another: swiped on a phone, moved by the arrows at their sides where there is a pointer. */
export function CarouselView({ token, carousel, press }: Props) {
  const { columns, rows, bgColor, cards } = carousel
  const strip = useRef<HTMLDivElement>(null)
  const [ends, setEnds] = useState({ atStart: true, atEnd: true })
  const look = () => {
    // A scroll may still tell of itself when the cards are gone.
    if (!strip.current) return
    const { scrollLeft, scrollWidth, clientWidth } = strip.current
    const next = { atStart: scrollLeft < 4, atEnd: scrollLeft + clientWidth > scrollWidth - 4 }
    setEnds((before) => (before.atStart === next.atStart && before.atEnd === next.atEnd ? before : next))
  }
  useEffect(() => {
    const sizes = new ResizeObserver(look)
    sizes.observe(strip.current!)
    return () => sizes.disconnect()
  }, [cards.length])
  const turn = (by: number) => {
    const card = strip.current!.querySelector('.viber-card')!
    strip.current!.scrollBy({ left: by * (card.clientWidth + 8), behavior: 'smooth' })
  }
  const arrow = (by: 1 | -1, name: string, isHidden: boolean) =>
    h(
      'button',
      {
        type: 'button',
        class: `viber-turn ${by < 0 ? 'before' : 'after'}`,
        'aria-label': name,
        hidden: isHidden,
        onClick: () => turn(by),
      },
      h(Icon, { name: 'down' }),
    )
  return h(
    'div',
    { class: 'viber-carousel' },
    h(
      'div',
      {
        class: 'viber-strip',
        ref: strip,
        role: 'group',
        'aria-label': `Картки: ${cards.length}`,
        tabIndex: 0,
        onScroll: look,
      },
      cards.map((card, index) =>
        h(
          'div',
          {
            key: index,
            class: 'viber-card',
            style: {
              width: `calc(var(--card-width) * ${columns} / 6)`,
              height: `calc(var(--card-row) * ${rows})`,
              ...(bgColor && { backgroundColor: bgColor }),
            },
          },
          h(ButtonGrid, { columns, buttons: card.rows, press: (button) => press(button, token) }),
        ),
      ),
    ),
    arrow(-1, 'Попередня картка', ends.atStart),
    arrow(1, 'Наступна картка', ends.atEnd),
  )
}

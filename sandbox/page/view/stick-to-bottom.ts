import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** So near to the end a person still means "at the end". */
const nearPx = 56

interface Sticking {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly isAtBottom: boolean
  readonly toBottom: () => void
}

/**
 * Keeps a list that was scrolled to its end at its end while anything in it or around it changes
 * its height, and leaves it alone where the person has scrolled up. `ownKey` changes with each
 * message of one's own: that always leads to the end.
 */
export function useStickToBottom(ownKey: number): Sticking {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const sticks = useRef(true)
  const [isAtBottom, setAtBottom] = useState(true)

  const stick = () => {
    const list = scroller.current
    if (list && sticks.current) list.scrollTop = list.scrollHeight
  }

  useLayoutEffect(() => {
    sticks.current = true
    stick()
  }, [ownKey])

  useEffect(() => {
    const list = scroller.current!
    let lastTop = list.scrollTop
    const onScroll = () => {
      const top = list.scrollTop
      // Only a person scrolls up; what is far from the end otherwise has just grown, and is about to be followed.
      if (list.scrollHeight - list.clientHeight - top < nearPx) sticks.current = true
      else if (top < lastTop) sticks.current = false
      lastTop = top
      setAtBottom(sticks.current)
    }
    const sizes = new ResizeObserver(stick)
    sizes.observe(list)
    sizes.observe(content.current!)
    list.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      list.removeEventListener('scroll', onScroll)
    }
  }, [])

  const toBottom = () =>
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'smooth' })
  return { scroller, content, isAtBottom, toBottom }
}

import { useRef } from 'preact/hooks'
import type { ViberButton } from '../../viber-wire.ts'
import { useDoing, useViber } from '../sandbox.ts'
import type { Question } from './questions.ts'

/**
 * What a press of a button does on this phone: asks for the number or a place where the button wants one, tells the
 * bot, and goes where the button leads. A press that is still on its way is not made twice.
 */
export function usePress(id: string, ask: (question: Question) => void) {
  const doing = useDoing()
  const inViber = useViber()
  const underWay = useRef(new Set<string>()).current

  return async (button: ViberButton, token?: string) => {
    const { actionType, actionBody } = button
    if (actionType === 'share-phone') return ask({ kind: 'share-phone', button })
    if (actionType === 'location-picker') return ask({ kind: 'place', button })
    const link = actionType === 'open-url' ? inViber.linkOf(actionBody) : null
    if (actionType === 'open-url' && link === null) doing.toast(id, 'Це посилання нікуди не веде')
    if (link?.to === 'forward') ask({ kind: 'forward', text: link.text })
    const name = `${token} ${actionBody}`
    if (underWay.has(name)) return
    underWay.add(name)
    await inViber.press(id, button, { token })
    underWay.delete(name)
    if (link?.to === 'chat') await inViber.open(id, link.context)
  }
}

export type Press = ReturnType<typeof usePress>

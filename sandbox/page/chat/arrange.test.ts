import { expect, test } from 'vitest'
import type { ChatMessage } from '../wire.ts'
import { arrange } from './arrange.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const at = (iso: string) => Date.parse(iso) / 1000
const photo = { url: '/x', width: 4, height: 3 }

let lastId = 0
const message = (over: Partial<ChatMessage> = {}): ChatMessage => {
  lastId += 1
  return { messageId: lastId, from: 'bot', date: at('2026-11-25T10:00:00Z'), text: 'x', ...over }
}

test('each day stands under its own label', () => {
  const days = arrange([message({ date: at('2026-11-23T10:00:00Z') }), message()], now)
  expect(days.map((day) => day.label)).toEqual(['пн, 23 листопада', 'сьогодні'])
})

test('photos of one album become one bubble, those of another do not join it', () => {
  const rows = arrange(
    [
      message({ photo, mediaGroupId: 'a' }),
      message({ photo, mediaGroupId: 'a' }),
      message({ photo, mediaGroupId: 'b' }),
      message({ photo }),
      message({ photo }),
    ],
    now,
  )[0]!.rows
  expect(rows.map((row) => row.messages.length)).toEqual([2, 1, 1, 1])
})

test('a run of bubbles ends where the sender changes or a pause was made', () => {
  const rows = arrange(
    [
      message(),
      message(),
      message({ from: 'person' }),
      message({ from: 'person', date: at('2026-11-25T10:30:00Z') }),
    ],
    now,
  )[0]!.rows
  expect(rows.map((row) => [row.first, row.last])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ])
})

test('buttons below a bubble end its run', () => {
  const inlineKeyboard = [[{ text: 'Кошик', callback_data: 'c' }]]
  const rows = arrange([message({ inlineKeyboard }), message()], now)[0]!.rows
  expect(rows.map((row) => row.last)).toEqual([true, true])
})

test('a row keeps its key when its message is edited, so that the bubble is patched in place', () => {
  const original = message()
  const edited = { ...original, text: 'y', editDate: original.date + 5 }
  expect(arrange([edited], now)[0]!.rows[0]!.key).toBe(arrange([original], now)[0]!.rows[0]!.key)
})

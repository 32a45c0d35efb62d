import { describe, expect, it } from 'vitest'
import { netChanges, type OrderChange } from './order-change.ts'

const shoe = { article: '12.1.250', values: [{ uk: '35' }] }
const brush = { article: '62.1.040', values: [] }
const pieces = (from: number, to: number): OrderChange => ({ what: 'quantity', ...shoe, from, to })
const comment = (from: string | null, to: string | null): OrderChange => ({ what: 'comment', from, to })
const size = (from: string, to: string): OrderChange => ({
  what: 'size',
  article: shoe.article,
  from: [{ uk: from }],
  to: [{ uk: to }],
})

describe('what the changes of a few minutes come to', () => {
  it.each<[string, OrderChange[], OrderChange[]]>([
    ['several of one thing: the first and the last', [pieces(1, 2), pieces(2, 3)], [pieces(1, 3)]],
    ['what was undone is not told', [pieces(1, 2), comment(null, 'a'), pieces(2, 1)], [comment(null, 'a')]],
    [
      'added, and more of it',
      [{ what: 'line_added', ...shoe, quantity: 1 }, pieces(1, 3)],
      [{ what: 'line_added', ...shoe, quantity: 3 }],
    ],
    [
      'added and taken out again',
      [
        { what: 'line_added', ...brush, quantity: 2 },
        { what: 'line_removed', ...brush, quantity: 2 },
      ],
      [],
    ],
    [
      'fewer, then none: what was there at first',
      [pieces(3, 1), { what: 'line_removed', ...shoe, quantity: 1 }],
      [{ what: 'line_removed', ...shoe, quantity: 3 }],
    ],
    ['a size by way of another', [size('35', '36'), size('36', '34')], [size('35', '34')]],
    ['different things stay apart', [pieces(1, 2), comment('a', 'b')], [pieces(1, 2), comment('a', 'b')]],
  ])('%s', (_, changes, net) => {
    expect(netChanges(changes)).toEqual(net)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParcelLine, readWaybillLines, sizesToPress, whatIsScanned } from './packing.ts'

describe('the sizes to press', () => {
  it('are the right one and its two neighbours, the same whenever the piece is drawn again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(11), fc.string(), (count, at, piece) => {
        const sizes = Array.from({ length: count }, (_, i) => ({ id: `var_${i}` }))
        const right = sizes[at % count]!.id
        const three = sizesToPress(sizes, { right, piece })
        expect(three).toHaveLength(Math.min(3, count))
        expect(three.map(({ id }) => id)).toContain(right)
        expect(sizesToPress(sizes, { right, piece })).toEqual(three)
      }),
    )
  })

  it('stand in another order for another piece: the place says nothing about which is right', () => {
    const sizes = [30, 31, 32, 33].map((size) => ({ id: `var_${size}` }))
    const places = Array.from({ length: 60 }, (_, i) =>
      sizesToPress(sizes, { right: 'var_31', piece: `shp ${i}` }).findIndex(({ id }) => id === 'var_31'),
    )
    for (const place of [0, 1, 2]) expect(places.filter((each) => each === place).length).toBeGreaterThan(8)
  })
})

describe('waybills as they are typed', () => {
  it.each([
    ['1042 20450000000001', [{ number: 1042, waybill: '20450000000001' }]],
    ['№ 1042: 2045 0000 0000 01', [{ number: 1042, waybill: '20450000000001' }]],
    ['2045 0000 0000 01', [{ waybill: '20450000000001' }]],
    ['1042 - RB123456785UA', [{ number: 1042, waybill: 'RB123456785UA' }]],
    [
      '1042 20450000000001\n\n1043 20450000000002',
      [
        { number: 1042, waybill: '20450000000001' },
        { number: 1043, waybill: '20450000000002' },
      ],
    ],
    ['1042 2045', [{}]],
    ['привіт', [{}]],
  ])('%s', (text, lines) => {
    expect(readWaybillLines(text).map(({ said: _, ...line }) => line)).toEqual(lines)
  })
})

describe('a photo of a box', () => {
  const line = (variantId: string, checked: number) =>
    ({ lineId: `l${variantId}`, variantId, quantity: 1, checked }) as ParcelLine
  const lines = [line('a', 1), line('b', 0), line('c', 0)]
  const of = (...ids: string[]) => ids.map((variantId) => ({ variantId }))

  it.each([
    ['of several codes takes the one that is still to be checked', of('x', 'a', 'c'), 'fits'],
    ['of what is checked already checks nothing else', of('a'), 'checked'],
    ['of another product names it, whatever else is on the box', of('x'), 'other'],
    ['of nothing known offers the first code', [], 'unknown'],
  ])('%s', (_, known, kind) => {
    const said = whatIsScanned({ lines }, { codes: ['1111', '2222'], known })
    expect(said.kind).toBe(kind)
    if (said.kind === 'fits') expect(said.line.variantId).toBe('c')
    if (said.kind === 'unknown') expect(said.code).toBe('1111')
  })

  it('without a code says nothing of the parcel', () => {
    expect(whatIsScanned({ lines }, { codes: [], known: [] })).toEqual({ kind: 'none' })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Available, planHolds, type Wanted } from './plan-holds.ts'

const variant = fc.constantFrom('var_a', 'var_b', 'var_c')
const outlet = fc.constantFrom('out_1', 'out_2', 'out_3')
const wantedLines = fc
  .array(fc.record({ variantId: variant, quantity: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((lines): Wanted[] => lines.map((line, i) => ({ ...line, lineId: `oln_${i}` })))
const stockRows = fc
  .uniqueArray(
    fc.record({ variantId: variant, outletId: outlet, available: fc.integer({ min: 0, max: 6 }) }),
    {
      selector: (row) => row.variantId + row.outletId,
    },
  )
  .map((rows): Available[] => rows.map((row) => ({ ...row, position: Number(row.outletId.at(-1)) })))

describe('planning what holds what', () => {
  it('covers every line exactly and never more than an outlet has, or says what is short', () => {
    fc.assert(
      fc.property(
        wantedLines,
        stockRows,
        fc.option(outlet, { nil: undefined }),
        (wanted, stock, preferred) => {
          const plan = planHolds(wanted, stock, preferred)
          const available = (variantId: string) =>
            stock.filter((row) => row.variantId === variantId).reduce((sum, row) => sum + row.available, 0)
          const needed = (variantId: string) =>
            wanted
              .filter((line) => line.variantId === variantId)
              .reduce((sum, line) => sum + line.quantity, 0)
          if (plan.kind === 'short') {
            expect(plan.shortages.length).toBeGreaterThan(0)
            for (const short of plan.shortages) {
              expect(short.available).toBe(available(short.variantId))
              expect(short.wanted).toBeGreaterThan(short.available)
            }
            return
          }
          for (const line of wanted) {
            expect(needed(line.variantId)).toBeLessThanOrEqual(available(line.variantId))
            const held = plan.holds.filter((hold) => hold.lineId === line.lineId)
            expect(held.reduce((sum, hold) => sum + hold.quantity, 0)).toBe(line.quantity)
          }
          for (const row of stock) {
            const taken = plan.holds
              .filter((hold) => hold.variantId === row.variantId && hold.outletId === row.outletId)
              .reduce((sum, hold) => sum + hold.quantity, 0)
            expect(taken).toBeLessThanOrEqual(row.available)
          }
        },
      ),
    )
  })

  it('sends one parcel where one outlet has everything, from the preferred one first', () => {
    const wanted = [
      { lineId: 'oln_1', variantId: 'var_a', quantity: 1 },
      { lineId: 'oln_2', variantId: 'var_b', quantity: 1 },
    ]
    const stock = [
      { variantId: 'var_a', outletId: 'out_1', available: 9, position: 1 },
      { variantId: 'var_a', outletId: 'out_2', available: 1, position: 2 },
      { variantId: 'var_b', outletId: 'out_2', available: 1, position: 2 },
      { variantId: 'var_a', outletId: 'out_3', available: 1, position: 3 },
      { variantId: 'var_b', outletId: 'out_3', available: 1, position: 3 },
    ]
    const outletsOf = (preferred?: string) => {
      const plan = planHolds(wanted, stock, preferred)
      return plan.kind === 'planned' ? [...new Set(plan.holds.map((hold) => hold.outletId))] : []
    }
    expect(outletsOf()).toEqual(['out_2'])
    expect(outletsOf('out_3')).toEqual(['out_3'])
  })

  it('two lines of one variant never hold the same pair', () => {
    const plan = planHolds(
      [
        { lineId: 'oln_1', variantId: 'var_a', quantity: 1 },
        { lineId: 'oln_2', variantId: 'var_a', quantity: 1 },
      ],
      [{ variantId: 'var_a', outletId: 'out_1', available: 1, position: 1 }],
    )
    expect(plan).toEqual({ kind: 'short', shortages: [{ variantId: 'var_a', wanted: 2, available: 1 }] })
  })
})

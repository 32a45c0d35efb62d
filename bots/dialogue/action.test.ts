import { readdir } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { newId } from '../../core/kernel/ids.ts'
import {
  ACTIONS,
  type Action,
  type ActionName,
  ADDRESS_MAX_BYTES,
  readAction,
  writeAction,
} from './action.ts'
import { id, maybe, orNull, type Part, readParts, whole, writeParts } from './address.ts'

const NAMES = Object.keys(ACTIONS) as ActionName[]

const anyOf = (part: Part): fc.Arbitrary<unknown> => {
  switch (part.kind) {
    case 'id':
      return fc.constant(null).map(() => newId(part.prefix))
    case 'whole':
      return fc.nat(part.max)
    case 'one_of':
      return fc.constantFrom(...part.values)
    case 'word':
      return fc.stringMatching(/^[a-z_]{1,20}$/)
    case 'barcode':
      return fc.stringMatching(/^[A-Z0-9][A-Z0-9./_-]{3,19}$/)
    case 'yes_no':
      return fc.boolean()
    case 'absent':
      return fc.oneof(fc.constant(part.as), anyOf(part.part))
  }
}

const anyAction = (to: ActionName): fc.Arbitrary<Action> =>
  fc
    .record(
      Object.fromEntries(Object.entries(ACTIONS[to]).map(([name, part]) => [name, anyOf(part as Part)])),
    )
    .map((values) => ({ to, ...values }) as unknown as Action)

test('no two areas have an action of the same name: one of them would do nothing', async () => {
  const tables: string[] = []
  for (const folder of ['dialogue', 'staff'])
    for (const file of await readdir(`${import.meta.dirname}/../${folder}`)) {
      if (!file.endsWith('.actions.ts')) continue
      const area: Readonly<Record<string, unknown>> = await import(`../${folder}/${file}`)
      for (const [name, table] of Object.entries(area))
        if (name.endsWith('Actions')) tables.push(...Object.keys(table as object))
    }
  expect(tables.toSorted()).toEqual([...NAMES].toSorted())
})

const action = fc.constantFrom(...NAMES).chain(anyAction)

test('a button carries its action there and back, within what Telegram takes, whatever the action', () => {
  expect(NAMES.length).toBeGreaterThan(40)
  for (const name of NAMES)
    fc.assert(
      fc.property(anyAction(name), (given) => {
        const address = writeAction(given)
        expect(Buffer.byteLength(address)).toBeLessThanOrEqual(ADDRESS_MAX_BYTES)
        expect(readAction(address)).toEqual(given)
      }),
      { numRuns: 20 },
    )
})

test('anything else that is pressed is no action, or one that a button of ours could carry', () => {
  const mangled = fc
    .tuple(action, fc.nat(63), fc.string({ maxLength: 3, unit: 'binary' }))
    .map(([given, at, put]) => {
      const address = writeAction(given)
      return address.slice(0, at) + put + address.slice(at + put.length)
    })
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), mangled), (data) => {
      const read = readAction(data)
      if (read) expect(readAction(writeAction(read))).toEqual(read)
    }),
  )
})

describe('the parts of an address', () => {
  const shape = { categoryId: id('cat'), after: maybe(id('prd')), size: orNull(whole) }
  const categoryId = newId('cat')

  it('that are left out at the end take no room, and those in the middle keep theirs', () => {
    expect(writeParts(shape, { categoryId, size: null })).toEqual([categoryId])
    expect(writeParts(shape, { categoryId, size: 3 })).toEqual([categoryId, '-', '3'])
  })

  it('come back as they were: left out or null', () => {
    expect(readParts(shape, [categoryId])).toEqual({ categoryId, size: null })
    expect(readParts(shape, [categoryId, '-', '3'])).toEqual({ categoryId, size: 3 })
  })

  it('are refused when one is wrong, missing or too many', () => {
    expect(readParts(shape, [])).toBeUndefined()
    expect(readParts(shape, [newId('prd')])).toBeUndefined()
    expect(readParts(shape, [categoryId, '-', '3', '4'])).toBeUndefined()
    expect(readParts(shape, [categoryId, '-', '1e3'])).toBeUndefined()
  })
})

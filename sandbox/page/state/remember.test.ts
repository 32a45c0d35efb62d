import { expect, test } from 'vitest'
import { readStored } from './remember.ts'

test('what was remembered comes back', () => {
  const kept = {
    moved: { 7: 'staff' },
    shown: { customer: 1, staff: null },
    front: 'staff',
    messengers: { 1: 'viber' },
  }
  expect(readStored(JSON.stringify(kept))).toEqual(kept)
})

test('spoilt storage never keeps the page from opening', () => {
  expect(readStored('{')).toEqual({})
  expect(readStored('null')).toEqual({})
  expect(
    readStored('{"moved":{"7":"moon"},"shown":{"customer":"x"},"front":1,"messengers":{"7":"icq"}}'),
  ).toEqual({
    moved: {},
    messengers: {},
    shown: { customer: null, staff: null },
  })
})

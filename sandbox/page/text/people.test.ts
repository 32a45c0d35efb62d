import { expect, test } from 'vitest'
import { calledName, initials, phoneLabel, readPhone } from './people.ts'

test('a phone is read however it is typed, and refused where it cannot be one', () => {
  for (const typed of ['067 123 45 67', '+380 (67) 123-45-67', '380671234567', '80671234567'])
    expect(readPhone(typed)).toBe('+380671234567')
  expect(readPhone('123')).toBeNull()
  expect(readPhone('Олена 0671234567')).toBeNull()
})

test('a phone is written in groups', () => {
  expect(phoneLabel('380671234567')).toBe('+380 67 123 45 67')
  expect(phoneLabel('+48123456789')).toBe('+48123456789')
})

test('two people of one first name are told apart by the last', () => {
  const koval = { id: 1, firstName: 'Олена', lastName: 'Коваль' }
  const moroz = { id: 2, firstName: 'Олена', lastName: 'Мороз' }
  expect(calledName(koval, [koval])).toBe('Олена')
  expect(calledName(koval, [koval, moroz])).toBe('Олена Коваль')
  expect(initials('Олена Коваль')).toBe('ОК')
})

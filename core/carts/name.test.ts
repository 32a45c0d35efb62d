import { describe, expect, it } from 'vitest'
import type { Delivery } from './checkout-table.ts'
import { type DeliveryField, nameProblem, readName, typedDirectory } from './index.ts'

const BRANCH: Delivery = { method: 'nova_poshta_branch' }
const STORE: Delivery = { method: 'pickup' }
const HOME: Delivery = { method: 'post', country: 'Україна' }
const ABROAD: Delivery = { method: 'post', country: 'Poland' }

describe('the name of a recipient', () => {
  it.each<[string, Delivery, string]>([
    ['Коваль Олена', BRANCH, 'ok'],
    ['Koval Olena', BRANCH, 'recipient.name_letters'],
    ['Koval Olena', HOME, 'recipient.name_letters'],
    ['Koval Olena', ABROAD, 'ok'],
    ['Коваль Олена', ABROAD, 'ok'],
    ['Müller Zoë', ABROAD, 'ok'],
    ['Olena', ABROAD, 'recipient.name_full'],
    ['Olena', STORE, 'ok'],
    ['John Smith', STORE, 'ok'],
    ['Олена', STORE, 'ok'],
    ['Олена', BRANCH, 'recipient.name_full'],
    ['<b>', STORE, 'recipient.name'],
    ['0671234567', ABROAD, 'recipient.name'],
    ['   ', STORE, 'recipient.name'],
    ['ааа ббб', BRANCH, 'recipient.name'],
  ])('%s for %o: %s', (typed, to, outcome) => {
    const answer = readName(typed, to)
    expect(answer.kind === 'wrong' ? answer.code : 'ok').toBe(outcome)
    if (answer.kind === 'ok')
      expect(nameProblem({ recipient: answer.recipient, delivery: to })).toBeUndefined()
  })

  it('that did for a pickup is asked for again when a parcel carries it', () => {
    const recipient = { surname: 'Koval', firstName: 'Olena' }
    expect(nameProblem({ recipient, delivery: STORE })).toBeUndefined()
    expect(nameProblem({ recipient, delivery: BRANCH })).toBe('recipient.name_letters')
    expect(nameProblem({ recipient: { firstName: 'Олена' }, delivery: BRANCH })).toBe('recipient.name_full')
  })
})

it('a name typed in small letters begins with capital ones', () => {
  expect(readName('коваль олена', BRANCH)).toMatchObject({
    recipient: { surname: 'Коваль', firstName: 'Олена' },
  })
})

describe('an address', () => {
  const GERMANY: Delivery = { method: 'post', index: '10115', country: 'Німеччина' }
  it.each<[DeliveryField, string, Delivery, string]>([
    ['city', ' київ ', BRANCH, 'Київ'],
    ['city', 'м. львів', BRANCH, 'Львів'],
    ['city', 'смт Гребінка', BRANCH, 'смт Гребінка'],
    ['city', 'Kyiv', BRANCH, 'delivery.city'],
    ['city', 'Kyiv', HOME, 'delivery.city'],
    ['city', 'аааа', BRANCH, 'delivery.city'],
    ['city', 'фвпр', BRANCH, 'delivery.city'],
    ['city', '12345', BRANCH, 'delivery.city'],
    ['city', 'berlin', GERMANY, 'Berlin'],
    ['city', 'Łódź', ABROAD, 'Łódź'],
    ['city', 'Берлін', GERMANY, 'delivery.latin'],
    ['street', 'Chausseestraße', GERMANY, 'Chausseestraße'],
    ['street', 'Головна', GERMANY, 'delivery.latin'],
    ['street', 'вул. хорива', BRANCH, 'вул. хорива'],
    ['street', 'зелена', BRANCH, 'Зелена'],
    ['street', '1-го Травня', BRANCH, '1-го Травня'],
    ['street', '...', BRANCH, 'delivery.street'],
    ['house', '0', BRANCH, 'delivery.house'],
    ['house', '14-А', BRANCH, '14-А'],
    ['flat', '---', BRANCH, 'delivery.flat'],
    ['flat', '', BRANCH, ''],
    ['country', 'німеччина', ABROAD, 'Німеччина'],
    ['country', '12 країн', ABROAD, 'delivery.country'],
  ])('%s «%s» for %o: %s', async (field, typed, known, outcome) => {
    const answer = await typedDirectory.check(field, typed, known)
    expect(answer.kind === 'ok' ? answer.value : answer.code).toBe(outcome)
    // What was kept once is right again.
    if (answer.kind === 'ok') expect(await typedDirectory.check(field, answer.value, known)).toEqual(answer)
  })
})

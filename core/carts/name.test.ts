import { describe, expect, it } from 'vitest'
import type { Delivery } from './checkout-table.ts'
import { nameProblem, readName } from './index.ts'

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

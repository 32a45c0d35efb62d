import { GrammyError, HttpError } from 'grammy'
import { expect, it } from 'vitest'
import { ConfigError } from '../config.ts'
import { inOneLine } from './words.ts'

const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' })
const refusal = (error_code: number) =>
  new GrammyError(
    "Call to 'getMe' failed!",
    { ok: false, error_code, description: 'Unauthorized' },
    'getMe',
    {},
  )

it.each([
  ['no server', refused, 'nobody answers there'],
  ['no server at a name with two addresses', new AggregateError([refused, refused]), 'nobody answers there'],
  ['a wrong password', Object.assign(new Error('no'), { code: '28P01' }), 'the password is wrong'],
  ['a silent server', new Error('Connection terminated due to connection timeout'), 'no answer in time'],
  ['a wrong token', refusal(401), 'Telegram knows no bot with this TELEGRAM_BOT_TOKEN'],
  ['Telegram away', new HttpError('Network request failed', refused), 'Telegram is not to be reached'],
  ['several lines', new Error('one\n  two'), 'one two'],
])('a start that fails by %s says so in one line', (_, error, words) => {
  expect(inOneLine(error)).toContain(words)
  expect(inOneLine(error)).not.toContain('\n')
})

it('a start that fails by wrong settings lists them all', () => {
  expect(inOneLine(new ConfigError(['A is wrong', 'B is missing']))).toBe(
    'The settings are wrong:\n  A is wrong\n  B is missing',
  )
})

it('a start that fails by a fault of ours shows where', () => {
  expect(inOneLine(new TypeError('x is not a function'))).toContain('words.test.ts')
})

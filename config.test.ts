import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const TOKEN = '123456:AbCdEfGhIjKlMnOp'

const problemsOf = (
  environment: Record<string, string>,
  needs?: Record<string, string>,
): readonly string[] => {
  try {
    readConfig(environment, needs)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the settings', () => {
  it('need nothing: without any there is the sandbox, the own database and the queue in it', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ port: 3000, sandboxPort: 3001, workerPort: 3002, host: '127.0.0.1' })
    expect(config).toMatchObject({ telegram: null, databaseUrl: null, redisUrl: null, owners: [] })
    expect(config).toMatchObject({ logLevel: 'warn' })
    expect(config.dataDir).toMatch(/\/\.data$/)
  })

  it('that are empty count as not given', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', TELEGRAM_BOT_TOKEN: '' })).toEqual(readConfig({}))
  })

  it('lead to polling with a token, to a webhook with a public address as well', () => {
    const polling = readConfig({ TELEGRAM_BOT_TOKEN: TOKEN })
    expect(polling.telegram).toEqual({ mode: 'polling', token: TOKEN, apiRoot: 'https://api.telegram.org' })
    expect(polling.logLevel).toBe('info')
    const webhook = readConfig({ TELEGRAM_BOT_TOKEN: TOKEN, PUBLIC_URL: 'https://shop.example.com/' })
    expect(webhook.telegram).toMatchObject({ mode: 'webhook', publicUrl: 'https://shop.example.com' })
  })

  it('of text messages go together', () => {
    expect(readConfig({}).sms).toBeNull()
    const given = { SMS_API_URL: 'https://sms.example.com/api/', SMS_API_TOKEN: 'secret' }
    expect(readConfig(given).sms).toEqual({ url: 'https://sms.example.com/api', token: 'secret' })
    expect(problemsOf({ SMS_API_URL: given.SMS_API_URL })).toHaveLength(1)
  })

  it('name the owners as a list', () => {
    expect(readConfig({ OWNERS: ' telegram:1, telegram:2 ' }).owners).toEqual(['telegram:1', 'telegram:2'])
  })

  it('that are wrong are all named at once, each in words and without its value', () => {
    const problems = problemsOf(
      {
        PORT: '99999',
        SANDBOX_PORT: 'web',
        DATABASE_URL: 'mysql://root:hidden@db/kram',
        REDIS_URL: 'hidden',
        TELEGRAM_BOT_TOKEN: 'hidden',
        LOG_LEVEL: 'loud',
        OWNERS: 'olena',
      },
      { PUBLIC_URL: 'this way of starting needs it' },
    )
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'SANDBOX_PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'REDIS_URL',
      'TELEGRAM_BOT_TOKEN',
      'OWNERS',
      'PUBLIC_URL',
    ])
    expect(problems).toContain('PORT must be a port number, at most 65535')
    expect(problems.join()).not.toContain('hidden')
  })

  it('refuse a public address without a bot', () => {
    expect(problemsOf({ PUBLIC_URL: 'https://shop.example.com' })).toEqual([
      'PUBLIC_URL is set, but TELEGRAM_BOT_TOKEN is not: there is no webhook without a bot',
    ])
  })

  it('know Viber by its token and the address at which it reaches the shop', () => {
    const viber = { VIBER_AUTH_TOKEN: '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3' }
    expect(readConfig({ TELEGRAM_BOT_TOKEN: TOKEN }).viber).toBeNull()
    expect(
      readConfig({ ...viber, TELEGRAM_BOT_TOKEN: TOKEN, PUBLIC_URL: 'https://shop.example.com/' }).viber,
    ).toEqual({
      token: viber.VIBER_AUTH_TOKEN,
      apiUrl: 'https://chatapi.viber.com/pa',
      publicUrl: 'https://shop.example.com',
    })
    expect(problemsOf(viber)).toEqual([
      'VIBER_AUTH_TOKEN is set, but PUBLIC_URL is not: Viber must reach this shop',
      'VIBER_AUTH_TOKEN is set, but TELEGRAM_BOT_TOKEN is not: the staff work in Telegram',
    ])
  })
})

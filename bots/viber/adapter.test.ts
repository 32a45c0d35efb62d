import { describe, expect, it } from 'vitest'
import { BACK_PRESS, hear, pressOf, readEvent, receivedFrom } from './adapter.ts'

const USER = { id: '01234567890A=', name: 'Олена', language: 'uk', country: 'UA', api_version: 10 }
const message = (said: object) =>
  `{"event":"message","timestamp":1481142112807,"message_token":4987381189870374001,"sender":${JSON.stringify(USER)},"message":${JSON.stringify(said)}}`
const heard = (said: object) => hear(readEvent(message(said))!)?.heard

describe("Viber's events", () => {
  it('keep a token of 64 bits to the last digit', () => {
    const event = readEvent(message({ type: 'text', text: 'Добрий день' }))!
    expect(receivedFrom(event)).toMatchObject({
      source: 'viber',
      externalId: 'message:4987381189870374001:01234567890A=',
      person: 'viber:01234567890A=',
      sequence: 1481142112807n,
    })
  })

  it('are told apart though one token names several of them', () => {
    const report = (event: string) =>
      readEvent(`{"event":"${event}","timestamp":1,"message_token":4912661846655238145,"user_id":"u"}`)!
    const names = ['delivered', 'seen', 'failed'].map((event) => receivedFrom(report(event)).externalId)
    expect(new Set(names).size).toBe(3)
  })

  it('that we do not know, or that are none, are nothing', () => {
    for (const body of [
      '{"event":"webhook","timestamp":1,"message_token":2}',
      '{"event":"client_status"}',
      '{"event":"message","timestamp":1,"message_token":2}',
      '[]',
      'null',
      '7',
      '{"__proto__":{"event":"message"}}',
    ])
      expect(readEvent(body)).toBeUndefined()
    expect(() => readEvent('{"event":')).toThrow(SyntaxError)
    expect(() => readEvent('')).toThrow(SyntaxError)
  })
})

describe('what a person did in Viber', () => {
  it('is a press where it carries the mark of our buttons, else words', () => {
    expect(heard({ type: 'text', text: pressOf({ to: 'cart' }) })).toEqual({
      kind: 'action',
      action: { to: 'cart' },
    })
    expect(heard({ type: 'text', text: BACK_PRESS })).toEqual({ kind: 'back' })
    expect(heard({ type: 'text', text: 'kram:long gone' })).toEqual({ kind: 'stale' })
    expect(heard({ type: 'text', text: 'cart' })).toEqual({ kind: 'text', text: 'cart' })
  })

  it('an address is what a button opened, and asks nothing; a link of ours that was pasted leads where it leads', () => {
    expect(
      heard({ type: 'text', text: 'viber://forward?text=%D0%A2%D1%83%D1%84%D0%BB%D1%96' }),
    ).toBeUndefined()
    expect(heard({ type: 'text', text: 'viber://pa?chatURI=kram&context=p_12-1-250' })).toEqual({
      kind: 'command',
      name: 'start',
      argument: 'p_12-1-250',
    })
    expect(heard({ type: 'text', text: 'https://kram.ua' })).toEqual({
      kind: 'text',
      text: 'https://kram.ua',
    })
  })

  it('a contact is never known to be their own: anybody can share anybody', () => {
    expect(heard({ type: 'contact', contact: { name: 'Олена', phone_number: '380671234567' } })).toEqual({
      kind: 'contact',
      phone: '380671234567',
      own: false,
    })
  })

  it('a picture is named by its address, with what was written under it', () => {
    const media = { kind: 'photo', id: 'https://dl.viber.com/p.jpg', caption: 'Такі є?' }
    expect(heard({ type: 'picture', media: 'https://dl.viber.com/p.jpg', text: 'Такі є?' })).toEqual({
      kind: 'media',
      media,
    })
    for (const odd of [
      { type: 'picture' },
      { type: 'picture', media: 'no address' },
      { type: 'sticker', sticker_id: 1 },
      { type: 'new' },
    ])
      expect(heard(odd)).toEqual({ kind: 'other' })
  })

  it('opening the chat is a start with what the link carried; leaving and coming back are remembered', () => {
    const user = JSON.stringify(USER)
    const started = readEvent(
      `{"event":"conversation_started","timestamp":1,"message_token":2,"type":"open","context":"p_prd_1","user":${user},"subscribed":true}`,
    )!
    expect(hear(started)).toMatchObject({
      heard: { kind: 'command', name: 'start', argument: 'p_prd_1' },
      speaker: { person: 'viber:01234567890A=', name: 'Олена', language: 'uk' },
    })
    const left = readEvent('{"event":"unsubscribed","timestamp":1,"message_token":2,"user_id":"u"}')!
    expect(hear(left)).toMatchObject({ heard: { kind: 'blocked' }, speaker: { person: 'viber:u' } })
    const back = readEvent(`{"event":"subscribed","timestamp":1,"message_token":2,"user":${user}}`)!
    expect(hear(back)!.heard).toEqual({ kind: 'unblocked' })
  })
})

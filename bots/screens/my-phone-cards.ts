import { button, GAP } from './card.ts'
import { formatPhone } from './format.ts'
import type { MyPhoneScreen } from './my-phone.screens.ts'
import type { CardsOf } from './screen.ts'

export const myPhoneCards: CardsOf<MyPhoneScreen> = {
  my_phone: ({ phone }, { words }) => ({
    lines: [
      { bold: words.say('my_phone.title') },
      GAP,
      phone ? words.say('my_phone.proven', { phone: formatPhone(phone) }) : words.say('my_phone.lead'),
      GAP,
      words.say(phone ? 'my_phone.other' : 'my_phone.ask'),
    ],
    rows: [
      [button(words.say('more.back'), { to: 'more' }), button(words.say('home.button'), { to: 'home' })],
    ],
    asksPhone: {
      share: words.say('phone.share'),
      back: words.say('back'),
      home: words.say('home.button'),
    },
  }),
  phone_code: ({ phone }, { words }) => ({
    lines: [
      { bold: words.say('my_phone.code_title') },
      GAP,
      words.say('my_phone.code_sent', { phone: formatPhone(phone) }),
    ],
    rows: [
      [
        button(words.say('my_phone.again'), { to: 'phone_code_again' }),
        button(words.say('my_phone.another'), { to: 'my_phone' }),
      ],
      [button(words.say('home.button'), { to: 'home' })],
    ],
  }),
}

import { createHmac } from 'node:crypto'
import { writeAction } from '../../bots/dialogue/action.ts'
import { WEBHOOK_PATH as TELEGRAM_PATH, webhookSecret } from '../../bots/telegram/webhook.ts'
import { WEBHOOK_PATH as VIBER_PATH } from '../../bots/viber/webhook.ts'
import { TOKEN, VIBER_TOKEN } from './bot-process.ts'
import { createPost } from './post.ts'
import type { StandIn } from './stand-in.ts'

/** What is leafed to and put into the cart. */
export interface Leafed {
  readonly categoryId: string
  readonly productId: string
  readonly variantId: string
}

/** Updates of one conversation: /start, catalog, category, product, into the cart, the cart. */
export const UPDATES_A_CONVERSATION = 6

const SECRET = webhookSecret(TOKEN)
/** So much later than any answer comes that none is an error. */
const ANSWER_MS = 10_000

/** What is pressed after /start: as far as the cart. */
const pressesOf = ({ categoryId, productId, variantId }: Leafed): readonly string[] => [
  writeAction({ to: 'catalog' }),
  writeAction({ to: 'list', categoryId }),
  writeAction({ to: 'product', productId }),
  writeAction({ to: 'add', productId, variantId }),
  writeAction({ to: 'cart' }),
]

export interface Conversations {
  /** One whole conversation of a person; ends when the last screen is drawn. */
  hold(personId: number, leafed: Leafed): Promise<void>
  rest(): void
}

/** Talks to one bot as Telegram would for many people at once; each waits for the answer before the next tap. */
export const inTelegram = (botUrl: string, standIn: StandIn): Conversations => {
  const post = createPost(`${botUrl}${TELEGRAM_PATH}`)
  let updateId = 1

  const hold = async (personId: number, leafed: Leafed): Promise<void> => {
    const from = {
      id: personId,
      is_bot: false,
      first_name: 'Олена',
      last_name: 'Коваль',
      language_code: 'uk',
    }
    const chat = { id: personId, type: 'private', first_name: 'Олена', last_name: 'Коваль' }
    const answered = async (update: object): Promise<number> => {
      const screen = standIn.nextScreen(String(personId), ANSWER_MS)
      const body = JSON.stringify({ update_id: updateId++, ...update })
      const sent = post.send(body, { 'X-Telegram-Bot-Api-Secret-Token': SECRET })
      const [messageId] = await Promise.all([screen, sent])
      return messageId
    }
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }]
    let screen = await answered({ message: { message_id: 1, date: 1, from, chat, text: '/start', entities } })
    for (const data of pressesOf(leafed)) {
      const message = { message_id: screen, date: 1, chat, text: '.' }
      const press = { id: String(updateId), from, chat_instance: '1', data, message }
      screen = await answered({ callback_query: press })
    }
  }

  return { hold, rest: post.rest }
}

/** The same in Viber: what is pressed comes as a text, signed. */
export const inViber = (botUrl: string, standIn: StandIn): Conversations => {
  const post = createPost(`${botUrl}${VIBER_PATH}`)
  let token = 5_741_311_803_571_721_087n

  const hold = async (personId: number, leafed: Leafed): Promise<void> => {
    const id = `${String(personId).padStart(22, '0')}==`
    const sender = JSON.stringify({
      id,
      name: 'Олена Коваль',
      language: 'uk',
      country: 'UA',
      api_version: 10,
    })
    for (const text of ['/start', ...pressesOf(leafed).map((data) => `kram:${data}`)]) {
      const message = JSON.stringify({ type: 'text', text })
      const body = `{"event":"message","timestamp":${Date.now()},"message_token":${++token},"sender":${sender},"message":${message}}`
      const signature = createHmac('sha256', VIBER_TOKEN).update(body).digest('hex')
      const screen = standIn.nextScreen(id, ANSWER_MS)
      await Promise.all([screen, post.send(body, { 'X-Viber-Content-Signature': signature })])
    }
  }

  return { hold, rest: post.rest }
}

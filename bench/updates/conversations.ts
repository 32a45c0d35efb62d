import { Agent, request } from 'node:http'
import { writeAction } from '../../bots/dialogue/action.ts'
import { WEBHOOK_PATH, webhookSecret } from '../../bots/telegram/webhook.ts'
import { TOKEN } from './bot-process.ts'
import type { StandIn } from './telegram-stand-in.ts'

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

/** Talks to one bot as Telegram would for many people at once; each waits for the answer before the next tap. */
export const createConversations = (botUrl: string, telegram: StandIn) => {
  let agent = new Agent({ keepAlive: true, maxSockets: 40 })
  let updateId = 1

  const post = (update: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ update_id: updateId++, ...update })
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'X-Telegram-Bot-Api-Secret-Token': SECRET,
      }
      const sending = request(`${botUrl}${WEBHOOK_PATH}`, { method: 'POST', agent, headers }, (response) => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`the bot said ${response.statusCode}`)),
        )
      })
      sending.on('error', reject)
      sending.end(body)
    })

  /** One whole conversation of a person; ends when the last screen is drawn. */
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
      const screen = telegram.nextScreen(personId, ANSWER_MS)
      const [messageId] = await Promise.all([screen, post(update)])
      return messageId
    }
    const presses = [
      writeAction({ to: 'catalog' }),
      writeAction({ to: 'list', categoryId: leafed.categoryId }),
      writeAction({ to: 'product', productId: leafed.productId }),
      writeAction({ to: 'add', productId: leafed.productId, variantId: leafed.variantId }),
      writeAction({ to: 'cart' }),
    ]
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }]
    let screen = await answered({ message: { message_id: 1, date: 1, from, chat, text: '/start', entities } })
    for (const data of presses) {
      const message = { message_id: screen, date: 1, chat, text: '.' }
      const press = { id: String(updateId), from, chat_instance: '1', data, message }
      screen = await answered({ callback_query: press })
    }
  }

  return {
    hold,
    /** Hangs up: a server drops connections that rest for seconds, and whoever uses one that moment loses an update. */
    rest: () => {
      agent.destroy()
      agent = new Agent({ keepAlive: true, maxSockets: 40 })
    },
  }
}

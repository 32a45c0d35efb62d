import axios from 'axios'
import { IntegrationError } from '../../core/kernel/errors.ts'

const TIMEOUT_MS = 8_000

export interface SmsGateway {
  readonly url: string
  readonly token: string
}

/**
 * Text messages by a gateway: POST <url>/messages { to, text } with a bearer token. Any 2xx means that it took it.
 * @throws IntegrationError, to be tried again when the gateway is away or too busy. It never quotes the number or the text
 */
export const createSmsClient = ({ url, token }: SmsGateway) => ({
  send: async ({ to, text }: { to: string; text: string }): Promise<void> => {
    try {
      const headers = { authorization: `Bearer ${token}` }
      await axios.post(
        `${url}/messages`,
        { to, text },
        { headers, signal: AbortSignal.timeout(TIMEOUT_MS), maxRedirects: 0, proxy: false },
      )
    } catch (error) {
      if (!axios.isAxiosError(error)) throw error
      const status = error.response?.status
      const retry = status === undefined || status === 429 || status >= 500
      throw new IntegrationError(`the SMS gateway answered ${status ?? 'nothing'}`, { retry })
    }
  },
})

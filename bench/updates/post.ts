import { Agent, request } from 'node:http'

export type Post = ReturnType<typeof createPost>

/** Posts to one webhook, over connections that stay open. @throws Error for any answer but 200 */
export const createPost = (url: string) => {
  const newAgent = () => new Agent({ keepAlive: true, maxSockets: 40 })
  let agent = newAgent()
  return {
    send: (body: string, headers: Readonly<Record<string, string>>): Promise<void> =>
      new Promise((resolve, reject) => {
        const all = {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          ...headers,
        }
        const sending = request(url, { method: 'POST', agent, headers: all }, (response) => {
          response.resume()
          response.on('end', () =>
            response.statusCode === 200
              ? resolve()
              : reject(new Error(`the bot said ${response.statusCode}`)),
          )
        })
        sending.on('error', reject)
        sending.end(body)
      }),
    /** Hangs up: a server drops connections that rest for seconds, and whoever uses one that moment loses an update. */
    rest: () => {
      agent.destroy()
      agent = newAgent()
    },
  }
}

import { type Request, type Response, Router } from 'express'
import { callMethod } from './call-method.ts'
import { fileOfPath } from './methods/media.ts'
import type { Answer, Platform } from './platform.ts'
import { readRequest } from './read-request.ts'
import { Refusal } from './refusal.ts'
import { botOfToken } from './world.ts'

/** `/bot<token>/<method>` and `/file/bot<token>/<path>`, as the Bot API server has them. */
export function botApiRoutes(platform: Platform, closed: AbortSignal): Router {
  const router = Router()

  router.all('/bot:token/:method', async (request, response) => {
    const answer = await answerOf(platform, request, goneSignal(response, closed))
    if (answer.isCut) request.socket.destroy()
    else if (!response.destroyed) response.status(answer.status).json(answer.body)
  })

  router.get('/file/bot:token/*path', async (request, response) => {
    const path = (request.params.path as unknown as string[]).join('/')
    const bot = botOfToken(platform.world, String(request.params.token))
    const file = bot && fileOfPath(platform.world.files, path)
    if (!bot) refuse(response, new Refusal(401, 'Unauthorized: invalid token specified'))
    else if (!file) refuse(response, new Refusal(404, 'Not Found'))
    else response.type(file.mimeType).send(await platform.world.files.bytes(file))
  })
  return router
}

async function answerOf(platform: Platform, request: Request, signal: AbortSignal): Promise<Answer> {
  const bot = botOfToken(platform.world, String(request.params.token))
  if (!bot) return refusalAnswer(new Refusal(401, 'Unauthorized: invalid token specified'))
  try {
    const query = new URLSearchParams(request.url.split('?')[1] ?? '')
    const { raw, uploads } = await readRequest(request, query)
    return await callMethod(platform, { bot, method: String(request.params.method), raw, uploads, signal })
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error)
    throw error
  }
}

/** Aborts when the caller hangs up or the emulator closes. */
function goneSignal(response: Response, closed: AbortSignal): AbortSignal {
  const gone = new AbortController()
  const abort = () => gone.abort()
  if (closed.aborted) abort()
  closed.addEventListener('abort', abort, { once: true })
  response.once('close', () => {
    closed.removeEventListener('abort', abort)
    abort()
  })
  return gone.signal
}

function refusalAnswer({ errorCode, message }: Refusal): Answer {
  return { status: errorCode, body: { ok: false, error_code: errorCode, description: message }, isCut: false }
}

export function refuse(response: Response, refusal: Refusal): void {
  const { status, body } = refusalAnswer(refusal)
  response.status(status).json(body)
}

import express, { type Request, type Response, Router } from 'express'
import type { ApiFault } from './faults.ts'
import { type JsonObject, parsedObject, writeJson } from './json.ts'
import { limits } from './limits.ts'
import { type Method, methods } from './methods.ts'
import type { Platform } from './platform.ts'
import { badData, Refusal, type Status, statusNames } from './refusal.ts'

/**
 * `POST /<method>` as chatapi.viber.com/pa has them: HTTP 200 with `status` and `status_message` whatever comes of it.
 * A token stands in the header X-Viber-Auth-Token.
 */
export function apiRoutes(platform: Platform): Router {
  const router = Router()
  const readRaw = express.raw({ type: () => true, limit: '1mb' })
  router.post('/:method', readRaw, async (request, response) => {
    const name = String(request.params.method)
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (!method) {
      response.status(404).type('html').send('Not Found')
      return
    }
    await answer(platform, { name, method, request, response })
  })
  return router
}

interface Call {
  name: string
  method: Method
  request: Request
  response: Response
}

async function answer(platform: Platform, { name, method, request, response }: Call): Promise<void> {
  const { journal, faults, world, closed } = platform
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const params = parsedObject(raw.toString())
  const fault = faults.nextApi(name, params?.receiver)
  if (fault?.delayMs) await world.clock.sleep(fault.delayMs, closed)
  const ordered = fault && orderedFailure(fault)
  if (ordered) {
    journal.add({ method: name, params: params ?? {}, ...ordered.record, isOrdered: true })
    await ordered.send(response, closed)
    return
  }
  let result: JsonObject
  try {
    result = {
      status: 0,
      status_message: 'ok',
      ...(await perform(platform, { method, params, raw, request })),
    }
    journal.add({ method: name, params: params ?? {}, status: 0 })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, message } = error
    journal.add({ method: name, params: params ?? {}, status, reason: message })
    result = { status, status_message: message }
  }
  if (fault?.cut) request.socket.destroy()
  else sendJson(response, { ...result, chat_hostname: 'SN-CHAT-01_' })
}

interface Performed {
  method: Method
  params: JsonObject | undefined
  raw: Buffer
  request: Request
}

function perform(platform: Platform, { method, params, raw, request }: Performed) {
  const token = request.get('x-viber-auth-token')
  if (!token) throw new Refusal(2, 'missing_auth_token')
  if (token !== platform.world.bot.token) throw new Refusal(2)
  if (raw.length > limits.requestBytes) throw badData(`the request is above ${limits.requestBytes} bytes`)
  if (raw.length > 0 && !params) throw badData('the request is no JSON object')
  return method(platform, params ?? {})
}

interface Failure {
  record: { status: number; reason: string }
  send(response: Response, closed: AbortSignal): void | Promise<void>
}

/** What an ordered fault answers in the call's place; undefined where the call is to be performed. */
function orderedFailure({ http, empty, hang, status }: ApiFault): Failure | undefined {
  if (http !== undefined) {
    const page = http === 429 ? '{}' : `<html><body><h1>${http}</h1></body></html>`
    return {
      record: { status: -1, reason: `HTTP ${http}` },
      send: (response) =>
        void response
          .status(http)
          .type(http === 429 ? 'json' : 'html')
          .send(page),
    }
  }
  if (empty)
    return { record: { status: -1, reason: 'empty' }, send: (response) => void response.status(200).end() }
  if (hang) return { record: { status: -1, reason: 'hang' }, send: untilGone }
  if (status === undefined) return undefined
  const words = statusNames[status as Status]
  return {
    record: { status, reason: words },
    send: (response) => sendJson(response, { status, status_message: words }),
  }
}

/** Resolves when the caller has gone, or the stand-in closes and cuts them off. */
function untilGone(response: Response, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cut = () => response.socket?.destroy()
    closed.addEventListener('abort', cut, { once: true })
    response.once('close', () => {
      closed.removeEventListener('abort', cut)
      resolve()
    })
  })
}

const sendJson = (response: Response, body: JsonObject) => void response.type('json').send(writeJson(body))

import { DomainError } from '../../core/kernel/errors.ts'
import type { Said } from '../../core/support/index.ts'
import type { Notice } from '../screens/screen.ts'
import type { About } from '../screens/support.screens.ts'
import type { Media } from './heard.ts'
import type { supportActions, supportSteps } from './support.actions.ts'
import { type Handler, type HandlersOf, type QuestionsOf, type Reply, type Turn, withNotice } from './turn.ts'

interface Looking {
  readonly productId?: string | undefined
  readonly orderId?: string | undefined
}

/** What they look at, in words. @throws DomainError `order.unknown` for anybody else's order */
const aboutOf = async ({ core, user }: Turn, { productId, orderId }: Looking): Promise<About | undefined> => {
  if (orderId) {
    const order = await core.orders.find(orderId)
    if (!order || order.userId !== user.id) throw new DomainError('order.unknown')
    return { kind: 'order', id: orderId, number: order.number }
  }
  const product = productId && (await core.catalog.product(productId))
  return product ? { kind: 'product', id: product.id, name: product.name } : undefined
}

/** The place to write to the shop from; what is written there goes to the managers until the person leaves it. */
export const ask = async (turn: Turn, looking: Looking, notice?: Notice): Promise<Reply> => {
  const { core, user } = turn
  const [about, opensAt, ticket] = await Promise.all([
    aboutOf(turn, looking),
    core.support.opensAt(),
    core.support.of(user.id),
  ])
  const waits = (ticket?.waitingSince ?? null) !== null
  const { productId, orderId } = looking
  return withNotice(
    {
      screen: { name: 'ask', about, opensAt, waits, now: core.clock.now() },
      step: { asks: 'question', ...(productId ? { productId } : {}), ...(orderId ? { orderId } : {}) },
    },
    notice,
  )
}

/** What is said goes to the managers, with what the customer looks at. */
export const askAbout = async (
  { core, user, cause }: Turn,
  { productId, orderId }: Looking,
  ...said: readonly Said[]
): Promise<void> => {
  await core.support.ask({ userId: user.id, said, productId, orderId, cause })
}

/** Words or a file for the managers: each time it is said that they have it. */
export const asked = async (turn: Turn, looking: Looking, ...said: readonly Said[]): Promise<Reply> => {
  await askAbout(turn, looking, ...said)
  return ask(turn, looking, { code: 'support.sent' })
}

export const saidIn = (turn: Turn, media: Media): Said => ({
  text: media.caption,
  media: { kind: media.kind, id: media.id, messenger: turn.messenger },
})

export const questions: QuestionsOf<typeof supportSteps> = {
  question: {
    answer: (turn, step, text) => asked(turn, step, { text, media: null }),
    media: (turn, step, media) => asked(turn, step, saidIn(turn, media)),
    again: (turn, step) => ask(turn, step),
    repeated: (turn, step) => ask(turn, step),
  },
}

const asks: Handler<'ask'> = (turn, action) => ask(turn, action)

export const handlers: HandlersOf<typeof supportActions> = { ask: asks }

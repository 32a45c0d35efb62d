import { offeredDeliveries, offeredPayments } from '../../core/carts/index.ts'
import { powerCutUntil } from '../../core/settings/index.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { homeActions } from './home.actions.ts'
import { FREE } from './step.ts'
import { type Handler, type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

export const home = async (turn: Turn): Promise<Reply> => {
  const settings = await turn.core.settings.read()
  return {
    screen: {
      name: 'home',
      settings,
      cartCount: turn.piecesInCart,
      staff: isStaff(turn.actor),
      powerCutUntil: powerCutUntil(settings, turn.core.clock.now()),
    },
    step: FREE,
  }
}

const more: Handler<'more'> = async (turn) => ({
  screen: { name: 'more', cartCount: turn.piecesInCart },
  step: FREE,
})

const about: Handler<'about'> = async ({ core }) => {
  const [settings, outlets] = [await core.settings.read(), await core.outlets.pickups()]
  const deliveries = offeredDeliveries(settings, core.providers, { hasPickup: outlets.length > 0 })
  const payments = deliveries.flatMap((method) => offeredPayments(method, settings, core.providers))
  return {
    screen: { name: 'about', settings, deliveries, payments: [...new Set(payments)], outlets },
    step: FREE,
  }
}

const language: Handler<'language'> = async () => ({ screen: { name: 'language' }, step: FREE })

const speak: Handler<'speak'> = async (turn, action) => {
  await turn.core.users.setLanguage(turn.user.id, action.language)
  return withNotice(await home(turn), { code: 'language.set' })
}

export const handlers: HandlersOf<typeof homeActions> = { home, more, about, language, speak }

import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import { home } from '../dialogue/home.ts'
import { FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { askBinding } from './ask-binding.ts'
import { desk } from './desk.ts'
import { near, parcel } from './packing.ts'
import { requireStaff } from './require-staff.ts'
import type { scansActions } from './scans.actions.ts'
import { sizeOf } from './shelves.ts'

interface Binding {
  readonly variantId: string
  readonly code: string
  readonly shipmentId?: string | undefined
}

const bind = async (turn: Turn, binding: Binding): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  return askBinding(turn, binding)
}

/** Bound; the piece in hand is checked by another photo or by its size, so that a wrong binding is seen at once. */
const bindYes = async (turn: Turn, binding: Binding): Promise<Reply> => {
  const { core, actor, cause } = turn
  const { code, variantId, shipmentId } = binding
  await core.catalog.bindBarcode({ actor, code, variantId, cause })
  const next = shipmentId ? await parcel(turn, { shipmentId }) : await sizeOf(turn, { variantId })
  return withNotice(next, { code: 'scan.bound', params: { code } })
}

const codes = async (
  turn: Turn,
  { variantId, code }: { variantId: string; code?: string },
): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  const [variant, known] = await Promise.all([
    turn.core.catalog.variantNamed(variantId),
    turn.core.catalog.barcodesOf(variantId),
  ])
  if (!variant) throw new DomainError('stock.no_product')
  const asked = code !== undefined && known.includes(code) ? code : null
  return { screen: { name: 'codes', variant, codes: known, asked }, step: FREE }
}

const unbindYes = async (turn: Turn, known: { variantId: string; code: string }): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.catalog.unbindBarcode({ actor, ...known, cause })
  return withNotice(await codes(turn, { variantId: known.variantId }), {
    code: 'scan.unbound',
    params: { code: known.code },
  })
}

const back = (
  turn: Turn,
  { shipmentId, variantId }: Pick<Binding, 'variantId' | 'shipmentId'>,
): Promise<Reply> =>
  (shipmentId ? near(turn, { shipmentId }) : sizeOf(turn, { variantId })).catch(
    unlessRefused(() => (isStaff(turn.actor) ? desk(turn) : home(turn))),
  )

export const handlers: HandlersOf<typeof scansActions> = {
  bind,
  bind_yes: bindYes,
  codes: (turn, { variantId }) => codes(turn, { variantId }),
  unbind: codes,
  unbind_yes: unbindYes,
}
export const fallbacks: Fallbacks<typeof scansActions> = {
  bind: back,
  bind_yes: back,
  codes: back,
  unbind: back,
  unbind_yes: (turn, { variantId }) => back(turn, { variantId }),
}

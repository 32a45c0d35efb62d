import { roleAmong } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import type { HandedOver, NotedWaybills, Parcel, ParcelStage } from '../../core/orders/index.ts'
import {
  liesInItsStore,
  mayLeave,
  nextToCheck,
  packerRole,
  sizesToPress,
  whatIsScanned,
} from '../../core/orders/index.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { Media } from '../dialogue/heard.ts'
import { home } from '../dialogue/home.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import { card } from './order-card.ts'
import type { packingActions, packingSteps } from './packing.actions.ts'
import { pickup, pickups } from './pickups.ts'
import { requireStaff } from './require-staff.ts'

const PAGE = 20
/** Who packs: storekeepers, and sellers what lies in the store where it is collected. */
const PACKERS = ['storekeeper', 'seller'] as const

/** Whoever packs as a seller alone sees what lies in the store where it is collected, and nothing else of the warehouse. */
const isSeller = ({ actor }: Turn): boolean => !roleAmong(actor, ['storekeeper'])

/** Everything that is to be fetched, in the order of the shelves. */
export const packing = async (
  { core, actor }: Turn,
  { page = 0 }: { page?: number | undefined } = {},
): Promise<Reply> => {
  requireStaff(actor, ['storekeeper'])
  const outletId = await core.workplaces.of(actor)
  const [picks, parcels, oldest, outlets] = await Promise.all([
    core.orders.pickList(outletId),
    core.orders.parcelCounts(outletId),
    core.orders.parcels({ stage: 'pack', outletId, limit: 1 }),
    core.outlets.all(),
  ])
  const pages = Math.max(1, Math.ceil(picks.length / PAGE))
  const at = Math.min(page, pages - 1)
  return {
    screen: {
      name: 'packing',
      picks: picks.slice(at * PAGE, (at + 1) * PAGE),
      page: at,
      pages,
      parcels: parcels.pack,
      oldest: oldest[0]?.since ?? null,
      now: core.clock.now(),
      outlets,
      outletId,
    },
    step: FREE,
  }
}

/** One parcel with its photo and the question which size is on the box; none named: the oldest. */
export const parcel = async (
  turn: Turn,
  { shipmentId, mode = 'check' }: { shipmentId?: string | undefined; mode?: 'check' | 'gone' } = {},
): Promise<Reply> => {
  const { core, actor } = turn
  requireStaff(actor, PACKERS)
  const inStore = isSeller(turn)
  const queue = await core.orders.packQueue({ outletId: await core.workplaces.of(actor), inStore })
  const id = shipmentId ?? queue[0]
  const found = id === undefined ? undefined : await core.orders.parcel(id)
  if (!found || found.packed) return nothingThere(turn, { found, named: shipmentId !== undefined })
  if (!packerRole(actor, found)) throw new DomainError('order.forbidden')
  const line = nextToCheck(found)
  const product = line && (await core.catalog.product(line.productId))
  const sizes = product?.variants.some((variant) => variant.id === line?.variantId)
    ? sizesToPress(product.variants, {
        right: line!.variantId,
        piece: `${found.shipmentId} ${line!.lineId} ${line!.checked}`,
      })
    : []
  const at = queue.indexOf(found.shipmentId)
  const outlet = (await core.outlets.all()).find((candidate) => candidate.id === found.delivery.outletId)
  return {
    screen: {
      name: 'parcel',
      parcel: found,
      asked: line ? { line, sizes } : null,
      mode,
      at: at + 1,
      of: queue.length,
      previous: at > 0 ? queue[at - 1]! : null,
      next: queue[at + 1] ?? null,
      outlet,
      inStore,
      now: core.clock.now(),
    },
    step: mode === 'check' ? { asks: 'piece_photo', shipmentId: found.shipmentId } : FREE,
  }
}

/** A code that nobody bound: it may be of what is in the parcel. */
const codeUnknown = ({ shipmentId, lines }: Parcel, code: string): Reply => ({
  screen: {
    name: 'code_unknown',
    code,
    shipmentId,
    choices: [...new Map(lines.map((line) => [line.variantId, line])).values()].slice(0, 20),
  },
  step: { asks: 'piece_photo', shipmentId },
})

/** A photo of a box: whichever of its codes fits what is still to be checked is taken. */
const piecePhoto = async (
  turn: Turn,
  { shipmentId }: AskingOf<'piece_photo'>,
  media: Media,
): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, PACKERS)
  try {
    const codes = await turn.scan(media)
    const found = await core.orders.parcel(shipmentId)
    if (!found) throw new DomainError('pack.gone')
    const scanned = whatIsScanned(found, { codes, known: await core.catalog.barcodes(codes) })
    switch (scanned.kind) {
      case 'fits': {
        const { lineId, variantId, checked: piece } = scanned.line
        await core.orders.checkPiece({ actor, shipmentId, lineId, variantId, piece, cause })
        return withNotice(await parcel(turn, { shipmentId }), { code: 'scan.checked' })
      }
      case 'unknown':
        // What a code is of is the storekeeper's to say.
        if (isSeller(turn))
          return withNotice(await parcel(turn, { shipmentId }), {
            code: 'scan.unknown_here',
            params: { code: scanned.code },
          })
        return codeUnknown(found, scanned.code)
      case 'none':
        return withNotice(await parcel(turn, { shipmentId }), { code: 'scan.none' })
      case 'checked':
      case 'other': {
        const { article, values: got } = scanned.of
        const code = scanned.kind === 'other' ? 'scan.other' : 'scan.checked_already'
        return withNotice(await parcel(turn, { shipmentId }), { code, params: { article, got } })
      }
    }
  } catch (error) {
    return unlessRefused(async (refusal) => withNotice(await near(turn, { shipmentId }), refusal))(error)
  }
}

/** A parcel that is closed, or of an order that changed; without one, what comes after packing. */
const nothingThere = async (
  turn: Turn,
  { found, named }: { found: Parcel | undefined; named: boolean },
): Promise<Reply> => {
  if (isSeller(turn)) {
    const list = await pickups(turn, { stage: 'collect' })
    return named ? withNotice(list, { code: found ? 'parcel.packed_already' : 'pack.gone' }) : list
  }
  if (named) return withNotice(await packing(turn), { code: found ? 'parcel.packed_already' : 'pack.gone' })
  const counts = await turn.core.orders.parcelCounts(await turn.core.workplaces.of(turn.actor))
  if (counts.carrier > 0) return hand(turn, { by: 'carrier' })
  if (counts.store > 0) return hand(turn, { by: 'store' })
  return packing(turn)
}

/** The card's «Пакувати»: the first parcel of the order that is not closed yet, of one's own outlet before others. */
const pack = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireStaff(turn.actor, PACKERS)
  const order = await turn.core.orders.find(orderId)
  const outletId = await turn.core.workplaces.of(turn.actor)
  const open =
    order?.shipments.filter(
      ({ packed, shipped, outletId: at }) =>
        !packed && !shipped && packerRole(turn.actor, { delivery: order.delivery, outletId: at }),
    ) ?? []
  const own = open.find((shipment) => shipment.outletId === outletId) ?? open[0]
  if (own) return parcel(turn, { shipmentId: own.id })
  if (!order) throw new DomainError('order.unknown')
  if (!order.packedAt)
    throw new DomainError('order.impossible', { number: order.number, status: order.status })
  return card(turn, { orderId }, { notice: { code: 'parcel.packed_already' } })
}

const check = async (
  turn: Turn,
  action: { shipmentId: string; lineId: string; variantId: string; piece: number },
): Promise<Reply> => {
  await turn.core.orders.checkPiece({ actor: turn.actor, ...action, cause: turn.cause })
  return parcel(turn, action)
}

/**
 * Closed: the next one is shown at once; after the last, what the courier takes. Of what is collected where it lies
 * the seller says next that it is ready.
 */
const packed = async (turn: Turn, { shipmentId }: { shipmentId: string }): Promise<Reply> => {
  requireStaff(turn.actor, PACKERS)
  const found = await turn.core.orders.parcel(shipmentId)
  if (!found) throw new DomainError('pack.gone')
  const { orderId, number } = found
  await turn.core.orders.pack({ actor: turn.actor, orderId, shipmentId, cause: turn.cause })
  const sells = roleAmong(turn.actor, ['seller']) && liesInItsStore(found.delivery, found)
  const next = await (sells ? pickup(turn, { orderId }) : parcel(turn))
  return withNotice(next, { code: 'parcel.packed', params: { number } })
}

const goneSurely = async (
  turn: Turn,
  { shipmentId, lineId }: { shipmentId: string; lineId: string },
): Promise<Reply> => {
  requireStaff(turn.actor, PACKERS)
  const found = await turn.core.orders.parcel(shipmentId)
  if (!found) throw new DomainError('pack.gone')
  const { orderId, number } = found
  await turn.core.orders.reopen({
    actor: turn.actor,
    orderId,
    missingLineId: lineId,
    cause: turn.cause,
  })
  return withNotice(await parcel(turn), { code: 'parcel.to_manager', params: { number } })
}

interface Said {
  readonly shipmentId?: string | undefined
  readonly noted?: NotedWaybills
  readonly handed?: HandedOver
  readonly asks?: boolean
}

/** What is packed and waits for the courier, or for its way to a store; the next text is waybills. */
export const hand = async (
  { core, actor }: Turn,
  { by }: { by: Exclude<ParcelStage, 'pack'> },
  { shipmentId, noted, handed, asks = false }: Said = {},
): Promise<Reply> => {
  requireStaff(actor, ['storekeeper'])
  const parcels = await core.orders.parcels({ stage: by, outletId: await core.workplaces.of(actor) })
  const asked =
    by === 'store'
      ? undefined
      : (parcels.find((one) => one.shipmentId === shipmentId) ??
        parcels.find((one) => one.trackingNumber === null))
  return {
    screen: {
      name: 'hand',
      by,
      parcels,
      asked: asked ?? null,
      noted: noted ?? null,
      handed: handed ?? null,
      asks: asks && readyToLeave(by, parcels) > 0,
      now: core.clock.now(),
    },
    step: by === 'carrier' && parcels.length > 0 ? { asks: 'waybills', shipmentId: asked?.shipmentId } : FREE,
  }
}

const waybills = async (turn: Turn, { shipmentId }: AskingOf<'waybills'>, text: string): Promise<Reply> => {
  const { core, actor, cause } = turn
  const order = /^\s*(?:№|#)?\s*(\d{1,9})\s*$/.exec(text)?.[1]
  const known = order && (await core.orders.findByNumber(Number(order)))
  if (known) return card(turn, { orderId: known.id })
  const noted = await core.orders.noteWaybills({ actor, text, shipmentId, cause })
  return hand(turn, { by: 'carrier' }, { noted })
}

/** How many leave now: a button that shows another number asks again. */
export const readyToLeave = (by: Exclude<ParcelStage, 'pack'>, parcels: readonly Parcel[]): number =>
  Math.min(99, parcels.filter((parcel) => mayLeave(parcel, by)).length)

const handSurely = async (
  turn: Turn,
  { by, count }: { by: Exclude<ParcelStage, 'pack'>; count: number },
): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['storekeeper'])
  const parcels = await core.orders.parcels({ stage: by, outletId: await core.workplaces.of(actor) })
  if (readyToLeave(by, parcels) !== count)
    return withNotice(await hand(turn, { by }, { asks: true }), { code: 'hand.changed' })
  return hand(turn, { by }, { handed: await core.orders.handOver({ actor, to: by, cause }) })
}

const workplace = async ({ core, actor }: Turn): Promise<Reply> => {
  requireStaff(actor, ['storekeeper', 'seller'])
  const [outlets, outletId] = await Promise.all([core.outlets.all(), core.workplaces.of(actor)])
  return { screen: { name: 'workplace', outlets, outletId }, step: FREE }
}

const workplaceSet = async (turn: Turn, { outletId }: { outletId?: string | undefined }): Promise<Reply> => {
  const { core, actor } = turn
  await core.workplaces.choose({ actor, userId: actor.userId, outletId: outletId ?? null })
  return withNotice(await desk(turn), { code: 'workplace.chosen' })
}

export const handlers: HandlersOf<typeof packingActions> = {
  packing,
  pack,
  parcel,
  check,
  packed,
  gone: (turn, action) => parcel(turn, { ...action, mode: 'gone' }),
  gone_surely: goneSurely,
  hand: (turn, action) => hand(turn, action),
  hand_ask: (turn, action) => hand(turn, action, { asks: true }),
  hand_waybill: (turn, { shipmentId }) => hand(turn, { by: 'carrier' }, { shipmentId }),
  hand_surely: handSurely,
  workplace,
  workplace_set: workplaceSet,
}

export const questions: QuestionsOf<typeof packingSteps> = {
  piece_photo: {
    media: piecePhoto,
    again: (turn, { shipmentId }) => parcel(turn, { shipmentId }),
    repeated: (turn, { shipmentId }) => near(turn, { shipmentId }),
  },
  waybills: {
    answer: waybills,
    again: (turn, { shipmentId }) => hand(turn, { by: 'carrier' }, { shipmentId }),
    repeated: (turn) => hand(turn, { by: 'carrier' }),
  },
}

/** The parcel as it is, else what is to be packed, else the desk; whoever is no staff goes home. */
export const near = (turn: Turn, action: { shipmentId?: string | undefined }): Promise<Reply> =>
  parcel(turn, action)
    .catch(unlessRefused(() => packing(turn)))
    .catch(unlessRefused(() => (isStaff(turn.actor) ? desk(turn) : home(turn))))

const nearDesk = (turn: Turn): Promise<Reply> => (isStaff(turn.actor) ? desk(turn) : home(turn))

export const fallbacks: Fallbacks<typeof packingActions> = {
  packing: nearDesk,
  pack: (turn, action) => card(turn, action),
  parcel: near,
  check: near,
  packed: (turn) => near(turn, {}),
  gone: near,
  gone_surely: (turn) => near(turn, {}),
  hand: nearDesk,
  hand_ask: nearDesk,
  hand_waybill: nearDesk,
  hand_surely: (turn, { by }) => hand(turn, { by }).catch(unlessRefused(() => nearDesk(turn))),
  workplace: nearDesk,
  workplace_set: nearDesk,
}

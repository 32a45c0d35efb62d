import { variantLabel } from '../../core/catalog/index.ts'
import type { Core } from '../../core/index.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { money } from '../../core/kernel/money.ts'
import type { Message } from '../../core/notifications/index.ts'
import { dueNow, netChanges, type Order } from '../../core/orders/index.ts'
import { partsOf } from '../../core/support/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, type CardMedia, GAP, type Line, mediaOf } from './card.ts'
import { changeOf, changeWords } from './change-words.ts'
import { deliveryWords } from './delivery-words.ts'
import { formatDate, formatMoney, formatTime } from './format.ts'
import { lowWords } from './low-words.ts'
import { bankLines, reasonWords } from './order-cards.ts'

/** A message in words, made by its area: the first word of its template. */
type NoticeMaker = (message: Message, needs: { core: Core; words: Words }) => Promise<Card>

const orderNotice: NoticeMaker = async (message, needs) => {
  const { template, params } = message
  const { core, words } = needs
  const orderId = String(params.orderId)
  const order = await core.orders.find(orderId)
  if (order && template === 'order.not_reached') return notReachedNotice(order, words)
  if (order && (template === 'order.ready' || template === 'order.pickup_due'))
    return pickupNotice(template, { ...needs, order })
  if (order && template === 'order.edited') return editedNotice(message, { ...needs, order })
  const lines = said(
    words.notice(template, {
      ...params,
      left: formatMoney(money(Number(params.left ?? 0))),
      part: formatMoney(money(Number(params.part ?? order?.paid ?? 0))),
      ...(order ? await orderParams(core, { order, words }) : {}),
    }),
  )
  const slip: Button[][] = []
  if (order && (template === 'order.awaiting_payment' || template === 'order.unpaid')) {
    const settings = await core.settings.read()
    const sum = money(Math.max(0, dueNow(order, settings.prepayment) - order.paid))
    if (settings.bank) lines.push(...bankLines({ number: order.number, sum, bank: settings.bank, words }))
    if (settings.bank && order.payment !== 'online_card')
      slip.push([button(words.say('slip.button'), { to: 'slip', orderId })])
  }
  return { lines, rows: [...slip, [button(words.notice('button.order'), { to: 'order', orderId })]] }
}

/** What was changed, line by line, and what it costs now. */
const editedNotice = async (
  { params }: Message,
  { core, words, order }: { core: Core; words: Words; order: Order },
): Promise<Card> => {
  const outlets = await core.outlets.all()
  const edits = await core.orders.edits({
    orderId: order.id,
    from: String(params.from),
    to: String(params.to),
  })
  const changes = netChanges(edits.flatMap((line) => changeOf(line) ?? [])).map((change) =>
    changeWords(change, { words, outlets }),
  )
  return {
    lines: [
      ...said(words.notice('order.edited', { number: order.number })),
      ...changes,
      GAP,
      words.notice('order.edited_total', { sum: formatMoney(order.total) }),
    ],
    rows: [[button(words.notice('button.order'), { to: 'order', orderId: order.id })]],
  }
}

/** Ready in its store, and the reminder: where and when it is open, what is to be paid, until when it is kept. */
const pickupNotice = async (
  template: 'order.ready' | 'order.pickup_due',
  { core, words, order }: { core: Core; words: Words; order: Order },
): Promise<Card> => {
  const outlet = await core.outlets.find(order.delivery.outletId ?? '')
  const hours = outlet ? words.of(outlet.hours) : ''
  const params = await orderParams(core, { order, words })
  const [title = '', ...rest] = words.notice(template, params).split('\n\n')
  return {
    lines: [
      { bold: title },
      GAP,
      outlet ? [words.of(outlet.name), params.where].filter(Boolean).join(' · ') : params.where,
      ...(hours ? [words.notice('order.open', { hours })] : []),
      words.notice(order.total > order.paid ? 'order.to_pay' : 'order.nothing_to_pay', { sum: params.rest }),
      ...rest,
    ],
    rows: [[button(words.notice('button.order'), { to: 'order', orderId: order.id })]],
  }
}

/** Called in vain: the customer agrees, names an hour or cancels. */
const notReachedNotice = (order: Order, words: Words): Card => {
  const of = { orderId: order.id }
  return {
    lines: said(words.notice('order.not_reached', { number: order.number, sum: formatMoney(order.total) })),
    rows: [
      [button(words.notice('button.agree'), { to: 'agree', ...of })],
      [button(words.notice('button.call_hours'), { to: 'call_hours', ...of })],
      [
        button(words.notice('button.order'), { to: 'order', ...of }),
        button(words.notice('button.cancel'), { to: 'cancel', ...of }),
      ],
    ],
  }
}

const staffNotice: NoticeMaker = async ({ template, params }, { core, words }) => {
  if (template === 'staff.low') return lowNotice(params.variantIds as readonly string[], { core, words })
  const orderId = typeof params.orderId === 'string' ? params.orderId : undefined
  const order = orderId ? await core.orders.find(orderId) : undefined
  return {
    lines: said(words.notice(template, staffParams(params, { order, words }))),
    ...(isMedia(params.media) ? { media: mediaOf(params.media, words) } : {}),
    rows: [
      [
        orderId
          ? button(words.notice('button.card'), {
              to: template === 'staff.slip' ? 'slip_check' : 'card',
              orderId,
            })
          : button(words.notice('button.desk'), { to: 'desk' }),
      ],
    ],
  }
}

/** So many sizes a message names. */
const LOW_NAMED = 15

/** What is running out: as it is when the message is sent. */
const lowNotice = async (
  variantIds: readonly string[],
  { core, words }: { core: Core; words: Words },
): Promise<Card> => {
  const sizes = await core.stock.low({ variantIds, limit: LOW_NAMED })
  const more = variantIds.length - LOW_NAMED
  return {
    lines: [
      { bold: words.notice('staff.low', { n: variantIds.length }) },
      GAP,
      ...sizes.map((size) => lowWords(size, words)),
      ...(more > 0 ? [words.notice('staff.low_more', { n: more })] : []),
    ],
    rows: [[button(words.notice('button.desk'), { to: 'desk' })]],
  }
}

const isMedia = (value: unknown): value is Omit<CardMedia, 'instead'> =>
  typeof value === 'object' && value !== null && 'messenger' in value

/** A pair is one, those who wait for it are many: what is said is true when it is sent. */
const LAST_PIECES = 3

const stockNotice: NoticeMaker = async ({ userId, params }, { core, words }) => {
  const productId = String(params.productId)
  const variantId = typeof params.variantId === 'string' ? params.variantId : null
  const product = await core.wishes.product({ productId, userId, look: false })
  const chosen = product?.variants.filter(({ id }) => variantId === null || id === variantId) ?? []
  const there = product?.archived ? [] : chosen.filter(({ available }) => available > 0)
  const size = variantId ? variantLabel(chosen[0]?.values ?? [], words.language) : ''
  const name = [product ? words.of(product.name) : '', size].filter(Boolean).join(', ')
  const show: Button = button(words.notice('button.product'), { to: 'product', productId })
  if (there.length === 0) {
    const again = button(words.notice('button.wait'), { to: 'wait', productId, variantId, on: true })
    return { lines: said(words.notice('stock.gone', { name })), rows: [[again], [show]] }
  }
  const count = there.reduce((sum, { available }) => sum + available, 0)
  const price = formatMoney(money(Math.min(...there.map((variant) => variant.price))))
  const text =
    count > LAST_PIECES
      ? words.notice('stock.back', { name, price })
      : words.notice('stock.last', { name, price, count })
  const put = variantId ? [[button(words.notice('button.add'), { to: 'add', productId, variantId })]] : []
  return { lines: said(text), rows: [...put, [show]] }
}

/** One part of what somebody said in a ticket, as it was said, or why it did not arrive. */
const ticketNotice: NoticeMaker = async ({ template, params }, { core, words }) => {
  const [ticketId, number] = [String(params.ticketId), Number(params.number)]
  const opens = button(words.notice('button.card'), { to: 'ticket', ticketId })
  if (template === 'ticket.undelivered')
    return {
      lines: said(words.notice(`ticket.undelivered.${params.why}`)),
      rows: [[opens]],
    }
  const entry = await core.support.entry(ticketId, number)
  const parts = entry ? partsOf(entry) : []
  const part = parts[Number(params.part)]
  const isLast = Number(params.part) === parts.length - 1
  const answers = template === 'ticket.answer'
  const name = entry?.name ?? ''
  const replies = button(words.notice('button.reply'), { to: 'ask' })
  return {
    lines: [{ bold: answers ? words.notice('ticket.answer', { name }) : name }, part?.text ?? ''],
    media: mediaOf(part?.media, words),
    rows: isLast ? [[answers ? replies : opens]] : [],
  }
}

/** A role that was lent: to whom it comes, the terms; when it is over, that it is. */
const lendingNotice: NoticeMaker = async ({ template, params }, { core, words }) => {
  const lending = await core.staff.lending(String(params.lendingId))
  if (!lending) throw new Error(`no lending ${params.lendingId}`)
  const { role, until, sumLimit, byName } = lending
  const text = words.notice(template, {
    role: words.say(`role.${role}`).toLowerCase(),
    time: formatTime(until, words.language),
    date: formatDate(until, words.language),
    limit:
      sumLimit === null
        ? words.notice('lending.any_sum')
        : words.notice('lending.up_to', { sum: formatMoney(money(sumLimit)) }),
    name: byName || words.say('role.owner'),
  })
  return { lines: said(text), rows: [[button(words.notice('button.desk'), { to: 'desk' })]] }
}

/** A one-time code, or that it is over by the time that it goes. */
const phoneNotice: NoticeMaker = async ({ params }, { core, words }) => {
  try {
    const code = await core.users.readCode(String(params.codeId))
    return { lines: said(words.notice('phone.code', { code })), rows: [] }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { lines: said(words.notice('phone.over')), rows: [] }
  }
}

const MAKERS: Readonly<Record<string, NoticeMaker>> = {
  order: orderNotice,
  staff: staffNotice,
  lending: lendingNotice,
  stock: stockNotice,
  ticket: ticketNotice,
  phone: phoneNotice,
}

/** A message of the shop: its first line stands out, its button opens what it is about. @throws Error for a template of no area */
export const noticeCard: NoticeMaker = (message, needs) => {
  const area = message.template.split('.')[0] ?? ''
  const maker = Object.hasOwn(MAKERS, area) ? MAKERS[area] : undefined
  if (!maker) throw new Error(`nobody makes the message ${message.template}`)
  return maker(message, needs)
}

const said = (text: string): Line[] => {
  const [title = '', ...rest] = text.split('\n\n')
  return [{ bold: title }, GAP, ...rest]
}

const orderParams = async (core: Core, { order, words }: { order: Order; words: Words }) => {
  const settings = await core.settings.read()
  const outlet = order.delivery.outletId ? await core.outlets.find(order.delivery.outletId) : undefined
  const rest = money(order.total - order.paid)
  const due = money(Math.max(0, dueNow(order, settings.prepayment) - order.paid))
  return {
    number: order.number,
    sum: formatMoney(order.status === 'AWAITING_PAYMENT' ? due : rest),
    until: order.collectBefore ? formatDate(order.collectBefore, words.language) : '',
    time: order.payBefore ? formatTime(order.payBefore, words.language) : '',
    date: order.payBefore ? formatDate(order.payBefore, words.language) : '',
    waybills: order.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? []).join(', '),
    where: deliveryWords(order.delivery, { outlet, words }),
    rest: formatMoney(rest),
    due: formatMoney(due),
    paid: formatMoney(order.paid),
    total: formatMoney(order.total),
    reason: order.cancelReason ? reasonWords(order.cancelReason, words) : '',
  }
}

const staffParams = (
  params: Message['params'],
  { order, words }: { order: Order | undefined; words: Words },
) => ({
  ...params,
  number: order?.number ?? '',
  sum: formatMoney(money(typeof params.amount === 'number' ? params.amount : (order?.total ?? 0))),
  why:
    typeof params.why === 'string'
      ? words.notice(`staff.mismatch_why.${params.why}`, { number: order?.number ?? '' })
      : '',
})

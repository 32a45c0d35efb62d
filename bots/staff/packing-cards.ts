import { variantLabel } from '../../core/catalog/index.ts'
import { mayLeave, type Parcel, type ParcelLine, unchecked } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { codWords, deliveryWords } from '../screens/delivery-words.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { sizeRows } from '../screens/sizes.ts'
import { age } from './age.ts'
import type { PackingScreen } from './packing.screens.ts'
import { readyToLeave } from './packing.ts'

const size = (line: { values: ParcelLine['values'] }, words: Words): string =>
  variantLabel(line.values, words.language)

const pickLine = (pick: ScreenOf<'packing'>['picks'][number], words: Words): string =>
  [
    pick.shelf ?? words.say('packing.no_shelf'),
    pick.article,
    size(pick, words),
    words.say('packing.pieces', { count: pick.quantity }),
  ]
    .filter(Boolean)
    .join(' · ')

const packingCard = (screen: ScreenOf<'packing'>, words: Words): Card => {
  const { picks, page, pages, parcels, oldest, now, outlets, outletId } = screen
  const several = outletId === null && new Set(picks.map((pick) => pick.outletId)).size > 1
  const name = (id: string) => {
    const found = outlets.find((outlet) => outlet.id === id)
    return found ? words.of(found.name) : ''
  }
  return {
    lines: [
      { bold: words.say('packing.title', { n: parcels }) },
      ...(outletId === null ? [] : [name(outletId)]),
      ...(oldest ? [words.say('packing.oldest', { age: age(oldest, { now, words }) })] : []),
      GAP,
      ...picks.flatMap((pick, i): Line[] => [
        ...(several && picks[i - 1]?.outletId !== pick.outletId ? [{ bold: name(pick.outletId) }] : []),
        pickLine(pick, words),
      ]),
      ...(parcels === 0 ? [words.say('packing.none')] : []),
    ],
    rows: [
      ...(parcels > 0 ? [[button(words.say('packing.begin'), { to: 'parcel' })]] : []),
      [
        ...(page > 0 ? [button('‹', { to: 'packing', page: page - 1 })] : []),
        ...(page < pages - 1 ? [button('›', { to: 'packing', page: page + 1 })] : []),
      ],
      [button(words.say('desk.back'), { to: 'desk' })],
    ],
  }
}

/** «✓ 11.2.250 · 30 · 1 шт · полиця А-4». */
const parcelLine = (line: ParcelLine, { asked, words }: { asked: boolean; words: Words }): Line => {
  const text = [
    line.article,
    size(line, words),
    line.quantity > 1 && line.checked > 0 && line.checked < line.quantity
      ? words.say('parcel.checked', { n: line.checked, count: line.quantity })
      : words.say('packing.pieces', { count: line.quantity }),
    line.shelf && words.say('parcel.shelf', { shelf: line.shelf }),
  ]
    .filter(Boolean)
    .join(' · ')
  if (line.checked === line.quantity) return `✓ ${text}`
  return asked ? { bold: text } : text
}

const parcelCard = (screen: ScreenOf<'parcel'>, words: Words): Card => {
  const { parcel, asked, mode, outlet, now } = screen
  const { shipmentId } = parcel
  return {
    photo: asked?.line.photo ?? undefined,
    lines: [
      { bold: words.say('parcel.title', { number: parcel.number, age: age(parcel.since, { now, words }) }) },
      deliveryWords(parcel.delivery, { outlet, words }),
      ...(parcel.cashOnDelivery > 0
        ? [codWords(parcel.cashOnDelivery, { delivery: parcel.delivery, words })]
        : []),
      ...(parcel.cancelAsked ? [words.say('hand.cancel_asked')] : []),
      ...(parcel.comment ? [words.say('comment.quoted', { comment: parcel.comment })] : []),
      GAP,
      ...parcel.lines.map((line) => parcelLine(line, { asked: line.lineId === asked?.line.lineId, words })),
      GAP,
      mode === 'gone' ? words.say('card.which_missing') : questionOf(screen, words),
      ...(mode === 'check' && asked ? [words.say('scan.invite')] : []),
    ],
    rows: [
      ...(mode === 'gone' ? goneRows(parcel, words) : checkRows(screen, words)),
      ...(mode === 'check' ? [pager(screen)] : []),
      mode === 'gone'
        ? [
            button(words.say('parcel.back'), { to: 'parcel', shipmentId }),
            button(words.say('desk.back'), { to: 'desk' }),
          ]
        : [
            button(words.say('card.missing'), { to: 'gone', shipmentId }),
            screen.inStore
              ? button(words.say('pickups.list'), { to: 'pickups', stage: 'collect' })
              : button(words.say('packing.back'), { to: 'packing' }),
          ],
    ],
  }
}

const questionOf = ({ parcel, asked }: ScreenOf<'parcel'>, words: Words): string => {
  if (!asked) return words.say('parcel.all_checked')
  const name = words.of(asked.line.name)
  return asked.sizes.length > 1
    ? words.say('parcel.which_size', { name, count: unchecked(parcel) })
    : words.say('parcel.is_it', { name, count: unchecked(parcel) })
}

const checkRows = ({ parcel, asked }: ScreenOf<'parcel'>, words: Words): Button[][] => {
  const { shipmentId } = parcel
  if (!asked) return [[button(words.say('parcel.close'), { to: 'packed', shipmentId })]]
  const { lineId, variantId, checked: piece } = asked.line
  if (asked.sizes.length <= 1)
    return [[button(words.say('parcel.it_is'), { to: 'check', shipmentId, lineId, variantId, piece })]]
  return sizeRows(
    asked.sizes.map((variant) =>
      button(size(variant, words), { to: 'check', shipmentId, lineId, variantId: variant.id, piece }),
    ),
  )
}

const goneRows = ({ shipmentId, lines }: Parcel, words: Words): Button[][] =>
  lines.map((line) => [
    button([line.article, size(line, words)].filter(Boolean).join(' · '), {
      to: 'gone_surely',
      shipmentId,
      lineId: line.lineId,
    }),
  ])

/** «‹ 1 / 7 ›»: the middle is the same parcel once more. */
const pager = ({ parcel, at, of, previous, next }: ScreenOf<'parcel'>): Button[] =>
  of < 2 || at === 0
    ? []
    : [
        ...(previous ? [button('‹', { to: 'parcel', shipmentId: previous })] : []),
        button(`${at} / ${of}`, { to: 'parcel', shipmentId: parcel.shipmentId }),
        ...(next ? [button('›', { to: 'parcel', shipmentId: next })] : []),
      ]

const LISTED = 40

const handCard = (screen: ScreenOf<'hand'>, words: Words): Card => {
  const { by, parcels, asked, now } = screen
  if (screen.asks) return handQuestion(screen, words)
  const ready = readyToLeave(by, parcels)
  return {
    lines: [
      { bold: words.say(`hand.title.${by}`, { n: parcels.length }) },
      ...saidOf(screen, words),
      GAP,
      ...parcels.slice(0, LISTED).map((one) => handLine(one, { by, words, now })),
      ...(parcels.length > LISTED ? [words.say('prices.more', { n: parcels.length - LISTED })] : []),
      ...(parcels.length === 0 ? [words.say('hand.none')] : []),
      GAP,
      ...(asked ? [words.say('hand.ask', { number: asked.number })] : []),
    ],
    rows: [
      ...(ready > 0 ? [[button(words.say(`hand.leave.${by}`, { n: ready }), { to: 'hand_ask', by })]] : []),
      ...(by === 'carrier'
        ? inRows(
            parcels
              .filter(({ trackingNumber, shipmentId }) => !trackingNumber && shipmentId !== asked?.shipmentId)
              .slice(0, 12)
              .map(({ number, shipmentId }) => button(`№ ${number}`, { to: 'hand_waybill', shipmentId })),
            4,
          )
        : []),
      [button(words.say('packing.back'), { to: 'packing' }), button(words.say('desk.back'), { to: 'desk' })],
    ],
  }
}

/** What leaves, to whom, and what they are told: it cannot be taken back. */
const handQuestion = ({ by, parcels }: ScreenOf<'hand'>, words: Words): Card => {
  const leaving = parcels.filter((parcel) => mayLeave(parcel, by))
  const count = readyToLeave(by, parcels)
  return {
    lines: [
      { bold: words.say(`hand.question.${by}`, { n: count }) },
      GAP,
      ...leaving
        .slice(0, LISTED)
        .map(({ number, recipient, trackingNumber }) =>
          [
            `№ ${number}`,
            [recipient.surname, recipient.firstName].filter(Boolean).join(' '),
            trackingNumber && words.say('card.waybill', { number: trackingNumber }),
          ]
            .filter(Boolean)
            .join(' · '),
        ),
      ...(leaving.length > LISTED ? [words.say('prices.more', { n: leaving.length - LISTED })] : []),
      GAP,
      words.say(`hand.told.${by}`),
    ],
    rows: [
      [button(words.say(`hand.surely.${by}`, { n: count }), { to: 'hand_surely', by, count })],
      [button(words.say('hand.back'), { to: 'hand', by })],
    ],
  }
}

const handLine = (
  one: Parcel,
  { by, words, now }: { by: ScreenOf<'hand'>['by']; words: Words; now: Date },
): string =>
  [
    `№ ${one.number}`,
    age(one.since, { now, words }),
    by === 'carrier' &&
      (one.trackingNumber
        ? words.say('card.waybill', { number: one.trackingNumber })
        : words.say('hand.no_waybill')),
    one.cancelAsked && words.say('hand.cancel_asked'),
  ]
    .filter(Boolean)
    .join(' · ')

/** What just became of typed numbers and of the hand-over, order by order. */
const saidOf = ({ noted, handed }: ScreenOf<'hand'>, words: Words): Line[] => [
  ...(noted?.noted ?? []).map(({ number, waybill }) => words.say('hand.noted', { number, waybill })),
  ...(noted?.misread ?? []).map(({ said, why, number }) =>
    words.say(`hand.misread.${why}`, { said, number: number ?? '' }),
  ),
  ...(handed && handed.sent.length > 0
    ? [words.say('hand.sent', { numbers: handed.sent.map((number) => `№ ${number}`).join(', ') })]
    : []),
  ...(handed?.stayed ?? []).map(({ number, why }) => words.say(`hand.stayed.${why}`, { number })),
]

const workplaceCard = ({ outlets, outletId }: ScreenOf<'workplace'>, words: Words): Card => ({
  lines: [{ bold: words.say('workplace.title') }, GAP, words.say('workplace.lead')],
  rows: [
    ...outlets.map((outlet) => [
      button(`${outlet.id === outletId ? '✓ ' : ''}${words.of(outlet.name)}`.slice(0, 60), {
        to: 'workplace_set',
        outletId: outlet.id,
      }),
    ]),
    [button(`${outletId === null ? '✓ ' : ''}${words.say('workplace.all')}`, { to: 'workplace_set' })],
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

export const packingCards: CardsOf<PackingScreen> = {
  packing: (screen, { words }) => packingCard(screen, words),
  parcel: (screen, { words }) => parcelCard(screen, words),
  hand: (screen, { words }) => handCard(screen, words),
  workplace: (screen, { words }) => workplaceCard(screen, words),
}

import { MINUTE_MS } from '../../core/kernel/clock.ts'
import type { PowerCut } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from '../screens/card.ts'
import { formatDate, formatTime } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { PowerCutsScreen } from './power-cuts.screens.ts'

const HOURS = [2, 4, 8, 24]

const when = (date: Date, words: Words): string =>
  `${formatTime(date, words.language)}, ${formatDate(date, words.language)}`

const placeOf = (outlet: Outlet | null | undefined, words: Words): string =>
  outlet ? words.of(outlet.name) : words.say('cut.everywhere')

const cutLine = (cut: PowerCut, outlets: readonly Outlet[], words: Words): string =>
  words.say(cut.undoneAt ? 'cut.line_undone' : 'cut.line', {
    when: when(cut.at, words),
    place: placeOf(
      outlets.find(({ id }) => id === cut.outletId),
      words,
    ),
    hours: cut.hours,
    until: when(cut.pauseUntil, words),
    orders: cut.orders,
    name: cut.byName ?? '',
  })

const cutsCard = ({ cuts, outlets, asks }: ScreenOf<'cuts'>, words: Words): Card => {
  if (asks)
    return {
      lines: [{ bold: words.say('cut.undo_question') }],
      rows: [
        [button(words.say('cut.undo_surely'), { to: 'cut_undo_surely', id: asks })],
        [button(words.say('cut.back'), { to: 'cuts' })],
      ],
    }
  const newest = cuts.find(({ undoneAt }) => !undoneAt)
  return {
    lines: [
      { bold: words.say('cut.title') },
      GAP,
      words.say('cut.lead'),
      GAP,
      ...cuts.map((cut) => cutLine(cut, outlets, words)),
    ],
    rows: [
      [button(words.say('cut.everywhere'), { to: 'cut', outletId: null })],
      ...outlets.map((outlet) => [
        button(words.of(outlet.name).slice(0, 40), { to: 'cut', outletId: outlet.id }),
      ]),
      ...(newest ? [[button(words.say('cut.undo'), { to: 'cut_undo', id: newest.id })]] : []),
      [button(words.say('desk.back'), { to: 'desk' })],
    ],
  }
}

const cutCard = ({ outlet, hours, until, ends }: ScreenOf<'cut'>, words: Words): Card => {
  const outletId = outlet?.id ?? null
  const title = { bold: `${words.say('cut.title')} · ${placeOf(outlet, words)}` }
  const back = [button(words.say('cut.back'), { to: 'cuts' })]
  if (hours === null)
    return {
      lines: [title, GAP, words.say('cut.which_hours')],
      rows: [
        HOURS.map((each) =>
          button(words.say('cut.hours', { n: each }), { to: 'cut_hours', hours: each, outletId }),
        ),
        back,
      ],
    }
  if (until === null)
    return {
      lines: [title, GAP, words.say('cut.which_until', { hours })],
      rows: [
        ...inRows(
          ends.map((end) =>
            button(when(end, words), {
              to: 'cut_until',
              hours,
              until: Math.ceil(end.getTime() / MINUTE_MS),
              outletId,
            }),
          ),
          1,
        ),
        back,
      ],
    }
  return {
    lines: [title, GAP, { bold: words.say('cut.question', { hours, until: when(until, words) }) }],
    rows: [
      [
        button(words.say('cut.surely'), {
          to: 'cut_surely',
          hours,
          until: Math.round(until.getTime() / MINUTE_MS),
          outletId,
        }),
      ],
      back,
    ],
  }
}

export const powerCutsCards: CardsOf<PowerCutsScreen> = {
  cuts: (screen, { words }) => cutsCard(screen, words),
  cut: (screen, { words }) => cutCard(screen, words),
}

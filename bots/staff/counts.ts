import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { Count, CountCell, CountLine, Walk } from '../../core/stock/index.ts'
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
import type { Notice } from '../screens/screen.ts'
import type { countsActions, countsSteps } from './counts.actions.ts'
import { desk } from './desk.ts'
import { requireStaff } from './require-staff.ts'

/** Cells on a page. */
const PAGE = 15

interface Of {
  readonly countId: string
}

interface At extends Of {
  readonly variantId: string
  readonly walk: Walk
}

/** Where one may count; who works at one outlet, where a count is open, is led straight into it. */
const counts = async (turn: Turn): Promise<Reply> => {
  const { core, actor } = turn
  requireStaff(actor, ['storekeeper'])
  const own = actor.roles.includes('owner') ? null : await core.workplaces.of(actor)
  const [outlets, open] = await Promise.all([core.outlets.all(), core.stock.counts.open(own)])
  const places = outlets
    .filter(({ id }) => own === null || id === own)
    .map((outlet) => ({ outlet, count: open.find(({ outletId }) => outletId === outlet.id) ?? null }))
  const [only] = places
  if (places.length === 1 && only?.count) return countOf(turn, { countId: only.count.id })
  return { screen: { name: 'counts', places }, step: FREE }
}

const read = async ({ core, actor }: Turn, { countId }: Of) => {
  requireStaff(actor, ['storekeeper'])
  const [count, outlets] = await Promise.all([core.stock.counts.find(countId), core.outlets.all()])
  const outlet = outlets.find(({ id }) => id === count?.outletId)
  if (count?.state !== 'open' || !outlet) throw new DomainError('count.over')
  return { count, outlet }
}

/** The first cell with something to count, from `after` on and then from the beginning. */
const nextCell = (cells: readonly CountCell[], after: number): CountCell | undefined => {
  const open = (cell: CountCell) => cell.counted < cell.sizes
  return cells.slice(after + 1).find(open) ?? cells.find(open)
}

const countOf = async (
  turn: Turn,
  { countId, page = 0 }: Of & { page?: number | undefined },
): Promise<Reply> => {
  const found = await read(turn, { countId })
  const cells = await turn.core.stock.counts.cells(countId)
  const pages = Math.max(1, Math.ceil(cells.length / PAGE))
  const at = Math.min(page, pages - 1)
  return {
    screen: {
      name: 'count_of',
      ...found,
      cells: cells.slice(at * PAGE, (at + 1) * PAGE),
      page: at,
      pages,
      sizes: cells.reduce((sum, { sizes }) => sum + sizes, 0),
      next: nextCell(cells, -1) ?? null,
    },
    step: { asks: 'count_goods', countId },
  }
}

const countLine = async (turn: Turn, { countId, variantId, walk }: At): Promise<Reply> => {
  const [found, lines] = await Promise.all([
    read(turn, { countId }),
    turn.core.stock.counts.lines({ countId, variantId, walk }),
  ])
  const at = lines.findIndex((line) => line.variantId === variantId)
  if (at < 0) return countOf(turn, { countId })
  return {
    screen: { name: 'count_line', ...found, lines, at, walk },
    step: { asks: 'count_pieces', countId, variantId, walk },
  }
}

const begin = async (turn: Turn, { outletId }: { outletId: string }): Promise<Reply> => {
  const { core, actor, cause } = turn
  return countOf(turn, { countId: await core.stock.counts.begin({ actor, outletId, cause }) })
}

const countProduct = async (
  turn: Turn,
  { productId, outletId }: { productId: string; outletId: string },
): Promise<Reply> => {
  const { core, actor, cause } = turn
  const product = await core.catalog.product(productId)
  const [first] = product?.variants ?? []
  if (!first) throw new DomainError('stock.no_product')
  const countId = await core.stock.counts.begin({ actor, outletId, cause })
  return countLine(turn, { countId, variantId: first.id, walk: 'product' })
}

/** What was just written, and what should have been there: whoever erred sees it while the box is in their hands. */
const written = (lines: readonly CountLine[], ids: readonly string[]): Notice | undefined => {
  const said = lines.filter(({ variantId }) => ids.includes(variantId))
  const differs = said.filter(({ counted, expected }) => counted !== expected)
  const [one] = differs.length > 0 ? differs : said
  if (!one) return undefined
  const { article, values, counted: n, expected: of } = one
  if (differs.length === 0)
    return { code: said.length > 1 ? 'count.fit' : 'count.fits', params: { article, got: values, n } }
  return { code: 'count.differs', params: { article, got: values, n, of } }
}

/** The next size that nobody counted: in this walk, then in the next cell along the shelves. */
const goOn = async (turn: Turn, at: At): Promise<Reply> => {
  const { counts: found } = turn.core.stock
  const lines = await found.lines(at)
  const here = lines.findIndex(({ variantId }) => variantId === at.variantId)
  const open = ({ counted }: CountLine) => counted === null
  const next = lines.slice(here + 1).find(open) ?? lines.find(open)
  if (next) return countLine(turn, { ...at, variantId: next.variantId })
  if (at.walk === 'product') return countOf(turn, at)
  const cells = await found.cells(at.countId)
  const cell = nextCell(
    cells,
    cells.findIndex(({ shelf }) => shelf === lines[here]?.shelf),
  )
  return cell ? countLine(turn, { ...at, variantId: cell.variantId }) : countOf(turn, at)
}

const write = async (turn: Turn, at: At, pieces: readonly number[]): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['storekeeper'])
  const { countId } = at
  const lines = await core.stock.counts.lines(at)
  const here = lines.findIndex(({ variantId }) => variantId === at.variantId)
  const following = lines.slice(here, here + pieces.length)
  if (here < 0 || following.length < pieces.length)
    throw new DomainError('count.numbers', { count: here < 0 ? 0 : lines.length - here })
  const counted = following.map(({ variantId }, i) => ({ variantId, pieces: pieces[i]! }))
  await core.stock.counts.write({ actor, countId, counted, cause })
  const ids = counted.map(({ variantId }) => variantId)
  const last = { ...at, variantId: ids.at(-1)! }
  const notice = written(await core.stock.counts.lines(at), ids)
  return withNotice(await goOn(turn, last), notice)
}

/** Numbers for this size and those after it, else goods: an article or the digits of a barcode. */
const typed = (turn: Turn, step: AskingOf<'count_pieces'>, text: string): Promise<Reply> => {
  const numbers = text.trim().split(/[\s,;]+/)
  if (numbers.every((each) => /^\d{1,4}$/.test(each))) return write(turn, step, numbers.map(Number))
  return look(turn, step, text)
}

/** A typed article: its sizes, those too that never lay here. */
const look = async (turn: Turn, { countId }: Of, text: string): Promise<Reply> => {
  const productId = await turn.core.catalog.lookUp(text.trim())
  const product = productId ? await turn.core.catalog.product(productId) : undefined
  const [first] = product?.variants ?? []
  if (!first) throw new DomainError('stock.no_product')
  return countLine(turn, { countId, variantId: first.id, walk: 'product' })
}

/** A photo of a box: the size that it is of, among those of its cell. */
const photo = async (
  turn: Turn,
  { countId, again }: Of & { again: () => Promise<Reply> },
  media: Media,
): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  const codes = await turn.scan(media)
  const [found] = await turn.core.catalog.barcodes(codes)
  if (found) return countLine(turn, { countId, variantId: found.variantId, walk: 'cell' })
  const [code] = codes
  return withNotice(
    await again(),
    code === undefined ? { code: 'scan.none_here' } : { code: 'scan.unknown_here', params: { code } },
  )
}

const forget = async (turn: Turn, at: At): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.stock.counts.forget({ actor, ...at, cause })
  return countLine(turn, at)
}

const end = async (turn: Turn, { countId }: Of, { asks = false } = {}): Promise<Reply> => {
  const { counts: found } = turn.core.stock
  const [of, differences, cells] = await Promise.all([
    read(turn, { countId }),
    found.differences(countId),
    found.cells(countId),
  ])
  const left = cells.reduce((sum, { sizes, counted }) => sum + sizes - counted, 0)
  return { screen: { name: 'count_end', ...of, differences, left, asks }, step: FREE }
}

const surely = async (turn: Turn, { countId, revision }: Of & { revision: number }): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.stock.counts.finish({ actor, countId, revision, cause })
  return withNotice(await desk(turn), { code: 'count.finished' })
}

const drop = async (turn: Turn, of: Of): Promise<Reply> => ({
  screen: { name: 'count_drop', ...(await read(turn, of)) },
  step: FREE,
})

const dropped = async (turn: Turn, { countId }: { countId: Count['id'] }): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.stock.counts.drop({ actor, countId, cause })
  return withNotice(await desk(turn), { code: 'count.thrown_away' })
}

export const handlers: HandlersOf<typeof countsActions> = {
  counts,
  count_begin: begin,
  count: countProduct,
  count_of: countOf,
  count_line: countLine,
  count_is: (turn, { pieces, ...at }) => write(turn, at, [pieces]),
  count_forget: forget,
  count_end: (turn, of) => end(turn, of),
  count_ask: (turn, of) => end(turn, of, { asks: true }),
  count_surely: surely,
  count_drop: drop,
  count_dropped: dropped,
}

export const questions: QuestionsOf<typeof countsSteps> = {
  count_goods: {
    answer: (turn, step, text) => look(turn, step, text),
    media: (turn, { countId }, media) =>
      photo(turn, { countId, again: () => countOf(turn, { countId }) }, media),
    again: (turn, step) => countOf(turn, step),
  },
  count_pieces: {
    answer: typed,
    media: (turn, step, media) =>
      photo(turn, { countId: step.countId, again: () => countLine(turn, step) }, media),
    again: (turn, step) => countLine(turn, step),
    repeated: (turn, step) => goOn(turn, step),
  },
}

const near = (turn: Turn): Promise<Reply> =>
  counts(turn).catch(unlessRefused(() => (isStaff(turn.actor) ? desk(turn) : home(turn))))
const nearOf = (turn: Turn, of: Of): Promise<Reply> =>
  countOf(turn, of).catch(unlessRefused(() => near(turn)))
const nearLine = (turn: Turn, at: At): Promise<Reply> => goOn(turn, at).catch(unlessRefused(() => near(turn)))

export const fallbacks: Fallbacks<typeof countsActions> = {
  counts: (turn) => (isStaff(turn.actor) ? desk(turn) : home(turn)),
  count_begin: near,
  count: near,
  count_of: near,
  count_line: near,
  count_is: nearLine,
  count_forget: nearLine,
  count_end: near,
  count_ask: near,
  count_surely: (turn, of) => end(turn, of).catch(unlessRefused(() => near(turn))),
  count_drop: nearOf,
  count_dropped: near,
}

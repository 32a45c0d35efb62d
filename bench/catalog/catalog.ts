import { createBrowsing, type ProductPage, SORTS } from '../../core/catalog/index.ts'
import { systemClock } from '../../core/kernel/clock.ts'
import { createDb } from '../../core/kernel/db.ts'
import type { NewDatabase } from '../database.ts'
import { type Result, result } from '../row.ts'
import { fillCatalog } from './fill.ts'

const USER = 'usr_bench'

type Browsing = ReturnType<typeof createBrowsing>
type Call = () => Promise<unknown>

interface Sizes {
  readonly few: number
  readonly many: number
  readonly rounds: number
  /** Only each n-th of the calls is made. Default all. */
  readonly each?: number
}

/** How much longer lists, filters and searches take in a large catalogue than in a small one: p95 of the same calls. */
export const measureCatalog = async (
  newDatabase: NewDatabase,
  { few, many, rounds, each = 1 }: Sizes,
): Promise<Result[]> => {
  const [small, large] = [await openCatalog(newDatabase, few), await openCatalog(newDatabase, many)]
  try {
    const some = (calls: readonly Call[]) => calls.filter((_, i) => i % each === 0)
    const [smallLists, largeLists] = [await listCalls(small.browsing), await listCalls(large.browsing)]
    const lists = await compare(rounds, some(smallLists), some(largeLists))
    const searches = await compare(
      rounds,
      some(searchCalls(small.browsing)),
      some(searchCalls(large.browsing)),
    )
    const common = { unit: 'ms', goalIs: 'ratio at most', against: `${few} products; here ${many}` } as const
    return [
      result({
        ...common,
        name: 'lists and filters, p95',
        value: lists.large,
        baseline: lists.small,
        goal: 2,
      }),
      result({
        ...common,
        name: 'search, p95 of 200 queries',
        value: searches.large,
        baseline: searches.small,
        goal: 5,
      }),
    ]
  } finally {
    await small.close()
    await large.close()
  }
}

const openCatalog = async (newDatabase: NewDatabase, products: number) => {
  const url = await newDatabase()
  await fillCatalog(url, products)
  const db = createDb({ url, poolMax: 2 })
  return { browsing: createBrowsing({ db, clock: systemClock }), close: () => db.close() }
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!

/** The same call in both catalogues in turn, so that a busy machine slows both; the first round does not count. */
const compare = async (rounds: number, small: readonly Call[], large: readonly Call[]) => {
  const times = { small: [] as number[], large: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    for (const [i, call] of small.entries()) {
      const [inSmall, inLarge] = [await timed(call), await timed(large[i]!)]
      if (round === 0) continue
      times.small.push(inSmall)
      times.large.push(inLarge)
    }
  }
  return { small: p95(times.small), large: p95(times.large) }
}

const timed = async (call: Call): Promise<number> => {
  const began = performance.now()
  await call()
  return performance.now() - began
}

/** Lists in every order, the tenth page and back, and what can be chosen, in categories, shelves and with filters. */
const listCalls = async (browsing: Browsing): Promise<Call[]> => {
  const calls: Call[] = []
  for (let n = 1; n <= 10; n++) {
    const categoryId = `cat_${n}`
    calls.push(() => browsing.category({ userId: USER, categoryId }))
    const first = await browsing.category({ userId: USER, categoryId })
    if (!first) throw new Error(`there is no ${categoryId}`)
    const of = { userId: USER, browseId: first.browse.id }
    for (const by of SORTS) calls.push(() => browsing.sort({ ...of, by }))
    const edge = await tenthPage(browsing, first)
    calls.push(() => browsing.page({ ...of, edge: { after: edge } }))
    calls.push(() => browsing.page({ ...of, edge: { before: edge } }))
    const { choices } = await browsing.choices(of)
    calls.push(() => browsing.choices(of))
    for (const { values } of choices) {
      const token = values[0]!.token
      calls.push(() => browsing.values({ ...of, token }))
      calls.push(() => browsing.choose({ ...of, token, on: true }))
    }
    calls.push(() => browsing.prices(of))
    calls.push(() => browsing.widen(of))
  }
  for (const shelf of ['new', 'sale'] as const) calls.push(() => browsing.shelf({ userId: USER, shelf }))
  return calls
}

const tenthPage = async (browsing: Browsing, first: ProductPage): Promise<string> => {
  let page = first
  for (let n = 1; n < 10 && page.hasNext; n++)
    page = await browsing.page({
      userId: USER,
      browseId: page.browse.id,
      edge: { after: page.products.at(-1)!.id },
    })
  return page.products[0]!.id
}

/** Forty of a kind: as it is called, other forms, typing errors, the other keyboard, Russian. */
const QUERIES: readonly string[] = [
  ...[
    'кросівки',
    'черевики',
    'чоботи',
    'туфлі',
    'босоніжки',
    'сандалі',
    'капці',
    'лофери',
    'балетки',
    'челсі',
  ].flatMap((noun) => [noun, `${noun} зимові чорні`, `${noun} на шнурках`, `${noun} 36`]),
  ...[
    'кросівок',
    'черевиків',
    'чоботами',
    'туфель',
    'босоніжок',
    'сандалів',
    'капців',
    'лоферів',
    'балеток',
    'мокасинів',
  ].flatMap((noun) => [noun, `зимових ${noun}`, `чорна пара ${noun}`, `${noun} шкіряних`]),
  ...[
    'кросвки',
    'черевкии',
    'чобтои',
    'тфулі',
    'босонжки',
    'саднаіл',
    'капці',
    'лоферри',
    'балетик',
    'мокасни',
  ].flatMap((noun) => [noun, `${noun} зимоі`, `чрні ${noun}`, `${noun} зі шнрками`]),
  ...[
    'rhjcsdrb',
    'xthtdbrb',
    'xj,jnb',
    'nea;ks',
    ',jcjys;rb',
    'cfylfks',
    'rfgws',
    'kjathb',
    ',fktnrb',
    'vjrfcbyb',
  ].flatMap((noun) => [noun, `${noun} pbvjds`, `xjhys ${noun}`, `${noun} 36`]),
  ...[
    'кроссовки',
    'ботинки',
    'сапоги',
    'туфли',
    'босоножки',
    'сандалии',
    'тапочки',
    'кеды',
    'лоферы',
    'мокасины',
  ].flatMap((noun) => [noun, `зимние ${noun}`, `черные ${noun}`, `${noun} кожаные`]),
]

const searchCalls = (browsing: Browsing): Call[] =>
  QUERIES.map((text) => () => browsing.words({ userId: USER, text }))

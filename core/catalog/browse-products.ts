import type { Clock } from '../kernel/clock.ts'
import { type Db, sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Money } from '../kernel/money.ts'
import { type BrowseAt, findLastBrowse, openBrowse, touchBrowse } from './browse.store.ts'
import {
  type Browse,
  type Edge,
  type PriceRange,
  type ProductPage,
  priceRanges,
  questionOf,
  type Scope,
  type Shelf,
  type Sort,
  type Trait,
  type TraitChoice,
} from './browse.ts'
import { findPage, findPrices, findShelves, findTraits } from './browse-page.store.ts'
import { chooseWords, type Understood } from './choose-words.ts'
import { findWords } from './find-words.store.ts'
import type { ProductSummary } from './product.ts'
import { QUERY_MAX, readingsOf } from './search-text.ts'

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

/** As many as a carousel of Viber has cards. */
const PAGE = 6
/** A browse that nobody keeps, with nothing chosen. */
const UNCHOSEN = { id: '', traits: [], priceFrom: null, priceTo: null, sort: 'shop' } as const
/** More values than this are no help to choose by. */
const VALUES_MAX = 40

/**
 * Looking through products: what is looked through and what was chosen stands in a row of its own (a *browse*), so that
 * a button of last week goes on from what its list had become. Changes say what is to be so, never the other way round:
 * the same change twice is one.
 */
export const createBrowsing = ({ db, clock }: Needs) => {
  const q = db.queries

  /** A page that nobody stands on any more (what it began after is gone) is the first one. */
  const pageOf = async ({ browse, place }: BrowseAt, edge?: Edge): Promise<ProductPage> => {
    const how = edge && ('after' in edge ? 'after' : 'before' in edge ? 'before' : 'at')
    const request = { browse, now: clock.now(), limit: PAGE }
    if (how && place) {
      const found = await findPage(q, { ...request, edge: { place, how } })
      const more = found.length > PAGE
      const products = found.slice(0, PAGE)
      if (how === 'before' && products.length > 0)
        return { browse, products: products.reverse(), hasPrevious: more, hasNext: true }
      if (products.length > 0) return { browse, products, hasPrevious: true, hasNext: more }
    }
    const found = await findPage(q, { ...request, edge: undefined })
    return { browse, products: found.slice(0, PAGE), hasPrevious: false, hasNext: found.length > PAGE }
  }

  const open = async (
    userId: string,
    scope: Parameters<typeof openBrowse>[1]['scope'],
    sort: Sort = 'shop',
  ) => {
    const opened = await openBrowse(q, { userId, scope, sort, now: clock.now() })
    return opened && pageOf(opened)
  }

  /** What nothing has together is looked for without one of the words, then by any of them. */
  const openWords = async (userId: string, query: string, understood: Understood): Promise<ProductPage> => {
    const count = understood.groups.length
    const looser =
      count > 1 ? [...new Set([count - 1, 1])].map((atLeast) => ({ ...understood, atLeast })) : []
    const now = clock.now()
    let scope: Scope = { of: 'words', query, understood }
    let products: readonly ProductSummary[] = []
    for (const way of [understood, ...looser]) {
      scope = { of: 'words', query, understood: way }
      products = await findPage(q, { browse: { ...UNCHOSEN, scope }, now, edge: undefined, limit: PAGE })
      if (products.length > 0) break
    }
    const opened = await openBrowse(q, { userId, scope, sort: UNCHOSEN.sort, now })
    return {
      browse: opened!.browse,
      products: products.slice(0, PAGE),
      hasPrevious: false,
      hasNext: products.length > PAGE,
    }
  }

  const own = async (
    of: { userId: string; browseId: string; productId?: string | undefined },
    set = sql``,
  ) => {
    const found = await touchBrowse(q, { ...of, now: clock.now() }, set)
    if (!found) throw new DomainError('browse.gone')
    return found
  }

  const narrow = async (
    of: { userId: string; browseId: string },
    set: ReturnType<typeof sql>,
  ): Promise<ProductPage> => pageOf(await own(of, set))

  return {
    /** The first page of a category with nothing chosen; undefined for one that is not there. */
    category: (of: { userId: string; categoryId: string }): Promise<ProductPage | undefined> =>
      open(of.userId, { of: 'category', category: { id: of.categoryId } }),

    shelf: async (of: { userId: string; shelf: Shelf }): Promise<ProductPage> =>
      (await open(of.userId, { of: 'shelf', shelf: of.shelf }, of.shelf === 'new' ? 'new' : 'shop'))!,

    /** What the words of a text find, typing errors seen through; undefined where the catalogue knows none of them. */
    words: async (of: { userId: string; text: string }): Promise<ProductPage | undefined> => {
      const said = readingsOf(of.text)
      if (said.length === 0) return undefined
      const understood = chooseWords(await findWords(q, said), of.text)
      if (understood.groups.length === 0) return undefined
      return openWords(of.userId, of.text.trim().slice(0, QUERY_MAX), understood)
    },

    /** Whether the catalogue knows each word of a text as it was typed. */
    knows: async (text: string): Promise<boolean> => {
      const said = readingsOf(text)
      if (said.length === 0) return false
      const { groups, instead, unknown } = chooseWords(await findWords(q, said), text)
      return groups.length > 0 && instead === null && unknown.length === 0
    },

    /** @throws DomainError `browse.gone` for one that is not there or not theirs */
    page: async ({
      edge,
      ...of
    }: {
      userId: string
      browseId: string
      edge?: Edge
    }): Promise<ProductPage> => {
      const productId = edge && ('after' in edge ? edge.after : 'before' in edge ? edge.before : edge.at)
      return pageOf(await own({ ...of, productId }), edge)
    },

    /** The list that a person came to the product from, at the product; undefined where they came another way. */
    backTo: async (of: { userId: string; productId: string }): Promise<ProductPage | undefined> => {
      const found = await findLastBrowse(q, { ...of, now: clock.now() })
      return found && pageOf(found, { at: of.productId })
    },

    /** What a browse can be narrowed by. @throws DomainError `browse.gone` */
    choices: async (of: {
      userId: string
      browseId: string
    }): Promise<{ browse: Browse; choices: TraitChoice[] }> => {
      const { browse } = await own(of)
      return { browse, choices: choicesAmong(await findTraits(q, browse, clock.now()), browse) }
    },

    /** The values of what `token` is one of. @throws DomainError `browse.gone`, also where nothing is called so */
    values: async ({ token, ...of }: { userId: string; browseId: string; token: string }) => {
      const { browse } = await own(of)
      const [asked] = await q.$queryRaw<
        Trait[]
      >`SELECT token, name, value FROM search_traits WHERE token = ${token}`
      if (!asked) throw new DomainError('browse.gone')
      const question = questionOf(asked)
      const found = await findTraits(q, browse, clock.now(), question)
      const values = sortValues(found.filter((trait) => questionOf(trait) === question)).slice(0, VALUES_MAX)
      return { browse, choice: { name: asked.name, values } satisfies TraitChoice }
    },

    /** @throws DomainError `browse.gone` */
    prices: async (of: {
      userId: string
      browseId: string
    }): Promise<{ browse: Browse; ranges: PriceRange[] }> => {
      const { browse } = await own(of)
      return { browse, ranges: priceRanges(await findPrices(q, browse, clock.now())) }
    },

    /** Chooses a value, or chooses it no more. @throws DomainError `browse.gone` */
    choose: ({ token, on, ...of }: { userId: string; browseId: string; token: string; on: boolean }) =>
      narrow(
        of,
        sql`, traits = array_remove(traits, ${token})
          || ARRAY(SELECT t.token FROM search_traits t WHERE t.token = ${token} AND ${on}::boolean)`,
      ),

    /** @throws DomainError `browse.gone` */
    price: ({
      from,
      to,
      ...of
    }: {
      userId: string
      browseId: string
      from: Money | null
      to: Money | null
    }) => narrow(of, sql`, price_from = ${from}::bigint, price_to = ${to}::bigint`),

    /** @throws DomainError `browse.gone` */
    sort: ({ by, ...of }: { userId: string; browseId: string; by: Sort }) => narrow(of, sql`, sort = ${by}`),

    /** Nothing chosen any more; the order stays. @throws DomainError `browse.gone` */
    widen: (of: { userId: string; browseId: string }) =>
      narrow(of, sql`, traits = '{}', price_from = NULL, price_to = NULL`),

    shelves: () => findShelves(q, clock.now()),
  }
}

/** Things to choose by with more than one value, or with one that is chosen: what a variant is chosen by comes first. */
const choicesAmong = (found: readonly Trait[], browse: Browse): TraitChoice[] => {
  const chosen = new Set(browse.traits.map(questionOf))
  return [...Map.groupBy([...browse.traits, ...found], questionOf)]
    .filter(([question, values]) => chosen.has(question) || values.length > 1)
    .toSorted(([a], [b]) => Number(b.startsWith('o')) - Number(a.startsWith('o')) || a.localeCompare(b, 'uk'))
    .map(([, values]) => ({ name: values[0]!.name, values: sortValues(values) }))
}

/** As people count and spell: 9 before 10, «зима» after «весна». */
const sortValues = (values: readonly Trait[]): Trait[] =>
  [...new Map(values.map((trait) => [trait.token, trait])).values()].toSorted((a, b) =>
    a.value.uk.localeCompare(b.value.uk, 'uk', { numeric: true }),
  )

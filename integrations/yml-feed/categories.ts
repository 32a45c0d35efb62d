import type { ImportCategory } from '../../core/catalog/index.ts'
import type { FeedCategory } from './feed.ts'
import type { Offer } from './offer.ts'
import { detached, oneLine } from './text.ts'

export interface UndeclaredCategory {
  readonly id: string
  readonly name: string
  readonly offers: number
}

/** The categories of a feed: those of one name are one, and one that offers name but nobody declares is kept. */
export class FeedCategories {
  #declared = new Map<string, string>()
  #used = new Map<string, { offers: number; types: Map<string, number> }>()

  declare({ id, name }: FeedCategory): void {
    const text = oneLine(name)
    if (id !== '' && text !== '') this.#declared.set(detached(id), detached(text))
  }

  use({ categoryId, params }: Offer): void {
    let used = this.#used.get(categoryId)
    if (!used) {
      used = { offers: 0, types: new Map() }
      this.#used.set(detached(categoryId), used)
    }
    used.offers += 1
    const type = params.find(({ name }) => /^тип( товару)?$/i.test(name))?.value
    if (type === undefined || used.types.size >= 20) return
    const count = used.types.get(type)
    used.types.set(count === undefined ? detached(type) : type, (count ?? 0) + 1)
  }

  /** The name by which an offer's category is known: the same for ids of the same name. */
  keyOf(categoryId: string): string {
    return this.#nameOf(categoryId).toLowerCase()
  }

  /** The categories that offers use, in the order of their first offer. */
  list(): ImportCategory[] {
    const categories = new Map<string, ImportCategory>()
    for (const id of this.#used.keys()) {
      const key = this.keyOf(id)
      const slug = this.#declared.has(id) ? slugOf(this.#nameOf(id)) : `undeclared-${slugOf(id)}`
      if (!categories.has(key)) categories.set(key, { key, slug, name: { uk: this.#nameOf(id) } })
    }
    return [...categories.values()]
  }

  undeclared(): UndeclaredCategory[] {
    return [...this.#used]
      .filter(([id]) => !this.#declared.has(id))
      .map(([id, { offers }]) => ({ id, name: this.#nameOf(id), offers }))
  }

  #nameOf(id: string): string {
    const declared = this.#declared.get(id)
    if (declared !== undefined) return declared
    const { offers, types } = this.#used.get(id) ?? { offers: 0, types: new Map<string, number>() }
    // Offers that are all of one type say themselves what they are.
    const [type] = [...types].filter(([, count]) => count >= offers * 0.9)
    return type ? type[0] : 'Інші товари'
  }
}

const LATIN: ReadonlyMap<string, string> = new Map(
  (
    'а-a б-b в-v г-h ґ-g д-d е-e є-ie ж-zh з-z и-y і-i ї-i й-i к-k л-l м-m н-n о-o п-p р-r с-s т-t у-u ф-f ' +
    'х-kh ц-ts ч-ch ш-sh щ-shch ю-iu я-ia ы-y э-e'
  )
    .split(' ')
    .map((pair) => [pair[0]!, pair.slice(2)]),
)

/** «Дорожні сумки» → `dorozhni-sumky`, as Ukrainian passports write it. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[а-яґєіїё]/g, (letter) => LATIN.get(letter) ?? '')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '') || 'category'

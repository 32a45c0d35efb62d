import { cut } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import type { Card } from '../screens/card.ts'
import { cardOf } from '../screens/cards.ts'
import type { Pen, Screen, ScreenOf } from '../screens/screen.ts'
import type { Drawing } from './drawing.ts'
import type { WithFile } from './files.ts'
import { drawCard, type Served } from './render.ts'

/** What a shared text may have (viber facts): the link and some words before it. */
const FORWARD_MAX = 200

/** What drawing for this bot needs. A product is shared by handing on its link. */
export const penOf = (uri: string, words: Words): Pen => {
  const link = (word: string) => `viber://pa?chatURI=${encodeURIComponent(uri)}&context=${word}`
  return {
    words,
    link,
    share: (label, { word, text }) => {
      const shared = link(word)
      const said = `${cut(text, FORWARD_MAX - shared.length - 1)} ${shared}`
      return { label, url: `viber://forward?text=${encodeURIComponent(said)}` }
    },
  }
}

/** What was done with a product that stands above as it is. */
const DONE: ReadonlySet<string> = new Set([
  'product.added',
  'product.added_open',
  'favourites.put',
  'favourites.taken',
])

/** What was said, a gap, and what the product is called. */
const SAID_LINES = 3

/**
 * A product with all its photos to swipe: there is nothing to leaf through then. What was just done is said alone: the
 * rest stands above already, and nothing can be edited.
 */
const productIn = (card: Card, { product, notice }: ScreenOf<'product'>): Card => ({
  ...card,
  ...(notice ? { photo: undefined } : { album: product.photos }),
  ...(notice && DONE.has(notice.code) ? { lines: card.lines.slice(0, SAID_LINES) } : {}),
  rows: card.rows.map((row) => row.filter((key) => !('action' in key && key.action.to === 'product'))),
})

/** What Viber does better than the shared card. */
const better = (screen: Screen, card: Card): Card =>
  screen.name === 'product' ? productIn(card, screen) : card

/** A screen as Viber shows it; a file that it has goes before it. */
export const drawScreen = async (
  screen: Screen,
  pen: Pen,
  { served, withFile }: { served: Served; withFile: (card: Card) => Promise<WithFile> },
): Promise<Drawing> => {
  const { card, attached } = await withFile(better(screen, cardOf(screen, pen)))
  return drawCard(card, { served, words: pen.words, attached })
}

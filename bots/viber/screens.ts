import { cut } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import type { Card } from '../screens/card.ts'
import { cardOf } from '../screens/cards.ts'
import type { Pen, Screen } from '../screens/screen.ts'
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

/** A screen as Viber shows it; a file that it has goes before it. */
export const drawScreen = async (
  screen: Screen,
  pen: Pen,
  { served, withFile }: { served: Served; withFile: (card: Card) => Promise<WithFile> },
): Promise<Drawing> => {
  const { card, attached } = await withFile(cardOf(screen, pen))
  return drawCard(card, { served, words: pen.words, attached })
}

/** Words, or words with one of the tags that Viber draws on its buttons. */
export type HtmlPiece =
  | string
  | {
      readonly tag: 'b' | 'i' | 'u' | 's' | 'font'
      /** `#rrggbb` */
      readonly color?: string
      /** In pixels, 12 to 32. */
      readonly size?: number
      readonly pieces: readonly HtmlPiece[]
    }

type Tagged = Exclude<HtmlPiece, string> & { pieces: HtmlPiece[] }

const token = /<(\/?)(b|i|u|s|font|br)((?:\s[^<>]*)?)\/?>|&(#x[0-9a-f]+|#\d+|[a-z]+);/gi
const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  amp: '&',
}

/**
 * The text of a Viber button as pieces: `b i u s font br` and entities are understood, everything else stands as it is
 * written. Never loses a word; a tag that nobody closed ends with the text.
 */
export function readViberHtml(text: string): HtmlPiece[] {
  const top: HtmlPiece[] = []
  const open: Tagged[] = []
  const add = (piece: HtmlPiece) => {
    const into = open.at(-1)?.pieces ?? top
    const last = into.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') into[into.length - 1] = last + piece
    else if (piece !== '') into.push(piece)
  }
  let at = 0
  for (const match of text.matchAll(token)) {
    const [whole, slash, name, attributes = '', entity] = match
    add(text.slice(at, match.index))
    at = match.index + whole.length
    if (entity !== undefined) add(characterOf(entity) ?? whole)
    else if (name!.toLowerCase() === 'br') add('\n')
    else if (slash) close(open, name!.toLowerCase())
    else {
      const piece = { tag: name!.toLowerCase() as Tagged['tag'], ...fontOf(attributes), pieces: [] }
      add(piece)
      open.push(piece)
    }
  }
  add(text.slice(at))
  return top
}

function close(open: Tagged[], tag: string): void {
  const from = open.findLastIndex((piece) => piece.tag === tag)
  if (from >= 0) open.length = from
}

function fontOf(attributes: string): { color?: string; size?: number } {
  const color = /color\s*=\s*["']?(#[0-9a-f]{6})\b/i.exec(attributes)?.[1]
  const size = Number(/size\s*=\s*["']?(\d{1,3})\b/i.exec(attributes)?.[1])
  return { ...(color && { color }), ...(size > 0 && { size: Math.min(32, Math.max(12, size)) }) }
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return entities[entity.toLowerCase()]
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

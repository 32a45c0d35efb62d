/** A piece of a text, bold where it stood between stars. */
export interface MarkedPiece {
  readonly words: string
  readonly bold: boolean
}

/** Stars with words right between them, and nothing but a space or an end beside them. */
const marked = /(?<=^|\s)\*(?=\S)([^*\n]*[^\s*])\*(?=\s|$)/g

/** Viber's marks in the text of a message; the pieces without their stars give the words as they are read. */
export function readMarks(text: string): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let at = 0
  for (const match of text.matchAll(marked)) {
    if (match.index > at) pieces.push({ words: text.slice(at, match.index), bold: false })
    pieces.push({ words: match[1]!, bold: true })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ words: text.slice(at), bold: false })
  return pieces
}

import type { Entity } from '../wire.ts'

/** A run of plain text, or an entity's text cut further into what it contains. */
export type Piece =
  | string
  | { readonly entity: Entity; readonly text: string; readonly pieces: readonly Piece[] }

interface Span {
  readonly start: number
  readonly end: number
  readonly entity: Entity
}

/**
 * Cuts a message's text into nested pieces along its entities. The pieces put together again give
 * exactly `text`; entities that reach outside it are clipped, empty ones dropped, and of two that
 * only partly overlap the later is split, since a page's elements can but nest.
 */
export function cutIntoPieces(text: string, entities: readonly Entity[] = []): Piece[] {
  const spans = entities
    .map((entity) => ({
      entity,
      start: Math.max(0, entity.offset),
      end: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter((span) => span.end > span.start)
  return cut(text, { start: 0, end: text.length }, spans)
}

function cut(text: string, range: { start: number; end: number }, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  let at = range.start
  let waiting = outermostFirst(spans)
  for (let span = waiting[0]; span; span = waiting[0]) {
    if (span.start > at) pieces.push(text.slice(at, span.start))
    const { inside, after } = divide(waiting.slice(1), span.end)
    pieces.push({
      entity: span.entity,
      text: text.slice(span.start, span.end),
      pieces: cut(text, span, inside),
    })
    at = span.end
    waiting = outermostFirst(after)
  }
  if (at < range.end) pieces.push(text.slice(at, range.end))
  return pieces
}

function divide(spans: readonly Span[], end: number): { inside: Span[]; after: Span[] } {
  const inside: Span[] = []
  const after: Span[] = []
  for (const span of spans) {
    if (span.start < end) inside.push({ ...span, end: Math.min(span.end, end) })
    if (span.end > end) after.push({ ...span, start: Math.max(span.start, end) })
  }
  return { inside, after }
}

function outermostFirst(spans: readonly Span[]): Span[] {
  return spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
}

import { type Entity, sortEntities } from './entities-html.ts'

// What Telegram marks by itself in any text. Domains without a scheme are limited to common endings.
const patterns: { type: string; pattern: RegExp }[] = [
  { type: 'url', pattern: /\b(?:https?|tg|ton):\/\/[^\s<>"'«»]+/gi },
  { type: 'email', pattern: /(?<![\p{L}\d._%+-])[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu },
  {
    type: 'url',
    pattern:
      /(?<![\p{L}\d@._/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|ua|me|io|shop|store|info|app|dev|eu|pl|de|uk)(?![\p{L}\d.-]*[\p{L}\d])(?:[/?#][^\s<>"'«»]*)?/giu,
  },
  { type: 'mention', pattern: /(?<![\p{L}\d_@])@[a-z0-9_]{3,32}(?![\p{L}\d_])/giu },
  {
    type: 'bot_command',
    pattern: /(?<![\p{L}\d_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\d_/<>])/giu,
  },
  { type: 'hashtag', pattern: /(?<![\p{L}\d_#])#(?=[\d_]*\p{L})[\p{L}\d_]{1,256}(?![\p{L}\d_#])/gu },
  { type: 'phone_number', pattern: /(?<![\p{L}\d+])\+\d(?:[ ()-]{0,2}\d){9,14}(?!\d)/gu },
]
const mayHoldEntity = /[@/#+.]/

/** Finds what Telegram marks by itself (links, phone numbers, commands, mentions, hashtags) outside of `taken`. */
export function withAutomaticEntities(text: string, taken: Entity[]): Entity[] {
  if (!mayHoldEntity.test(text)) return taken
  const blocked = taken.filter(({ type }) => ['code', 'pre', 'text_link', 'text_mention'].includes(type))
  const found: Entity[] = []
  for (const { type, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = type === 'url' ? match[0].replace(/[.,:;!?)\]}'"]+$/, '') : match[0]
      const entity = { type, offset: match.index, length: value.length }
      const overlaps = [...blocked, ...found].some((other) => overlap(other, entity))
      if (!overlaps) found.push(entity)
    }
  }
  return found.length === 0 ? taken : sortEntities([...taken, ...found])
}

const overlap = (a: Entity, b: Entity) => a.offset < b.offset + b.length && b.offset < a.offset + a.length

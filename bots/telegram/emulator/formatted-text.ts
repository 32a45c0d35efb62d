import { withAutomaticEntities } from './entities-automatic.ts'
import { type Entity, type Formatted, parseHtml, sortEntities } from './entities-html.ts'
import { parseMarkdownV2 } from './entities-markdown.ts'
import { isObject } from './params.ts'
import { badRequest } from './refusal.ts'

const maxTextLength = 4096
const maxCaptionLength = 1024
const maxSourceBytes = 1 << 15

export interface Source {
  text: string
  parseMode?: string | undefined
  entities?: unknown[] | undefined
}

/** The text of a message as Telegram keeps it: parsed, trimmed, 1–4096 UTF-16 units, or a refusal. */
export function messageText(source: Source): Formatted {
  if (source.text === '') throw badRequest('message text is empty')
  const formatted = format(source)
  if (formatted.text.trim() === '') throw badRequest('text must be non-empty')
  if (formatted.text.length > maxTextLength) throw badRequest('message is too long')
  return formatted
}

/** The caption of a photo or document: parsed, trimmed, 0–1024 UTF-16 units, or a refusal. */
export function mediaCaption(source: Source): Formatted {
  const formatted = format(source)
  if (formatted.text.length > maxCaptionLength) throw badRequest('message caption is too long')
  return formatted
}

function format(source: Source): Formatted {
  if (Buffer.byteLength(source.text) > maxSourceBytes) throw badRequest('text is too long')
  if (source.text === '') return { text: '', entities: [] }
  const parsed = parse(source)
  const trimmed = trim(parsed)
  return {
    text: trimmed.text,
    entities: withAutomaticEntities(trimmed.text, withoutNestedInCode(trimmed.entities)),
  }
}

function parse({ text, parseMode, entities }: Source): Formatted {
  const mode = parseMode?.toLowerCase() ?? ''
  const clean = text.replaceAll('\r', '')
  switch (mode) {
    case 'html':
      return parseHtml(clean)
    case 'markdownv2':
      return parseMarkdownV2(clean)
    case 'markdown':
      throw badRequest('parse_mode "Markdown" is not supported by the emulator')
    case '':
    case 'none':
      return { text, entities: sortEntities((entities ?? []).flatMap((entity) => givenEntity(entity, text))) }
    default:
      throw badRequest('unsupported parse_mode')
  }
}

/** An entity from the caller's list. Automatic kinds are recomputed, so they are left out here. */
function givenEntity(given: unknown, text: string): Entity[] {
  if (!isObject(given)) throw badRequest("can't parse MessageEntity: expected an Object")
  const { type, offset, length, url, language, user, custom_emoji_id } = given as unknown as Entity
  if (offset < 0) throw badRequest(`Receive an entity with incorrect offset ${offset}`)
  if (length < 0) throw badRequest(`Receive an entity with incorrect length ${length}`)
  if (offset > text.length)
    throw badRequest(`Entity begins after the end of the text at UTF-16 offset ${offset}`)
  if (offset + length > text.length)
    throw badRequest(
      `Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
    )
  if (!givenTypes.has(type)) {
    if (automaticTypes.has(type)) return []
    throw badRequest("can't parse MessageEntity: Unsupported type specified")
  }
  if (length === 0) return []
  return [
    {
      type,
      offset,
      length,
      ...(url !== undefined && { url }),
      ...(language !== undefined && { language }),
      ...(user !== undefined && { user }),
      ...(custom_emoji_id !== undefined && { custom_emoji_id }),
    },
  ]
}

const givenTypes = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
])
const automaticTypes = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
])

/** Cuts white space at both ends; in front only what no entity covers, as Telegram does. */
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length
  const firstEntity = entities[0]?.offset ?? end
  let begin = 0
  while (begin < firstEntity && begin < end && (text[begin] === ' ' || text[begin] === '\n')) begin++
  if (begin === 0 && end === text.length) return { text, entities }
  const kept = entities.flatMap((entity) => {
    const length = Math.min(entity.offset + entity.length, end) - entity.offset
    return length > 0 ? [{ ...entity, offset: entity.offset - begin, length }] : []
  })
  return { text: text.slice(begin, end), entities: kept }
}

/** Inside code nothing else is marked. */
function withoutNestedInCode(entities: Entity[]): Entity[] {
  const codes = entities.filter(({ type }) => type === 'code' || type === 'pre')
  if (codes.length === 0) return entities
  const isInside = (entity: Entity, code: Entity) =>
    entity !== code &&
    entity.offset >= code.offset &&
    entity.offset + entity.length <= code.offset + code.length
  return entities.filter(
    (entity) => /blockquote$/.test(entity.type) || !codes.some((code) => isInside(entity, code)),
  )
}

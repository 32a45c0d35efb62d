import type { Entity } from '../wire.ts'

const FOLLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:', 'tg:'])

/**
 * Where a tap on an entity leads: an absolute address of a harmless scheme, or null where the
 * entity is no link or its address must not be followed (`javascript:` and the like).
 */
export function addressOf(entity: Pick<Entity, 'type' | 'url'>, text: string): string | null {
  switch (entity.type) {
    case 'text_link':
      return harmless(entity.url ?? '')
    case 'url':
      return harmless(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`)
    case 'email':
      return harmless(`mailto:${text}`)
    case 'phone_number':
      return `tel:${text.replace(/[^\d+]/g, '')}`
    default:
      return null
  }
}

/** The address if it is absolute and of a scheme that a page may open, else null. */
export function harmless(address: string): string | null {
  if (!URL.canParse(address)) return null
  return FOLLOWED.has(new URL(address).protocol) ? address : null
}

/**
 * The start parameter of a deep link to `bot` (`https://t.me/<bot>?start=…`, `tg://resolve?…`),
 * '' for a link to the bot without one, null for every other address.
 */
export function startParameterOf(address: string, bot: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  const named =
    url.protocol === 'tg:' && url.hostname === 'resolve'
      ? url.searchParams.get('domain')
      : /^(www\.)?(t|telegram)\.me$/.test(url.hostname)
        ? url.pathname.slice(1)
        : null
  if (named?.toLowerCase() !== bot.toLowerCase()) return null
  return url.searchParams.get('start') ?? ''
}

/**
 * A file's address as this page may ask for it: the path alone, since the server may know itself by
 * another name or port than the browser reached it by.
 */
export function fileAddress(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}

/** What Telegram makes of a link: the link in its normal form, or why it refuses it. */
export type CheckedLink = { url: string } | { problem: string }

/**
 * Checks a link as Telegram does for buttons and text links: http, https, tg and ton schemes; a bare host gets
 * http; a host without a dot (such as localhost) is refused.
 */
export function checkLink(link: string, { httpsOnly = false } = {}): CheckedLink {
  const custom = /^(tg|ton|tonsite):(?:\/\/)?(.+)$/is.exec(link)
  if (custom) {
    if (httpsOnly) return { problem: 'Only HTTPS links are allowed' }
    return { url: `${custom[1]!.toLowerCase()}://${custom[2]}` }
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(link)?.[1]?.toLowerCase()
  if (scheme && scheme !== 'http' && scheme !== 'https') return { problem: 'Unsupported URL protocol' }
  if (httpsOnly && scheme !== 'https') return { problem: 'Only HTTPS links are allowed' }
  const rest = scheme ? link.slice(scheme.length + 3) : link
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest) ?? []
  const host = authority.replace(/^.*@/, '').replace(/:\d*$/, '')
  if (!host) return { problem: 'URL host is empty' }
  if (!host.includes('.') && !host.startsWith('[')) return { problem: 'Wrong HTTP URL' }
  const slash = path.startsWith('/') ? '' : '/'
  return { url: `${scheme ?? 'http'}://${authority.toLowerCase()}${slash}${path}` }
}

/** The user that a tg://user?id= link points at. */
export function userOfLink(link: string): number | undefined {
  const id = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(link)?.[1]
  return id ? Number(id) : undefined
}

/** Whether the host is this very machine: the emulator fetches from and posts to nowhere else. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)
}

import { limits } from './limits.ts'

/** Whether the host is this very machine: the stand-in fetches from and posts to nowhere else. */
export const isLoopback = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)

/** What is wrong with an address that Viber or a phone is to fetch. Plain HTTP is for this machine only. */
export function addressProblem(value: string): string | undefined {
  if (value.length > limits.url) return `is longer than ${limits.url} characters`
  if (!URL.canParse(value)) return 'is no valid URL'
  const url = new URL(value)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return 'must be an https URL'
}

/** The ending of the last part of an address's path, in small letters; empty where it has none. */
export const endingOf = (address: string): string =>
  /\.([a-z0-9]+)$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? ''

/** A link that a press may open: a URL of any scheme, or a host with a path as the documentation's examples have. */
export const isOpenable = (link: string): boolean =>
  link.length <= limits.url &&
  (/^[a-z][a-z0-9+.-]*:\S+$/i.test(link) ? URL.canParse(link) : /^[^\s/]+\.[^\s/]+(\/\S*)?$/.test(link))

/** Whose pages may be opened in the user's browser; subdomains included. */
const DOMAINS = [
  'interactivebrokers.com',
  'interactivebrokers.co.uk',
  'interactivebrokers.ie',
  'ibkr.com',
  'ibkrcampus.com',
]

/**
 * The address to open outside, or undefined for one that is not on the short list: IBKR's pages over https, and the
 * gateways that the user wrote into profiles. What a page asks for reaches the system's shell only through here.
 */
export function externalAddress(address: string, ownOrigins: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return undefined
  if (ownOrigins.includes(url.origin) && /^https?:$/.test(url.protocol)) return url.href
  const listed = DOMAINS.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
  return url.protocol === 'https:' && url.port === '' && listed ? url.href : undefined
}

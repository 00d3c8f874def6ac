import type { RawRequest } from './request-handler.ts'

/**
 * The URLs that a client may have signed for this request: the one of its Host header, the addresses under which the server
 * is known, and IBKR's own, because clients with a fixed host reach the simulator through a redirected name.
 */
export function signableUrls(
  request: RawRequest,
  scheme: 'http' | 'https',
  origins: readonly string[],
): readonly string[] {
  const host = request.headers.host
  const all = [...(host === undefined ? [] : [`${scheme}://${host}`]), ...origins, 'https://api.ibkr.com']
  return [...new Set(all)].map((origin) => `${origin}${request.path}`)
}

/**
 * Matches normal paths of requests that place, change, cancel or preview an order, or reply to a question about one.
 */
export const ORDER_PATH = /^iserver\/(?:reply\/|account\/(?:[^/]+\/orders?(?:\/|$)|orders\/))/

/**
 * Normalises a path: relative to `/v1/api/`, without query and outer slashes. `/v1/api//tickle/?x=1` and `tickle` are
 * the same endpoint.
 */
export function normalisePath(path: string): string {
  return removeQuery(path)
    .replace(/\/{2,}/g, '/')
    .replace(/^\/?v1\/api\//, '')
    .replace(/^\/|\/$/g, '')
}

/** Removes query and fragment from a path, because a query may contain values that an error must not quote. */
export function removeQuery(path: string): string {
  return path.split(/[?#]/, 1)[0] ?? ''
}

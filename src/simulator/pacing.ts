/** Fewest milliseconds between two calls of one endpoint, as IBKR publishes them. */
const intervals: Readonly<Record<string, number>> = {
  'GET /iserver/account/orders': 5_000,
  'GET /iserver/account/trades': 5_000,
  'GET /iserver/account/pnl/partitioned': 5_000,
  'GET /portfolio/accounts': 5_000,
  'GET /portfolio/subaccounts': 5_000,
  'GET /iserver/marketdata/snapshot': 100,
  'GET /tickle': 1_000,
  'POST /tickle': 1_000,
  'GET /sso/validate': 60_000,
}

/** Requests a second over all endpoints. */
const globalPerSecond = 10

/** Says whether a request keeps the published pace. */
export interface Pacing {
  admits(method: string, path: string): boolean
}

/** Makes a judge that counts admitted requests only. */
export function createPacing(now: () => number): Pacing {
  const last = new Map<string, number>()
  let recent: number[] = []
  return {
    admits: (method, path) => {
      const at = now()
      recent = recent.filter((time) => at - time < 1000)
      if (recent.length >= globalPerSecond) return false
      const key = `${method} ${path}`
      const interval = intervals[key]
      const before = last.get(key)
      if (interval !== undefined && before !== undefined && at - before < interval) return false
      recent.push(at)
      last.set(key, at)
      return true
    },
  }
}

/** Maximum number of calls per period, for calls with the same key. */
export interface RateLimit {
  readonly calls: number
  readonly milliseconds: number
}

/** The limits of one call. Calls with the same `key` are counted together. */
export interface CallLimits {
  readonly key: string
  readonly limits: readonly RateLimit[]
}

const second = 1000
const minute = 60 * second
const perFiveSeconds: readonly RateLimit[] = [{ calls: 1, milliseconds: 5 * second }]
const perSecond: readonly RateLimit[] = [{ calls: 1, milliseconds: second }]
const perQuarterHour: readonly RateLimit[] = [{ calls: 1, milliseconds: 15 * minute }]

/**
 * IBKR's published limits of single calls (`docs/ibkr-facts.md`). `POST` and `GET` of the same path are counted
 * separately.
 */
const published: Readonly<Record<string, readonly RateLimit[]>> = {
  'GET /iserver/account/orders': perFiveSeconds,
  'GET /iserver/account/trades': perFiveSeconds,
  'GET /iserver/account/pnl/partitioned': perFiveSeconds,
  'GET /portfolio/accounts': perFiveSeconds,
  'GET /portfolio/subaccounts': perFiveSeconds,
  'GET /iserver/marketdata/snapshot': [{ calls: 10, milliseconds: second }],
  'GET /iserver/marketdata/history': [
    { calls: 10, milliseconds: second },
    { calls: 50, milliseconds: minute },
  ],
  'GET /iserver/scanner/params': perQuarterHour,
  'POST /iserver/scanner/run': perSecond,
  'POST /pa/performance': perQuarterHour,
  'POST /pa/summary': perQuarterHour,
  'POST /pa/transactions': perQuarterHour,
  'GET /sso/validate': [{ calls: 1, milliseconds: minute }],
}

/** Returns the limits of a call in addition to the global limit. `path` is below `/v1/api`. */
export function findLimits(method: string, path: string): CallLimits | undefined {
  // Both methods of tickle count as the same call.
  if (path === '/tickle') return { key: path, limits: perSecond }
  if (path.startsWith('/fyi/')) return { key: `${method} ${withoutIds(path)}`, limits: perSecond }
  const key = `${method} ${path}`
  const limits = Object.hasOwn(published, key) ? published[key] : undefined
  return limits === undefined ? undefined : { key, limits }
}

/**
 * Replaces the ids in a path. Operations of one FYI family differ only in their ids, so family and number of segments
 * identify an operation.
 */
function withoutIds(path: string): string {
  const [, , family = '', ...rest] = path.split('/')
  return `/fyi/${family.slice(0, 40)}${'/…'.repeat(Math.min(rest.length, 3))}`
}

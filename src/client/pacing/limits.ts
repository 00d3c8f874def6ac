import { normalPath } from '../api-path.ts'

/** At most `count` requests within any `windowMs`; with 0, in flight at a time. */
export interface Budget {
  readonly count: number
  readonly windowMs: number
}

/** A path with limits of its own. */
export interface EndpointLimit {
  /** Matched against the path without `/v1/api/`, slashes at the ends and query. */
  readonly pattern: RegExp
  /** Undefined: every method counts. */
  readonly method?: string
  readonly budgets: readonly Budget[]
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Over all paths, for a gateway and (since 2026) for OAuth. */
export const GLOBAL_BUDGET: Budget = { count: 10, windowMs: SECOND }

const ONCE_PER_5_S: readonly Budget[] = [{ count: 1, windowMs: 5 * SECOND }]
const ONCE_PER_SECOND: readonly Budget[] = [{ count: 1, windowMs: SECOND }]
/** For slow endpoints: a limit without a window, which counts only requests in flight. */
const FIVE_AT_ONCE: Budget = { count: 5, windowMs: 0 }
const ONCE_PER_15_MIN: readonly Budget[] = [{ count: 1, windowMs: 15 * MINUTE }]

/** IBKR's published limits per path. The first match counts. */
export const ENDPOINT_LIMITS: readonly EndpointLimit[] = [
  { pattern: /^iserver\/account\/orders$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/account\/trades$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/account\/pnl\/partitioned$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^portfolio\/(accounts|subaccounts)$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/marketdata\/snapshot$/, budgets: [{ count: 10, windowMs: SECOND }] },
  {
    pattern: /^iserver\/marketdata\/history$/,
    // By the rule of September 2026, and by the one before.
    budgets: [{ count: 10, windowMs: SECOND }, { count: 50, windowMs: MINUTE }, FIVE_AT_ONCE],
  },
  { pattern: /^iserver\/scanner\/params$/, budgets: ONCE_PER_15_MIN },
  { pattern: /^iserver\/scanner\/run$/, budgets: ONCE_PER_SECOND },
  { pattern: /^tickle$/, budgets: ONCE_PER_SECOND },
  { pattern: /^fyi\//, budgets: ONCE_PER_SECOND },
  { pattern: /^pa\//, budgets: ONCE_PER_15_MIN },
  { pattern: /^sso\/validate$/, budgets: [{ count: 1, windowMs: MINUTE }] },
]

/** Requests that share a budget share a key; `limits` holds the endpoint's and the global one. */
export interface RequestLimits {
  /** Names the endpoint; varying identifiers share one name if one limit covers them all. */
  readonly endpoint: string
  readonly limits: readonly { readonly key: string; readonly budget: Budget }[]
}

/** Key of the limit over all paths. */
export const GLOBAL_KEY = '*'

/** What limits a request. Pure. */
export function limitsFor(method: string, path: string, global: Budget = GLOBAL_BUDGET): RequestLimits {
  const normal = normalPath(path)
  const upper = method.toUpperCase()
  const found = ENDPOINT_LIMITS.find(
    (limit) => limit.pattern.test(normal) && (limit.method === undefined || limit.method === upper),
  )
  const endpoint = found === undefined ? `${upper} ${normal}` : endpointKey(normal)
  const own = (found?.budgets ?? []).map((budget) => ({ key: `${endpoint} ${budget.windowMs}`, budget }))
  return { endpoint, limits: [{ key: GLOBAL_KEY, budget: global }, ...own] }
}

/** `fyi/settings/{typecode}` has one budget for all type codes; the other limited paths are whole as they are. */
function endpointKey(path: string): string {
  return path.startsWith('fyi/') ? path.split('/').slice(0, 2).join('/') : path
}

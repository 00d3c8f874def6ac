import { normalisePath } from '../api-path.ts'

/** A limit of `count` requests within any `windowMs`; with 0, a limit of `count` requests in flight. */
export interface RequestBudget {
  readonly count: number
  readonly windowMs: number
}

/** The limits of one path or a group of paths. */
interface EndpointLimit {
  /** Matched against the path without `/v1/api/`, outer slashes and query. */
  readonly pattern: RegExp
  /** Method that the limit applies to; undefined for every method. */
  readonly method?: string
  readonly budgets: readonly RequestBudget[]
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** The limit over all paths, for a gateway and, since 2026, for OAuth. */
export const GLOBAL_BUDGET: RequestBudget = { count: 10, windowMs: SECOND }

const ONCE_PER_5_S: readonly RequestBudget[] = [{ count: 1, windowMs: 5 * SECOND }]
const ONCE_PER_SECOND: readonly RequestBudget[] = [{ count: 1, windowMs: SECOND }]
/** The limit of slow endpoints, which counts only requests in flight. */
const FIVE_AT_ONCE: RequestBudget = { count: 5, windowMs: 0 }
const ONCE_PER_15_MIN: readonly RequestBudget[] = [{ count: 1, windowMs: 15 * MINUTE }]

/** IBKR's published limits per path. The first match applies. */
const ENDPOINT_LIMITS: readonly EndpointLimit[] = [
  { pattern: /^iserver\/account\/orders$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/account\/trades$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/account\/pnl\/partitioned$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^portfolio\/(accounts|subaccounts)$/, method: 'GET', budgets: ONCE_PER_5_S },
  { pattern: /^iserver\/marketdata\/snapshot$/, budgets: [{ count: 10, windowMs: SECOND }] },
  {
    pattern: /^iserver\/marketdata\/history$/,
    // IBKR's rule of September 2026 and the previous rule.
    budgets: [{ count: 10, windowMs: SECOND }, { count: 50, windowMs: MINUTE }, FIVE_AT_ONCE],
  },
  { pattern: /^iserver\/scanner\/params$/, budgets: ONCE_PER_15_MIN },
  { pattern: /^iserver\/scanner\/run$/, budgets: ONCE_PER_SECOND },
  { pattern: /^tickle$/, budgets: ONCE_PER_SECOND },
  { pattern: /^fyi\//, budgets: ONCE_PER_SECOND },
  { pattern: /^pa\//, budgets: ONCE_PER_15_MIN },
  { pattern: /^sso\/validate$/, budgets: [{ count: 1, windowMs: MINUTE }] },
]

/**
 * The limits of a request. Requests with the same key share a budget. `limits` contains the limits of the endpoint and
 * the global limit.
 */
export interface RequestLimits {
  /** Name of the endpoint. Paths with different identifiers have the same name if one limit covers them all. */
  readonly endpoint: string
  readonly limits: readonly { readonly key: string; readonly budget: RequestBudget }[]
}

/** Key of the limit over all paths. */
export const GLOBAL_LIMIT_KEY = '*'

/** Determines the limits of a request. Pure. */
export function findLimits(method: string, path: string, global: RequestBudget = GLOBAL_BUDGET): RequestLimits {
  const normal = normalisePath(path)
  const upper = method.toUpperCase()
  const found = ENDPOINT_LIMITS.find(
    (limit) => limit.pattern.test(normal) && (limit.method === undefined || limit.method === upper),
  )
  const endpoint = found === undefined ? `${upper} ${normal}` : endpointKey(normal)
  const own = (found?.budgets ?? []).map((budget) => ({ key: `${endpoint} ${budget.windowMs}`, budget }))
  return { endpoint, limits: [{ key: GLOBAL_LIMIT_KEY, budget: global }, ...own] }
}

/**
 * Returns the budget key of a path. All type codes of `fyi/settings/{typecode}` share one budget; other limited paths
 * have no identifiers.
 */
function endpointKey(path: string): string {
  return path.startsWith('fyi/') ? path.split('/').slice(0, 2).join('/') : path
}

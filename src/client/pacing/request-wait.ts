import type { EstimatedStart } from './estimate.ts'
import { GLOBAL_KEY, type RequestLimits } from './limits.ts'
import type { RequestWait } from './pacing.ts'

/** Its turn has come. */
export const NO_WAIT: RequestWait = { ms: 0, cause: 'nothing', ahead: 0 }

/** An estimate put into what a caller is told. `queue`: those that go before it; `now` on the steady clock. Pure. */
export function requestWait(
  { at, heldBy }: EstimatedStart,
  queue: readonly RequestLimits[],
  { endpoint }: RequestLimits,
  now: number,
): RequestWait {
  if (heldBy === undefined) return NO_WAIT
  const ms = at - now
  const sameEndpoint = queue.filter((other) => other.endpoint === endpoint).length
  if (heldBy === 'rest') return { ms, cause: 'endpoint-rest', ahead: sameEndpoint }
  const limit = heldBy.budget
  return heldBy.key === GLOBAL_KEY
    ? { ms, cause: 'global-limit', limit, ahead: queue.length }
    : { ms, cause: 'endpoint-limit', limit, ahead: sameEndpoint }
}

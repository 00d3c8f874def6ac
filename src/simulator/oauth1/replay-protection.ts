/** Maximum difference between a timestamp and the server's clock, in seconds. */
const timestampWindowSeconds = 300

/**
 * Maximum age of a timestamp in seconds, compared with the newest timestamp. IBKR requires that timestamps do not go
 * backwards. Two requests signed around a full second may however arrive in the opposite order.
 */
const overtakingSeconds = 2

const nonceLimit = 100_000

/** Reasons to reject a timestamp or nonce. */
export type ReplayProblem =
  | 'timestamp-not-ten-digits'
  | 'timestamp-outside-window'
  | 'timestamp-backwards'
  | 'nonce-missing'
  | 'nonce-reused'

/** Stores nonces and the newest timestamp of one access token. */
export interface ReplayProtection {
  /** Checks timestamp and nonce without storing them: a request with an invalid signature must not use up a nonce. */
  check(timestamp: string | undefined, nonce: string | undefined, nowMilliseconds: number): ReplayProblem | undefined
  remember(timestamp: string, nonce: string, nowMilliseconds: number): void
}

/** Creates the protection, which stores the newest 100,000 nonces. */
export function createReplayProtection(): ReplayProtection {
  const nonces = new Set<string>()
  // Use one iterator for all deletions: a new iterator would skip over all earlier deleted entries.
  const oldestFirst = nonces.values()
  let newest = 0
  // Reports whether the newest timestamp is in the future. It was then accepted before the server's clock was set back,
  // and would reject every request.
  const isOfAnotherClock = (nowMilliseconds: number) => newest - nowMilliseconds / 1000 > timestampWindowSeconds
  return {
    check: (timestamp, nonce, nowMilliseconds) => {
      if (timestamp === undefined || !/^\d{10}$/.test(timestamp)) return 'timestamp-not-ten-digits'
      const seconds = Number(timestamp)
      if (Math.abs(seconds - nowMilliseconds / 1000) > timestampWindowSeconds) return 'timestamp-outside-window'
      if (!isOfAnotherClock(nowMilliseconds) && seconds < newest - overtakingSeconds) return 'timestamp-backwards'
      if (!nonce) return 'nonce-missing'
      return nonces.has(nonce) ? 'nonce-reused' : undefined
    },
    remember: (timestamp, nonce, nowMilliseconds) => {
      newest = isOfAnotherClock(nowMilliseconds) ? Number(timestamp) : Math.max(newest, Number(timestamp))
      nonces.add(nonce)
      if (nonces.size <= nonceLimit) return
      const { value: oldest } = oldestFirst.next()
      if (oldest !== undefined) nonces.delete(oldest)
    },
  }
}

const HOUR_MS = 3_600_000
const TOKEN_LIFE_MS = 24 * HOUR_MS

/**
 * When a live session token ends, from `live_session_token_expiration`. IBKR's documents disagree whether that is its end
 * or its beginning; a time that has passed, or none, can only be its beginning: 24 hours are added.
 */
export function tokenExpiry(expiration: unknown, now: number): number {
  const sent = Number(expiration)
  if (!Number.isFinite(sent) || sent <= 0) return now + TOKEN_LIFE_MS
  return sent > now + 60_000 ? sent : Math.max(sent, now - HOUR_MS) + TOKEN_LIFE_MS
}

/** When to take a new one: an hour before, or half-way through what is left of a shorter life. */
export function renewalTime(expiresAt: number, now: number): number {
  const left = expiresAt - now
  return left > 2 * HOUR_MS ? expiresAt - HOUR_MS : now + left / 2
}

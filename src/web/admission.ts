import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/* Who may talk to the loopback server: a browser that opened a start URL of this process. Any web page can make a browser
   send requests to localhost, and by DNS rebinding even under a name of its own; so the name, the origin and the cookie
   are looked at on every request and every upgrade. */

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i
const TOKEN_LIFE_MS = 15 * 60_000
const TOKENS_KEPT = 20
/** Thirty days: a tab that stays open keeps its login until the process ends. */
const COOKIE_SECONDS = 30 * 86_400

export type Refusal = {
  readonly status: 400 | 401 | 403
  readonly code: 'host-not-loopback' | 'foreign-origin' | 'no-cookie'
}

export interface Admission {
  readonly cookieName: string
  /** Makes a token for one start URL: works once, within 15 minutes. */
  issueToken(): string
  /** Exchanges a token for the value of a `Set-Cookie` header; undefined when it is unknown, used or too old. */
  redeem(token: string): string | undefined
  /** The reason against a request, or undefined when it may pass. */
  refuse(request: IncomingMessage, kind: 'start' | 'page' | 'upgrade'): Refusal | undefined
}

export function createAdmission(now: () => number): Admission {
  const cookieName = `ibkr-console-${randomBytes(6).toString('hex')}`
  const secret = randomBytes(32)
  const tokens = new Map<string, number>()

  const hasCookie = (header: string | undefined): boolean => {
    for (const pair of header?.split(';') ?? []) {
      const [name, value] = pair.trim().split('=', 2)
      if (name !== cookieName || value === undefined) continue
      const given = Buffer.from(value, 'hex')
      if (given.length === secret.length && timingSafeEqual(given, secret)) return true
    }
    return false
  }

  return {
    cookieName,
    issueToken() {
      const token = randomBytes(24).toString('base64url')
      tokens.set(token, now() + TOKEN_LIFE_MS)
      const [oldest] = tokens.keys()
      if (tokens.size > TOKENS_KEPT && oldest !== undefined) tokens.delete(oldest)
      return token
    },
    redeem(token) {
      const until = tokens.get(token)
      tokens.delete(token)
      if (until === undefined || now() > until) return undefined
      return `${cookieName}=${secret.toString('hex')}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${COOKIE_SECONDS}`
    },
    refuse(request, kind) {
      const { host, origin, cookie } = request.headers
      if (!host || !LOOPBACK.test(host)) return { status: 400, code: 'host-not-loopback' }
      const foreign = origin === undefined ? kind === 'upgrade' : origin !== `http://${host}`
      if (foreign) return { status: 403, code: 'foreign-origin' }
      if (kind !== 'start' && !hasCookie(cookie)) return { status: 401, code: 'no-cookie' }
      return undefined
    },
  }
}

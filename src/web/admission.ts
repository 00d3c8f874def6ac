import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { SECRET_PREFIX } from '../shared/rpc/browser-session.ts'

/* Who may talk to the loopback server: a page of this origin that exchanged a start token for the session secret. Any web
   page can make a browser send requests to localhost, and by DNS rebinding even under its own name; so name and origin
   are checked on every request, and the secret on every upgrade. There is no cookie: a browser would send it to every
   other port of this machine. See docs/decisions/0013-session-secret.md. */

const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/i
const TOKEN_LIFE_MS = 15 * 60_000
/** A browser stores the secret beyond the life of an SSH tunnel, whose local port may then lead to another server. */
const UNUSED_SECRET_LIFE_MS = 12 * 3_600_000
const TOKENS_KEPT = 20

export type Refusal = {
  readonly status: 400 | 401 | 403
  readonly code: 'host-not-loopback' | 'foreign-origin' | 'no-session'
}

/** `opened`: the address stands in the process list, which other users of this machine can read. */
export type TokenUse = 'printed' | 'opened'

export interface Admission {
  /** Makes a token for one start URL: works once, within 15 minutes. */
  issueToken(use: TokenUse): string
  /** Exchanges a token for the session secret; undefined when it is unknown, used, too old, or opened by another user. */
  redeem(token: string, isSameUser: () => Promise<boolean>): Promise<string | undefined>
  /** Whether this is the session secret. A new one replaces it after 12 hours without a window. */
  isSecret(value: string): boolean
  /** A window is connected: the secret stays valid. The function that it returns says that the window is gone. */
  windowConnected(): () => void
  /** The reason against a request, or undefined when it may pass. */
  refuse(request: IncomingMessage, kind: 'page' | 'session' | 'upgrade'): Refusal | undefined
}

export function createAdmission(now: () => number): Admission {
  let secret = randomBytes(32)
  let windows = 0
  /** ms since epoch */
  let lastUsed = now()
  const tokens = new Map<string, { readonly until: number; readonly use: TokenUse }>()

  const currentSecret = (): Buffer => {
    if (windows === 0 && now() - lastUsed > UNUSED_SECRET_LIFE_MS) secret = randomBytes(32)
    return secret
  }
  const isSecret = (value: string): boolean => {
    const [given, current] = [Buffer.from(value, 'hex'), currentSecret()]
    return given.length === current.length && timingSafeEqual(given, current)
  }
  const offersSecret = (protocols: string | undefined): boolean =>
    (protocols ?? '')
      .split(',')
      .map((protocol) => protocol.trim())
      .some((protocol) => protocol.startsWith(SECRET_PREFIX) && isSecret(protocol.slice(SECRET_PREFIX.length)))

  return {
    isSecret,
    issueToken(use) {
      const token = randomBytes(24).toString('base64url')
      tokens.set(token, { until: now() + TOKEN_LIFE_MS, use })
      const [oldest] = tokens.keys()
      if (tokens.size > TOKENS_KEPT && oldest !== undefined) tokens.delete(oldest)
      return token
    },
    async redeem(token, isSameUser) {
      const issued = tokens.get(token)
      if (!issued || now() > issued.until) return undefined
      // Another user's attempt must not use the token up.
      if (issued.use === 'opened' && !(await isSameUser())) return undefined
      if (!tokens.delete(token)) return undefined
      const granted = currentSecret().toString('hex')
      lastUsed = now()
      return granted
    },
    windowConnected() {
      windows += 1
      return () => {
        windows -= 1
        lastUsed = now()
      }
    },
    refuse(request, kind) {
      const { host, origin } = request.headers
      if (!host || !LOOPBACK.test(host)) return { status: 400, code: 'host-not-loopback' }
      const foreign = origin === undefined ? kind !== 'page' : origin !== `http://${host}`
      if (foreign) return { status: 403, code: 'foreign-origin' }
      if (kind === 'upgrade' && !offersSecret(request.headers['sec-websocket-protocol'])) {
        return { status: 401, code: 'no-session' }
      }
      return undefined
    },
  }
}

import { randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'

/** `access`: a token of the token call, for `/gw`. `sso`: a token of an SSO session, for `/v1/api` and the socket. */
type BearerKind = 'access' | 'sso'

/** Reasons to reject a bearer token. The simulator's record of requests contains the codes. */
type BearerProblem = 'bearer-missing' | 'bearer-unknown' | 'bearer-expired'

type BearerCheck =
  | { readonly kind: 'live'; readonly scopes: ReadonlySet<string> }
  | { readonly kind: 'refused'; readonly reason: BearerProblem }

/** The bearer tokens that the server has issued. */
export interface BearerTokens {
  /** Signs a token with these claims and stores it until `expiresAt` (milliseconds since the epoch). */
  issue(kind: BearerKind, claims: JWTPayload, expiresAt: number, scopes?: readonly string[]): Promise<string>
  /** Checks a token without its `Bearer` prefix. */
  check(kind: BearerKind, token: string | undefined): BearerCheck
  /** Marks all access tokens, or all session tokens, as expired. */
  expire(kind: BearerKind): void
}

const bearerLimit = 1000

/**
 * Creates the store of the newest 1,000 tokens. Expired tokens stay stored, to distinguish them from unknown tokens.
 */
export function createBearerTokens(now: () => number): BearerTokens {
  const key = randomBytes(32)
  const issued = new Map<string, { kind: BearerKind; scopes: ReadonlySet<string>; expiresAt: number }>()
  return {
    issue: async (kind, claims, expiresAt, scopes = []) => {
      // Import the library on demand: most simulators never need it, and it would take most of their start time.
      const { SignJWT } = await import('jose')
      const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key)
      issued.set(token, { kind, scopes: new Set(scopes), expiresAt })
      const [oldest] = issued.keys()
      if (issued.size > bearerLimit && oldest !== undefined) issued.delete(oldest)
      return token
    },
    check: (kind, token) => {
      if (!token) return { kind: 'refused', reason: 'bearer-missing' }
      const entry = issued.get(token)
      if (entry?.kind !== kind) return { kind: 'refused', reason: 'bearer-unknown' }
      return entry.expiresAt > now()
        ? { kind: 'live', scopes: entry.scopes }
        : { kind: 'refused', reason: 'bearer-expired' }
    },
    expire: (kind) => {
      for (const entry of issued.values()) if (entry.kind === kind) entry.expiresAt = Math.min(entry.expiresAt, now())
    },
  }
}

/** Extracts the token from an `Authorization: Bearer …` header. */
export function extractBearer(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}

/** Every scope of account management that IBKR names. */
export const knownScopes: readonly string[] = [
  ...readAndWrite('accounts'),
  ...readAndWrite('bank-instructions'),
  ...readAndWrite('transfers'),
  ...readAndWrite('instructions'),
  ...readAndWrite('statements'),
  ...readAndWrite('reports'),
  'enumerations.read',
  'forms.read',
  'validations.read',
  'balances.read',
  ...readAndWrite('restrictions'),
  ...readAndWrite('tax-vouchers'),
  'sso-sessions.write',
  'sso-browser-sessions.write',
  ...readAndWrite('echo'),
]

function readAndWrite(name: string): readonly string[] {
  return [`${name}.read`, `${name}.write`]
}

import { randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'

/** `access`: of the token call, opens `/gw`. `sso`: of an SSO session, opens `/v1/api` and the socket. */
export type BearerKind = 'access' | 'sso'

/** Why a bearer is refused; the codes appear in the record. */
export type BearerProblem = 'bearer-missing' | 'bearer-unknown' | 'bearer-expired'

/** Outcome of looking at a bearer. */
export type BearerCheck =
  | { readonly kind: 'live'; readonly scopes: ReadonlySet<string> }
  | { readonly kind: 'refused'; readonly reason: BearerProblem }

/** The tokens that the server gave out. */
export interface BearerTokens {
  /** Signs a token with these claims and remembers it until `expiresAt`, milliseconds since the epoch. */
  issue(kind: BearerKind, claims: JWTPayload, expiresAt: number, scopes?: readonly string[]): Promise<string>
  /** Judges the bare token. */
  judge(kind: BearerKind, token: string | undefined): BearerCheck
  /** Makes every token of a kind expire now. */
  expire(kind: BearerKind): void
}

const bearerLimit = 1000

/** Makes the store. It keeps the newest 1,000 tokens, expired ones too: an expired token is told apart from an unknown one. */
export function createBearerTokens(now: () => number): BearerTokens {
  const key = randomBytes(32)
  const issued = new Map<string, { kind: BearerKind; scopes: ReadonlySet<string>; expiresAt: number }>()
  return {
    issue: async (kind, claims, expiresAt, scopes = []) => {
      // Loaded when it is needed: most simulators never do, and it takes longer than all else at their start.
      const { SignJWT } = await import('jose')
      const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key)
      issued.set(token, { kind, scopes: new Set(scopes), expiresAt })
      const [oldest] = issued.keys()
      if (issued.size > bearerLimit && oldest !== undefined) issued.delete(oldest)
      return token
    },
    judge: (kind, token) => {
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

/** The token of an `Authorization: Bearer …` header. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}

/** Every scope that IBKR names for this family. */
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

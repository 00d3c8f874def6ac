import type { LoginKind, Operation } from './operation.ts'

/** The logins that can call an operation. */
export interface Availability {
  readonly gateway: boolean
  readonly oauth1: boolean
  readonly oauth2: boolean
  /** OAuth 2.0 scopes: the access token needs at least one. Empty if the SSO session is sufficient. */
  readonly scopes: readonly string[]
  /** Whether the body is a token signed with the private key of the OAuth 2.0 login. */
  readonly signedJwt: boolean
}

/**
 * Determines the logins that can call an operation. Trading paths under /v1/api work with every login unless the
 * operation states otherwise. Account management (/gw) and the token call (/oauth2) require OAuth 2.0; the gateway does
 * not serve them.
 */
export function determineAvailability(
  operation: Pick<Operation, 'path' | 'scopes' | 'signedJwt' | 'notOn'>,
): Availability {
  const trading = operation.path.startsWith('/v1/api/')
  const works = (login: LoginKind): boolean => operation.notOn?.includes(login) !== true
  return {
    gateway: trading && works('gateway'),
    oauth1: trading && works('oauth1'),
    oauth2: works('oauth2'),
    scopes: operation.scopes ?? [],
    signedJwt: operation.signedJwt === true,
  }
}

/** Explains in one sentence why this login cannot call an operation; undefined if it can. */
export function findUnavailableReason(operation: Operation, login: LoginKind): string | undefined {
  const reach = determineAvailability(operation)
  if (reach[login]) return undefined
  const others = (['gateway', 'oauth1', 'oauth2'] as const)
    .filter((kind) => reach[kind])
    .map((kind) => loginTitles[kind])
  return `${loginSentences[login]} Works with ${others.join(' or ')}.`
}

const loginTitles: Readonly<Record<LoginKind, string>> = {
  gateway: 'the Client Portal Gateway',
  oauth1: 'OAuth 1.0a',
  oauth2: 'OAuth 2.0',
}

const loginSentences: Readonly<Record<LoginKind, string>> = {
  gateway: 'The Client Portal Gateway does not serve this path.',
  oauth1: 'An OAuth 1.0a login does not reach this path.',
  oauth2: 'An OAuth 2.0 login does not use this path.',
}

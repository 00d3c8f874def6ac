import { fieldsOf, type Unchecked } from '../../shared/domain/read-value.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import type { RouteResponse } from '../routes/route-types.ts'

type StatusFields = Unchecked<RouteResponse<'POST /iserver/auth/status'>>
type TickleFields = Unchecked<RouteResponse<'POST /tickle'>>
type AccountFields = Unchecked<RouteResponse<'GET /iserver/accounts'>>

const HOUR_MS = 3_600_000
const TOKEN_LIFE_MS = 24 * HOUR_MS

/** The status of the brokerage session. A field that was not sent is undefined. */
export interface BrokerageStatus {
  readonly authenticated: boolean
  readonly competing: boolean
  readonly connected: boolean | undefined
  /** Whether the accounts are loaded; sent only by recent servers. */
  readonly established: boolean | undefined
}

/** The parsed response to `tickle`. */
export interface TickleResponse {
  /** The session id for the socket's cookie. */
  readonly session: string | undefined
  readonly status: BrokerageStatus | undefined
  /** IBKR's error text: a failed tickle has status 200. Also set for a body that is not a response to `tickle`. */
  readonly error: string | undefined
}

/** Reports whether a response is about a brokerage session. An empty body or a proxy's page is not. */
export function hasBrokerageStatus(body: unknown): boolean {
  const { authenticated, competing }: StatusFields = fieldsOf(body)
  return typeof authenticated === 'boolean' || typeof competing === 'boolean'
}

/** Parses `iserver/auth/status`, `iserver/auth/ssodh/init` and the arguments of an `sts` frame. */
export function readBrokerageStatus(body: unknown): BrokerageStatus {
  const { authenticated, competing, connected, established }: StatusFields = fieldsOf(body)
  return {
    authenticated: authenticated === true,
    competing: competing === true,
    connected: booleanOf(connected),
    established: booleanOf(established),
  }
}

/**
 * Reports whether orders can be sent: `authenticated`, `established` if the server sends it, and not `competing`. IBKR
 * may report `competing` together with the other two while requests fail.
 */
export function isEstablished(status: BrokerageStatus): boolean {
  return status.authenticated && !status.competing && status.established !== false
}

/** Parses the response to `tickle`: its flags are in `iserver.authStatus` or, in a flat response, at top level. */
export function readTickle(body: unknown): TickleResponse {
  const fields: TickleFields = fieldsOf(body)
  const { session, error } = fields
  const iserver: Unchecked<NonNullable<RouteResponse<'POST /tickle'>['iserver']>> = fieldsOf(fields.iserver)
  const authStatus = iserver.authStatus ?? (hasBrokerageStatus(body) ? body : undefined)
  // Without this check, a proxy's page or an empty body would count as a healthy session.
  const names: readonly (keyof TickleFields)[] = ['session', 'iserver', 'userId', 'ssoExpires']
  const isTickle = names.some((name) => name in fields) || 'authenticated' in fields
  return {
    session: typeof session === 'string' && session !== '' ? session : undefined,
    status: authStatus === undefined ? undefined : readBrokerageStatus(authStatus),
    error: typeof error === 'string' ? error : isTickle ? undefined : 'not a response to tickle',
  }
}

/** Parses `iserver/accounts`; undefined if it has no accounts. */
export function readAccounts(body: unknown): AccountList | undefined {
  const { accounts: list, selectedAccount, isPaper }: AccountFields = fieldsOf(body)
  if (!Array.isArray(list)) return undefined
  const accounts = list.filter((account): account is string => typeof account === 'string')
  return {
    accounts,
    selected: typeof selectedAccount === 'string' ? selectedAccount : (accounts[0] ?? ''),
    paper: booleanOf(isPaper),
  }
}

/**
 * Returns the expiry of a live session token from `live_session_token_expiration`, in ms since epoch. IBKR's documents
 * disagree whether the value is the token's end or start. A time in the past must be the start, so 24 hours are added
 * to it; a missing time counts as now.
 */
export function readTokenExpiry(expiration: unknown, now: number): number {
  const sent = Number(expiration)
  if (!Number.isFinite(sent) || sent <= 0) return now + TOKEN_LIFE_MS
  return sent > now + 60_000 ? sent : Math.max(sent, now - HOUR_MS) + TOKEN_LIFE_MS
}

/** Returns when to request a new token: an hour before it expires, or after half of a shorter lifetime. */
export function computeRenewalTime(expiresAt: number, now: number): number {
  const left = expiresAt - now
  return left > 2 * HOUR_MS ? expiresAt - HOUR_MS : now + left / 2
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

import type { AccountList } from '../../shared/domain/session.ts'

/** What the status of the brokerage session says; a field that was not sent is undefined. */
export interface BrokerageStatus {
  readonly authenticated: boolean
  readonly competing: boolean
  readonly connected: boolean | undefined
  /** Newer than most servers' answers: accounts are loaded. */
  readonly established: boolean | undefined
}

/** Whether an answer tells of a brokerage session at all: an empty one, or a proxy's page, says nothing of it. */
export function tellsStatus(body: unknown): boolean {
  const { authenticated, competing } = fieldsOf(body)
  return typeof authenticated === 'boolean' || typeof competing === 'boolean'
}

/** What an answered tickle says. */
export interface TickleAnswer {
  /** The socket's cookie. */
  readonly session: string | undefined
  readonly status: BrokerageStatus | undefined
  /** IBKR answers 200 with an error text when it could not do it; and what is no tickle's answer is none. */
  readonly error: string | undefined
}

type Fields = Readonly<Record<string, unknown>>

/** Reads `iserver/auth/status`, `iserver/auth/ssodh/init` and the arguments of an `sts` frame. */
export function readBrokerageStatus(body: unknown): BrokerageStatus {
  const fields = fieldsOf(body)
  return {
    authenticated: fields['authenticated'] === true,
    competing: fields['competing'] === true,
    connected: booleanOf(fields['connected']),
    established: booleanOf(fields['established']),
  }
}

/**
 * Whether orders could be sent: `authenticated`, `established` where the server reports it, and not `competing`, which IBKR
 * reports beside the other two while requests fail.
 */
export function isEstablished(status: BrokerageStatus): boolean {
  return status.authenticated && !status.competing && status.established !== false
}

/** Reads `tickle`, whose flags stand under `iserver.authStatus` or, in a flat response, at top level. */
export function readTickle(body: unknown): TickleAnswer {
  const fields = fieldsOf(body)
  const nested = fieldsOf(fields['iserver'])['authStatus']
  const authStatus = nested ?? (tellsStatus(body) ? body : undefined)
  const { session, error } = fields
  return {
    session: typeof session === 'string' && session !== '' ? session : undefined,
    status: authStatus === undefined ? undefined : readBrokerageStatus(authStatus),
    error: typeof error === 'string' ? error : isTickle(body) ? undefined : 'something else than a session',
  }
}

/** A page of a proxy, half an answer or none would else pass for a session that is well. */
function isTickle(body: unknown): boolean {
  const fields = fieldsOf(body)
  return ['session', 'iserver', 'userId', 'ssoExpires', 'authenticated'].some((field) => field in fields)
}

/** Reads `iserver/accounts`; undefined when it holds no accounts. */
export function readAccounts(body: unknown): AccountList | undefined {
  const fields = fieldsOf(body)
  const list = fields['accounts']
  if (!Array.isArray(list)) return undefined
  const accounts = list.filter((account): account is string => typeof account === 'string')
  const selected = fields['selectedAccount']
  return {
    accounts,
    selected: typeof selected === 'string' ? selected : (accounts[0] ?? ''),
    paper: booleanOf(fields['isPaper']),
  }
}

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {}
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

import type { AccountList, LoginStep } from '../../shared/domain/session.ts'
import { type Clock, pause } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { LoginOutcome } from './login-outcome.ts'
import type { SessionCalls } from './session-calls.ts'
import {
  type BrokerageStatus,
  hasBrokerageStatus,
  isEstablished,
  readAccounts,
  readBrokerageStatus,
} from './session-responses.ts'

const POLL_MS = 1_000
/** Maximum time in ms between `init` and an authenticated session, according to IBKR. */
const SETTLE_MS = 5_000
const ESTABLISH_MS = 20_000
/** Number of attempts to query the accounts: IBKR responds with `no bridge` for a short time after `init`. */
const ACCOUNT_TRIES = 5

export interface LoginDeps {
  readonly clock: Clock
  readonly calls: Pick<SessionCalls, 'call' | 'renewToken' | 'tickle' | 'tokenStep'>
  /** Whether the server is a gateway, where a person logs in, so there is no token. */
  readonly isGateway: boolean
  readonly onStep: (step: LoginStep) => void
}

/** Options of one login. */
export interface LoginOptions {
  /** Whether the login may end another session. */
  readonly compete: boolean
  /** Whether to request a new live session token, or open a new SSO session, even if one exists. */
  readonly freshToken: boolean
}

/**
 * Logs in once, in IBKR's order: token, brokerage session, tickle, accounts. Resolves to `ready` or `competing`, and
 * rejects with any error.
 */
export async function logIn(deps: LoginDeps, options: LoginOptions, signal: AbortSignal): Promise<LoginOutcome> {
  const { calls, isGateway, onStep } = deps
  if (!isGateway && options.freshToken) {
    onStep(calls.tokenStep)
    await calls.renewToken()
  }
  onStep('brokerage-session')
  // A gateway's tickle shows whether a person has logged in, and the gateway usually opens the brokerage session
  // itself. IBKR also documents the tickle first for OAuth 2.0.
  const tickleFirst = isGateway || calls.tokenStep === 'sso-session'
  if (tickleFirst) await calls.tickle()
  const status = isGateway && !options.compete ? await readStatus(calls) : undefined
  if (status === undefined || !isEstablished(status)) {
    if ((await openBrokerageSession(deps, options.compete, signal)) === 'competing') return { kind: 'competing' }
  }
  if (!tickleFirst) await calls.tickle()
  onStep('accounts')
  return { kind: 'ready', accounts: await queryAccounts(deps, signal) }
}

async function openBrokerageSession(
  { calls, clock }: LoginDeps,
  compete: boolean,
  signal: AbortSignal,
): Promise<'established' | 'competing'> {
  const response = await calls.call('POST /iserver/auth/ssodh/init', { body: { publish: true, compete } })
  if (!hasBrokerageStatus(response)) {
    throw new IbkrError('login-incomplete', 'The response to iserver/auth/ssodh/init has no session status.')
  }
  let status = readBrokerageStatus(response)
  const startedAt = clock.monotonic()
  for (;;) {
    // A lost session and a session that is still being opened both give a 200 with `authenticated: false`.
    if (status.competing && !compete) return 'competing'
    if (isEstablished(status)) return 'established'
    const waited = clock.monotonic() - startedAt
    if (waited >= SETTLE_MS && !status.authenticated && status.connected !== false) return 'competing'
    if (waited >= ESTABLISH_MS) {
      const seconds = ESTABLISH_MS / 1000
      throw new IbkrError('login-incomplete', `The brokerage session was not established within ${seconds} seconds.`)
    }
    await pause(clock, POLL_MS, signal)
    signal.throwIfAborted()
    // An unreadable status does not mean that the session was lost.
    status = (await readStatus(calls)) ?? status
  }
}

/** Requests the status of the brokerage session; undefined if the response does not contain it. */
export async function readStatus(calls: Pick<SessionCalls, 'call'>): Promise<BrokerageStatus | undefined> {
  const response = await calls.call('POST /iserver/auth/status')
  return hasBrokerageStatus(response) ? readBrokerageStatus(response) : undefined
}

/** Queries the accounts. Retries while the brokerage session is not available yet. */
async function queryAccounts({ calls, clock }: LoginDeps, signal: AbortSignal): Promise<AccountList> {
  for (let tries = 1; ; tries++) {
    try {
      const accounts = readAccounts(await calls.call('GET /iserver/accounts'))
      if (accounts !== undefined) return accounts
      throw new IbkrError('login-incomplete', 'The response to iserver/accounts has no list of accounts.')
    } catch (error) {
      const isTransient = error instanceof IbkrError && error.code === 'brokerage-session-missing'
      if (!isTransient || tries >= ACCOUNT_TRIES) throw error
      await pause(clock, POLL_MS, signal)
      signal.throwIfAborted()
    }
  }
}

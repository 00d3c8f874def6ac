import type { LoginStep } from '../../shared/domain/session.ts'
import { type Clock, pause } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput } from '../rest/request-input.ts'
import type { LoginOutcome } from './login-outcome.ts'
import {
  type BrokerageStatus,
  isEstablished,
  readAccounts,
  readBrokerageStatus,
  tellsStatus,
} from './session-answers.ts'

const POLL_MS = 1_000
/** IBKR's documents allow up to five seconds between `init` and an authenticated session. */
const SETTLE_MS = 5_000
const ESTABLISH_MS = 20_000
/** `no bridge` is answered for a moment after `init`. */
const ACCOUNT_TRIES = 5

/** What a login takes before the brokerage session. */
export type TokenStep = Extract<LoginStep, 'live-session-token' | 'sso-session'>

/** What a login does to the world. */
export interface LoginEffects {
  readonly clock: Clock
  /** Sends one of the session's own requests; rejects outside 2xx. */
  readonly call: (input: RequestInput) => Promise<unknown>
  /** Takes and keeps a live session token, or opens an SSO session; undefined for a gateway. */
  readonly renewToken: (() => Promise<void>) | undefined
  readonly tokenStep: TokenStep
  /** Tickles and keeps the session id; rejects when there is no session. */
  readonly tickle: () => Promise<void>
  readonly onStep: (step: LoginStep) => void
}

/** What this login may do. */
export interface LoginWishes {
  /** Throw the other session out. */
  readonly compete: boolean
  /** Take a new live session token, or open a new SSO session, even though there is one. */
  readonly freshToken: boolean
}

/**
 * One login from start to end, in IBKR's order: token, brokerage session, tickle, accounts. Resolves to `ready` or
 * `competing`, and rejects with what went wrong.
 */
export async function logIn(effects: LoginEffects, wishes: LoginWishes, signal: AbortSignal): Promise<LoginOutcome> {
  const gateway = effects.renewToken === undefined
  if (effects.renewToken !== undefined && wishes.freshToken) {
    effects.onStep(effects.tokenStep)
    await effects.renewToken()
  }
  effects.onStep('brokerage-session')
  // A gateway tells by its tickle whether a person has logged in, and opens the brokerage session itself as a rule.
  // Under OAuth 2.0 IBKR's order has the tickle first as well.
  const tickleFirst = gateway || effects.tokenStep === 'sso-session'
  if (tickleFirst) await effects.tickle()
  const opened = gateway && !wishes.compete ? await isOpenAlready(effects) : false
  if (!opened && (await openBrokerageSession(effects, wishes.compete, signal)) === 'competing')
    return { kind: 'competing' }
  if (!tickleFirst) await effects.tickle()
  effects.onStep('accounts')
  return { kind: 'ready', accounts: await readAccountsOnceThere(effects, signal) }
}

async function isOpenAlready(effects: LoginEffects): Promise<boolean> {
  const status = await readStatus(effects.call)
  return status !== undefined && isEstablished(status)
}

async function openBrokerageSession(
  effects: LoginEffects,
  compete: boolean,
  signal: AbortSignal,
): Promise<'established' | 'competing'> {
  const { clock } = effects
  const answer = await effects.call({
    path: 'iserver/auth/ssodh/init',
    method: 'POST',
    data: { publish: true, compete },
  })
  if (!tellsStatus(answer)) {
    throw new IbkrError('login-incomplete', 'iserver/auth/ssodh/init was answered without the state of the session.')
  }
  let status = readBrokerageStatus(answer)
  const startedAt = clock.monotonic()
  for (;;) {
    // Losing is a 200 with `authenticated: false`, which a session that is still being opened shows as well.
    if (status.competing && !compete) return 'competing'
    if (isEstablished(status)) return 'established'
    const waited = clock.monotonic() - startedAt
    if (waited >= SETTLE_MS && !status.authenticated && status.connected !== false) return 'competing'
    if (waited >= ESTABLISH_MS) {
      throw new IbkrError(
        'login-incomplete',
        `The brokerage session was not established within ${ESTABLISH_MS / 1000} seconds.`,
      )
    }
    await pause(clock, POLL_MS, signal)
    signal.throwIfAborted()
    // What cannot be read is no reason to believe that the session was lost.
    status = (await readStatus(effects.call)) ?? status
  }
}

/** Asks for the status of the brokerage session; undefined for a response that does not have it. */
export async function readStatus(call: LoginEffects['call']): Promise<BrokerageStatus | undefined> {
  const answer = await call({ path: 'iserver/auth/status', method: 'POST', data: {} })
  return tellsStatus(answer) ? readBrokerageStatus(answer) : undefined
}

async function readAccountsOnceThere(effects: LoginEffects, signal: AbortSignal) {
  for (let tries = 1; ; tries++) {
    try {
      const accounts = readAccounts(await effects.call({ path: 'iserver/accounts' }))
      if (accounts !== undefined) return accounts
      throw new IbkrError('login-incomplete', 'iserver/accounts was answered without a list of accounts.')
    } catch (error) {
      const passing = error instanceof IbkrError && error.code === 'brokerage-session-missing'
      if (!passing || tries >= ACCOUNT_TRIES) throw error
      await pause(effects.clock, POLL_MS, signal)
      signal.throwIfAborted()
    }
  }
}

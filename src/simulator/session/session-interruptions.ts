import type { Timers } from '../clock.ts'
import type { Authentication } from '../http/entry-point.ts'
import type { HttpListener } from '../http/http-listener.ts'
import type { Pacing } from '../pacing/pacing.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** Options of a competing login of the same username. */
export interface CompetingLoginOptions {
  /** Number of times the login returns after it was removed, default 0. */
  readonly returns?: number
  /** Seconds of simulator time after which the login returns, default 10. */
  readonly returnSeconds?: number
}

/**
 * Simulates another login of the username that takes over the brokerage session. When removed with `compete: true`, the
 * login returns `returns` times, like a TWS that its user reconnects. Returns a function that ends it.
 */
export function startCompetingLogin(
  state: SimulatorState,
  timers: Timers,
  options: CompetingLoginOptions = {},
): () => void {
  const { session } = state
  const { returnSeconds = 10 } = options
  let returns = options.returns ?? 0
  let present = true
  let stopWaiting = () => {}

  session.setCompeting(true)
  const stopWatching = session.changed.on(() => {
    if (!present || session.brokerage().kind !== 'open') return
    present = false
    if (returns === 0) return
    returns -= 1
    stopWaiting = timers.after(returnSeconds * 1000, () => {
      present = true
      session.setCompeting(true)
    })
  })
  return () => {
    stopWatching()
    stopWaiting()
    session.setCompeting(false)
  }
}

/** Options of a nightly reset. */
export interface NightlyResetOptions {
  /** Minutes of simulator time during which iserver returns 503. Users of IBKR report "minutes". */
  readonly minutes: number
  /**
   * Gateway mode: whether the gateway logs in again automatically, as IBKR's gateway does occasionally. Otherwise it
   * needs a browser login.
   */
  readonly gatewayReturns: boolean
}

/**
 * Creates the nightly reset. Every login ends, including OAuth tokens and the brokerage session, and the session id
 * changes. Sockets stay open with their heartbeat, but their subscriptions end. For some minutes iserver returns 503.
 */
export function createNightlyReset(
  state: SimulatorState,
  authentication: Authentication,
  defaults: NightlyResetOptions,
): (options?: Partial<NightlyResetOptions>) => void {
  const { session, outage, mode } = state
  return (options = {}) => {
    const { minutes, gatewayReturns } = { ...defaults, ...options }
    const returns = mode === 'gateway' && gatewayReturns && session.outer()
    if (returns) session.closeBrokerage()
    else authentication.endSession()
    session.rotate()
    outage.begin(minutes * 60_000, () => {
      if (returns && session.outer()) session.openBrokerage(false)
    })
  }
}

/**
 * Creates a function that restarts the server. A restart closes every connection, drops logins, session id, questions
 * and the penalty box, and keeps orders and positions. The server listens again on the same port after this number of
 * seconds of real time. Resolves when the server listens; rejects with the system's error if the port is no longer
 * free.
 */
export function createRestart(settings: {
  readonly state: SimulatorState
  readonly authentication: Authentication
  readonly listener: HttpListener
  readonly pacing: Pacing | undefined
  readonly realTimers: Timers
}): (seconds: number) => Promise<void> {
  const { state, authentication, listener, pacing, realTimers } = settings
  return async (seconds) => {
    authentication.endSession()
    state.session.rotate()
    state.orderHandler.discardQuestions()
    pacing?.box.release()
    await listener.close()
    if (seconds > 0) await new Promise<void>((resolve) => void realTimers.after(seconds * 1000, resolve))
    await listener.open()
  }
}

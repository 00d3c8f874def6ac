import type { Timers } from '../clock.ts'
import type { Authentication } from '../http/entry-point.ts'
import type { Listener } from '../http/listener.ts'
import type { Pacing } from '../pacing/pacing.ts'
import type { World } from '../world.ts'

/** How another login of the same username behaves. */
export interface CompetingLoginOptions {
  /** How often it comes back after it was thrown out; default 0. */
  readonly returns?: number
  /** Seconds of simulator time after which it comes back; default 10. */
  readonly returnSeconds?: number
}

/**
 * Lets another login of the username take the brokerage session. Thrown out with `compete: true` it comes back as often as it
 * is told, as a TWS does whose user reconnects. Returns what sends it away for good.
 */
export function startCompetingLogin(world: World, timers: Timers, options: CompetingLoginOptions = {}): () => void {
  const { session } = world
  const { returnSeconds = 10 } = options
  let returns = options.returns ?? 0
  let there = true
  let stopWaiting = () => {}

  session.setCompeting(true)
  const stopWatching = session.changed.on(() => {
    if (!there || session.brokerage().kind !== 'open') return
    there = false
    if (returns === 0) return
    returns -= 1
    stopWaiting = timers.after(returnSeconds * 1000, () => {
      there = true
      session.setCompeting(true)
    })
  })
  return () => {
    stopWatching()
    stopWaiting()
    session.setCompeting(false)
  }
}

/** How a night goes. */
export interface NightlyResetOptions {
  /** Minutes of simulator time in which iserver answers 503; IBKR's users say "minutes". */
  readonly minutes: number
  /** Gateway mode: whether the gateway logs in again by itself, as it does "now and then"; otherwise it wants its browser login. */
  readonly gatewayReturns: boolean
}

/**
 * Makes the nightly reset. Every login ends: tokens of OAuth and the brokerage session are gone, and the session id is another
 * one. Sockets stay up and go on beating, but their subscriptions are dead. For some minutes iserver answers 503.
 */
export function createNightlyReset(
  world: World,
  authentication: Authentication,
  usual: NightlyResetOptions,
): (options?: Partial<NightlyResetOptions>) => void {
  const { session, outage, mode } = world
  return (options = {}) => {
    const { minutes, gatewayReturns } = { ...usual, ...options }
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
 * Makes the restart of the server: it cuts every connection, forgets logins, session id, questions and the penalty box, keeps
 * the books, and listens again on the same port after so many seconds of real time. Resolves when it does; rejects with the
 * system's error where the port was taken meanwhile.
 */
export function createRestart(settings: {
  readonly world: World
  readonly authentication: Authentication
  readonly listener: Listener
  readonly pacing: Pacing | undefined
  readonly realTimers: Timers
}): (seconds: number) => Promise<void> {
  const { world, authentication, listener, pacing, realTimers } = settings
  return async (seconds) => {
    authentication.endSession()
    world.session.rotate()
    world.orderHandler.discardQuestions()
    pacing?.box.release()
    await listener.close()
    if (seconds > 0) await new Promise<void>((resolve) => void realTimers.after(seconds * 1000, resolve))
    await listener.open()
  }
}

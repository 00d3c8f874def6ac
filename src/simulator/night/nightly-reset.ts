import type { Gatekeeper } from '../http/gatekeeper.ts'
import type { World } from '../world.ts'

/** How a night goes. */
export interface NightHabits {
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
  gatekeeper: Gatekeeper,
  usual: NightHabits,
): (habits?: Partial<NightHabits>) => void {
  const { session, outage, mode } = world
  return (habits = {}) => {
    const { minutes, gatewayReturns } = { ...usual, ...habits }
    const returns = mode === 'gateway' && gatewayReturns && session.outer()
    if (returns) session.closeBrokerage()
    else gatekeeper.endSession()
    session.rotate()
    outage.begin(minutes * 60_000, () => {
      if (returns && session.outer()) session.openBrokerage(false)
    })
  }
}

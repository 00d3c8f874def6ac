import { createTimers } from '../../../src/simulator/timers.ts'
import { createWorld } from '../../../src/simulator/world.ts'
import { createManualClock } from './manual-clock.ts'

/** A world without doors, on a clock that the test moves; prices stand still unless the test moves them too. */
export function createSimulatedWorld({
  askQuestions = false,
  seed = 7,
  marketMoves = false,
  accountIds = ['DU1234567'],
} = {}) {
  const clock = createManualClock()
  const world = createWorld({
    mode: 'gateway',
    now: () => clock.now(),
    timers: createTimers(clock),
    seed,
    accountIds,
    loggedIn: true,
    fillMilliseconds: 4000,
    establishMilliseconds: 0,
    askQuestions,
    marketMoves,
  })
  return { clock, world }
}

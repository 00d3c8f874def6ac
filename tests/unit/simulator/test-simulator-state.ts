import { createTimers } from '../../../src/simulator/clock.ts'
import type { TradingHours } from '../../../src/simulator/market/trading-hours.ts'
import { createSimulatorState } from '../../../src/simulator/simulator-state.ts'
import { createManualClock } from './manual-clock.ts'

interface TestStateOptions {
  readonly askQuestions?: boolean
  readonly checkBuyingPower?: boolean
  readonly seed?: number
  readonly marketMoves?: boolean
  readonly hours?: TradingHours
  /** Start time in milliseconds since the epoch. */
  readonly start?: number
  readonly accounts?: readonly string[]
  readonly establishMilliseconds?: number
}

/** Creates the state of a simulator without a server, on a manual clock. Prices move only if the test moves them. */
export function createTestState({
  askQuestions = false,
  checkBuyingPower = true,
  seed = 7,
  marketMoves = false,
  hours = 'always',
  start,
  accounts = ['DU1234567'],
  establishMilliseconds = 0,
}: TestStateOptions = {}) {
  const clock = createManualClock(start)
  const now = () => clock.now()
  const state = createSimulatorState(
    {
      mode: 'gateway',
      seed,
      accounts,
      establishSeconds: establishMilliseconds / 1000,
      askQuestions,
      checkBuyingPower,
      marketMoves,
      tradingHours: hours,
    },
    { now, realNow: now, timers: createTimers(clock) },
  )
  return { clock, state }
}

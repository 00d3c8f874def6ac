import { createSignal, type Signal } from '../signal.ts'
import type { Timers } from '../timers.ts'
import { type MarketPhase, nextBoundary, phaseAt, startOfDay, type TradingHours } from './trading-hours.ts'

/** The day of the market as it goes by. */
export interface TradingDay {
  readonly hours: TradingHours
  phase(): MarketPhase
  readonly phaseChanged: Signal<{ readonly before: MarketPhase; readonly phase: MarketPhase }>
  /** Fires at midnight in New York. */
  readonly began: Signal<void>
}

/** Starts the day; a machine that slept catches up with every boundary that it missed. */
export function startTradingDay(settings: {
  readonly hours: TradingHours
  readonly timers: Timers
  readonly now: () => number
}): TradingDay {
  const { hours, timers, now } = settings
  const phaseChanged = createSignal<{ readonly before: MarketPhase; readonly phase: MarketPhase }>()
  const began = createSignal<void>()
  let phase = phaseAt(hours, now())
  let boundary = nextBoundary(now())

  function pass(at: number): void {
    if (startOfDay(at) === at) began.emit()
    const before = phase
    phase = phaseAt(hours, at)
    if (phase !== before) phaseChanged.emit({ before, phase })
  }

  function arm(): void {
    timers.after(Math.max(1, boundary - now()), () => {
      while (boundary <= now()) {
        const at = boundary
        boundary = nextBoundary(at)
        pass(at)
      }
      arm()
    })
  }
  arm()

  return { hours, phase: () => phase, phaseChanged, began }
}

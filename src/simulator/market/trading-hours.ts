import type { Timers } from '../clock.ts'
import { createSignal, type EventSignal } from '../event-signal.ts'

/**
 * `always`: the market never closes. `exchange`: the market is open from 9:30 to 16:00 in New York, Monday to Friday,
 * except holidays.
 */
export type TradingHours = 'always' | 'exchange'

/** Phase of the market. `extended` is 4:00 to 9:30 and 16:00 to 20:00, for orders with `outsideRTH`. */
export type MarketPhase = 'open' | 'extended' | 'closed'

const minute = 60_000
const day = 86_400_000

/** Minutes after midnight in New York at which the day or the phase may change. */
const boundaries = [0, 4 * 60, 9 * 60 + 30, 16 * 60, 20 * 60] as const

/** Returns the market phase at a time in milliseconds since the epoch. */
export function findMarketPhase(hours: TradingHours, at: number): MarketPhase {
  if (hours === 'always') return 'open'
  const wall = at + newYorkOffset(at)
  const weekday = new Date(wall).getUTCDay()
  if (weekday === 0 || weekday === 6) return 'closed'
  const [, early, open, close, late] = boundaries
  const minutes = (wall % day) / minute
  if (minutes >= open && minutes < close) return 'open'
  return minutes >= early && minutes < late ? 'extended' : 'closed'
}

/** Returns the next time at which the phase or the day may change. */
export function findNextBoundary(at: number): number {
  const midnight = findStartOfDay(at)
  for (const start of [midnight, findStartOfDay(midnight + 1.5 * day)]) {
    for (const minutes of boundaries) {
      const next = fromWall(start + newYorkOffset(start) + minutes * minute)
      if (next > at) return next
    }
  }
  return at + day
}

/** Returns the last midnight in New York before or at a time. */
export function findStartOfDay(at: number): number {
  const wall = at + newYorkOffset(at)
  return fromWall(wall - (wall % day))
}

/** Returns midnight in New York at the start of a period of this number of trading days, including the current day. */
export function findStartOfTradingDays(at: number, days: number): number {
  let start = findStartOfDay(at)
  for (let left = days - 1; left > 0; left -= isWeekend(start) ? 0 : 1) start = findStartOfDay(start - day / 2)
  return start
}

function isWeekend(at: number): boolean {
  const weekday = new Date(at + newYorkOffset(at)).getUTCDay()
  return weekday === 0 || weekday === 6
}

/**
 * Converts wall clock time in New York (given as if it were UTC) to a timestamp. An hour that daylight saving skips
 * counts as the next hour.
 */
function fromWall(wall: number): number {
  const guess = wall - newYorkOffset(wall)
  return wall - newYorkOffset(guess)
}

let newYorkFormat: Intl.DateTimeFormat | undefined

/** Returns the milliseconds to add to a timestamp, so that its UTC fields show New York's wall clock time. */
function newYorkOffset(at: number): number {
  // Create the format on first use, because it would add milliseconds to the simulator's start.
  newYorkFormat ??= new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' })
  const name = newYorkFormat.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minute
}

/** The current trading day and its phases. */
export interface TradingDay {
  readonly hours: TradingHours
  phase(): MarketPhase
  readonly phaseChanged: EventSignal<{ readonly before: MarketPhase; readonly phase: MarketPhase }>
  /** Fires at midnight in New York. */
  readonly began: EventSignal<void>
  /**
   * Fires at every time at which an opening or a close can be, also if the market never closes, with this time. The
   * other signals of the same time fire before.
   */
  readonly boundaryPassed: EventSignal<number>
}

/** Starts the trading day. If the machine has slept, every missed boundary is processed. */
export function startTradingDay(settings: {
  readonly hours: TradingHours
  readonly timers: Timers
  readonly now: () => number
}): TradingDay {
  const { hours, timers, now } = settings
  const phaseChanged = createSignal<{ readonly before: MarketPhase; readonly phase: MarketPhase }>()
  const began = createSignal<void>()
  const boundaryPassed = createSignal<number>()
  let phase = findMarketPhase(hours, now())
  let boundary = findNextBoundary(now())

  function pass(at: number): void {
    if (findStartOfDay(at) === at) began.emit()
    const before = phase
    phase = findMarketPhase(hours, at)
    if (phase !== before) phaseChanged.emit({ before, phase })
    boundaryPassed.emit(at)
  }

  function arm(): void {
    timers.after(Math.max(1, boundary - now()), () => {
      while (boundary <= now()) {
        const at = boundary
        boundary = findNextBoundary(at)
        pass(at)
      }
      arm()
    })
  }
  arm()

  return { hours, phase: () => phase, phaseChanged, began, boundaryPassed }
}

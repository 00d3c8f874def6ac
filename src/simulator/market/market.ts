import type { Random } from '../random.ts'
import { createSignal, type Signal } from '../signal.ts'
import type { Timers } from '../timers.ts'
import { type Instrument, instruments } from './instruments.ts'

/** Milliseconds between two moves, the rate of IBKR's own market data. */
export const tickMilliseconds = 500

/** Prices of one instrument now; whole cents. */
export interface Quote {
  readonly bid: number
  readonly ask: number
  readonly last: number
  readonly bidSize: number
  readonly askSize: number
  readonly lastSize: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Shares traded today. */
  readonly volume: number
  /** Simulator time of the last move. */
  readonly updatedAt: number
}

/** The moving market. */
export interface Market {
  quote(instrument: Instrument): Quote
  /** Puts the last price where a test wants it; bid and ask follow at a cent's distance. */
  setPrice(instrument: Instrument, price: number): void
  /** Fires after each move, with simulator time. */
  readonly moved: Signal<number>
}

/** Makes the market and starts its walk; with `moving` false the prices stay until `setPrice`. */
export function createMarket(settings: {
  readonly random: Random
  readonly timers: Timers
  readonly now: () => number
  readonly moving: boolean
}): Market {
  const { random, now } = settings
  const moved = createSignal<number>()
  const quotes = new Map(instruments.map((instrument) => [instrument.conid, openingQuote(instrument, random, now())]))

  function quote(instrument: Instrument): Quote {
    const found = quotes.get(instrument.conid)
    if (found === undefined) throw new Error(`No quote for conid ${instrument.conid}: not an instrument of the market`)
    return found
  }

  function move(instrument: Instrument, last: number): void {
    const before = quote(instrument)
    const spread = random.integer(1, 2)
    const lastSize = random.integer(1, 8) * 100
    quotes.set(instrument.conid, {
      ...before,
      last,
      bid: cents(last - 0.01),
      ask: cents(last + spread * 0.01),
      bidSize: random.integer(1, 14) * 100,
      askSize: random.integer(1, 14) * 100,
      lastSize,
      high: Math.max(before.high, last),
      low: Math.min(before.low, last),
      volume: before.volume + lastSize,
      updatedAt: now(),
    })
  }

  if (settings.moving) {
    // A trading day has 23,400 seconds; the daily volatility is spread over its ticks and doubled to look alive.
    const scale = 2 * Math.sqrt(tickMilliseconds / 1000 / 23_400)
    settings.timers.every(tickMilliseconds, () => {
      for (const instrument of instruments) {
        const { last } = quote(instrument)
        move(instrument, Math.max(0.02, cents(last * (1 + random.normal() * instrument.volatility * scale))))
      }
      moved.emit(now())
    })
  }

  return {
    quote,
    setPrice: (instrument, price) => {
      move(instrument, cents(price))
      moved.emit(now())
    },
    moved,
  }
}

function openingQuote(instrument: Instrument, random: Random, now: number): Quote {
  const open = cents(instrument.close * (1 + random.normal() * instrument.volatility * 0.3))
  const last = cents(open * (1 + random.normal() * instrument.volatility * 0.3))
  return {
    last,
    bid: cents(last - 0.01),
    ask: cents(last + 0.01),
    bidSize: random.integer(1, 14) * 100,
    askSize: random.integer(1, 14) * 100,
    lastSize: 100,
    open,
    high: cents(Math.max(open, last) * 1.002),
    low: cents(Math.min(open, last) * 0.998),
    close: instrument.close,
    volume: Math.round(instrument.averageVolume * (0.3 + 0.2 * random.next())),
    updatedAt: now,
  }
}

/** Rounds to whole cents. */
export function cents(price: number): number {
  return Math.round(price * 100) / 100
}

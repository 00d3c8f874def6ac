import type { Timers } from '../clock.ts'
import { createSignal, type EventSignal } from '../event-signal.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { ComboLeg } from './instruments.ts'
import { type Instrument, instruments } from './instruments.ts'
import { createPricePath, type PricePath } from './price-path.ts'
import { startTradingDay, type TradingDay, type TradingHours } from './trading-hours.ts'

/** Milliseconds between two price changes, the rate of IBKR's own market data. */
const tickMilliseconds = 500

/** The current prices of one instrument, in whole cents. */
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
  /** Number of shares traded today. */
  readonly volume: number
  /** Time of the last change of the quote, in simulator time. */
  readonly updatedAt: number
  /** Whether the user has no permission for the market data of the contract. */
  readonly isWithheld?: boolean
}

/** The simulated market. */
export interface Market {
  quote(instrument: Instrument): Quote
  /** Returns the last prices of an instrument since the start of the simulator. */
  path(instrument: Instrument): PricePath
  /** Sets the last price. Bid and ask follow at a distance of one cent. */
  setPrice(instrument: Instrument, price: number): void
  /** Removes the user's permission for the market data of a contract, which still trades. */
  withhold(instrument: Instrument): void
  /** Trades against the quote: reduces the size at this price and sets the last trade. */
  take(instrument: Instrument, side: 'BUY' | 'SELL', quantity: number, price: number): void
  /** Changes this number of prices slightly, one instrument after the other. */
  stir(count: number): void
  readonly day: TradingDay
  /** Fires after each price change, with the simulator time. */
  readonly moved: EventSignal<number>
}

/** Creates the market and starts its random walk. If `moving` is false, prices change only by `setPrice`. */
export function createMarket(settings: {
  readonly random: SeededRandom
  readonly timers: Timers
  readonly now: () => number
  readonly moving: boolean
  readonly hours: TradingHours
}): Market {
  const { random, now, timers } = settings
  const moved = createSignal<number>()
  const day = startTradingDay({ hours: settings.hours, timers, now })
  const quotes = new Map(instruments.map((instrument) => [instrument.conid, openingQuote(instrument, random, now())]))

  const startedAt = now()
  const paths = new Map([...quotes].map(([conid, { last }]) => [conid, createPricePath(startedAt, last)]))

  function quote(instrument: Instrument): Quote {
    if (instrument.legs !== undefined) return comboQuote(instrument.legs, quote)
    const found = quotes.get(instrument.conid)
    if (found === undefined) throw new Error(`No quote for conid ${instrument.conid}: not an instrument of the market`)
    return found
  }

  function path({ conid }: Instrument): PricePath {
    const found = paths.get(conid)
    if (found === undefined) throw new Error(`No prices for conid ${conid}: not an instrument of the market`)
    return found
  }

  function move(instrument: Instrument, last: number): void {
    const before = quote(instrument)
    const spread = random.integer(1, 2)
    const lastSize = random.integer(1, 8) * 100
    path(instrument).add(now(), last)
    quotes.set(instrument.conid, {
      last,
      bid: roundToCents(last - 0.01),
      ask: roundToCents(last + spread * 0.01),
      bidSize: displayedSize(random),
      askSize: displayedSize(random),
      lastSize,
      open: before.open,
      high: Math.max(before.high, last),
      low: Math.min(before.low, last),
      close: before.close,
      volume: before.volume + lastSize,
      updatedAt: now(),
      ...(before.isWithheld && { isWithheld: true }),
    })
  }

  /** Moves a price by one random step. `days` is the length of the step in trading days. */
  function moveRandomly(instrument: Instrument, days: number): void {
    const { last } = quote(instrument)
    move(
      instrument,
      Math.max(0.02, roundToCents(last * (1 + random.normal() * instrument.volatility * Math.sqrt(days)))),
    )
  }

  if (settings.moving) {
    // A trading day has 23,400 seconds. Prices move four times faster than real prices, to make activity visible.
    const share = (4 * tickMilliseconds) / 1000 / 23_400
    timers.every(tickMilliseconds, () => {
      if (day.phase() === 'closed') return
      for (const instrument of instruments) moveRandomly(instrument, share)
      moved.emit(now())
    })
  }

  day.began.on(() => {
    for (const [conid, { last, ...rest }] of quotes) {
      quotes.set(conid, { ...rest, last, close: last, open: last, high: last, low: last, volume: 0 })
    }
  })
  day.phaseChanged.on(({ phase }) => {
    if (phase !== 'open') return
    for (const instrument of instruments) {
      // Simulates the overnight price change.
      if (settings.moving) moveRandomly(instrument, 0.1)
      const { last, ...rest } = quote(instrument)
      quotes.set(instrument.conid, { ...rest, last, open: last, high: last, low: last })
    }
  })

  return {
    quote,
    path,
    setPrice: (instrument, price) => {
      move(instrument, roundToCents(price))
      moved.emit(now())
    },
    withhold: (instrument) => {
      quotes.set(instrument.conid, { ...quote(instrument), isWithheld: true })
      moved.emit(now())
    },
    take: (instrument, side, quantity, price) => {
      const before = quote(instrument)
      const { high, low, volume, askSize, bidSize } = before
      path(instrument).add(now(), price)
      quotes.set(instrument.conid, {
        ...before,
        ...(side === 'BUY'
          ? { askSize: leftOf(askSize, quantity, random) }
          : { bidSize: leftOf(bidSize, quantity, random) }),
        last: price,
        lastSize: quantity,
        high: Math.max(high, price),
        low: Math.min(low, price),
        volume: volume + quantity,
        updatedAt: now(),
      })
    },
    stir: (count) => {
      for (let left = count; left > 0; left -= instruments.length) {
        for (const instrument of instruments.slice(0, left)) {
          const step = random.next() < 0.5 ? -0.01 : 0.01
          move(instrument, Math.max(0.02, roundToCents(quote(instrument).last + step)))
        }
        moved.emit(now())
      }
    },
    day,
    moved,
  }
}

function openingQuote(instrument: Instrument, random: SeededRandom, now: number): Quote {
  const open = roundToCents(instrument.close * (1 + random.normal() * instrument.volatility * 0.3))
  const last = roundToCents(open * (1 + random.normal() * instrument.volatility * 0.3))
  return {
    last,
    bid: roundToCents(last - 0.01),
    ask: roundToCents(last + 0.01),
    bidSize: displayedSize(random),
    askSize: displayedSize(random),
    lastSize: 100,
    open,
    high: roundToCents(Math.max(open, last) * 1.002),
    low: roundToCents(Math.min(open, last) * 0.998),
    close: instrument.close,
    volume: Math.round(instrument.averageVolume * (0.3 + 0.2 * random.next())),
    updatedAt: now,
  }
}

function displayedSize(random: SeededRandom): number {
  return random.integer(1, 14) * 100
}

/** Returns the remaining size at a price. A used-up size is replaced by a new random size. */
function leftOf(size: number, taken: number, random: SeededRandom): number {
  const left = size - Math.ceil(taken)
  return left > 0 ? left : displayedSize(random)
}

/** Rounds a price to whole cents. */
export function roundToCents(price: number): number {
  return Math.round(price * 100) / 100
}

/**
 * Calculates the quote of a combo: the sum of leg price times ratio, with each leg at the side at which it would trade.
 * The quote may be negative.
 */
function comboQuote(legs: readonly ComboLeg[], quoteOf: (instrument: Instrument) => Quote): Quote {
  const sum = (priceOf: (quote: Quote, bought: boolean) => number) =>
    Math.round(
      legs.reduce((total, { instrument, ratio }) => total + ratio * priceOf(quoteOf(instrument), ratio > 0), 0) * 100,
    ) / 100
  const least = (buying: boolean) =>
    Math.min(
      ...legs.map(({ instrument, ratio }) => {
        const { askSize, bidSize } = quoteOf(instrument)
        return Math.floor((ratio > 0 === buying ? askSize : bidSize) / Math.abs(ratio))
      }),
    )
  const last = sum((quote) => quote.last)
  return {
    bid: sum(({ bid, ask }, bought) => (bought ? bid : ask)),
    ask: sum(({ bid, ask }, bought) => (bought ? ask : bid)),
    last,
    bidSize: least(false),
    askSize: least(true),
    lastSize: 0,
    open: sum((quote) => quote.open),
    high: last,
    low: last,
    close: sum((quote) => quote.close),
    volume: 0,
    updatedAt: Math.max(...legs.map(({ instrument }) => quoteOf(instrument).updatedAt)),
  }
}

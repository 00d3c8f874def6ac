import type { Timers } from '../clock.ts'
import { roundToTick } from '../contracts/price-increments.ts'
import { createSignal, type EventSignal } from '../event-signal.ts'
import { createRandom, type SeededRandom } from '../seeded-random.ts'
import { derivePrice, deriveUnderlyingPrice, usualVolatility } from './derived-prices.ts'
import { createDerivedQuotes } from './derived-quotes.ts'
import { type Instrument, stocks, type WalkingInstrument } from './instruments.ts'
import { createPricePath, type PricePath } from './price-path.ts'
import type { Quote } from './quote.ts'
import { startTradingDay, type TradingDay, type TradingHours } from './trading-hours.ts'

/** Milliseconds between two price changes, the rate of IBKR's own market data. */
const tickMilliseconds = 500

/** The simulated market. */
export interface Market {
  /** Returns the same object while nothing changes. */
  quote(instrument: Instrument): Quote
  /** Returns the last prices of an instrument since it was first quoted. A combo has none. */
  path(instrument: Instrument): Pick<PricePath, 'startedAt' | 'first' | 'between'>
  /**
   * Sets the last price of an instrument, or the index of a future. Bid and ask follow at a distance of one tick. The
   * price of an option follows from its underlying and cannot be set.
   */
  setPrice(instrument: Instrument, price: number): void
  /** Volatility per year of an instrument's options at the money, as a fraction of its price. */
  volatility(underlying: WalkingInstrument): number
  setVolatility(underlying: WalkingInstrument, volatility: number): void
  /** Removes the user's permission for the market data of a contract, which still trades. */
  withhold(instrument: Instrument): void
  /** Halts an instrument: its price no longer moves by itself, and nothing trades. Its derivatives are halted too. */
  setHalted(instrument: Instrument, isHalted: boolean): void
  /** Trades against the quote: reduces the size at this price and sets the last trade. */
  take(instrument: Instrument, side: 'BUY' | 'SELL', quantity: number, price: number): void
  /** Changes this number of prices of stocks slightly, one stock after the other. */
  stir(count: number): void
  readonly day: TradingDay
  /** Fires after each price change, with the simulator time. */
  readonly moved: EventSignal<number>
}

/** An instrument with a price of its own. */
interface Walker {
  readonly instrument: WalkingInstrument
  readonly random: SeededRandom
  readonly path: PricePath
  quote: Quote
}

/**
 * Creates the market and starts its random walk. If `moving` is false, prices change only by `setPrice`. The stocks share
 * `random` with orders. Any other instrument moves from its first quote on, with its own generator, so that it does not
 * influence the stocks.
 */
export function createMarket(settings: {
  readonly random: SeededRandom
  readonly seed: number
  readonly timers: Timers
  readonly now: () => number
  readonly moving: boolean
  readonly hours: TradingHours
}): Market {
  const { random, now, timers } = settings
  const moved = createSignal<number>()
  const day = startTradingDay({ hours: settings.hours, timers, now })
  const walkers = new Map<number, Walker>()
  const volatilities = new Map<number, number>()
  const derived = createDerivedQuotes({ quoteOf: quote, volatilityOf: volatility, now })
  for (const stock of stocks) startWalker(stock, random)

  function startWalker(instrument: WalkingInstrument, own: SeededRandom): Walker {
    const opening = openingQuote(instrument, own, now())
    const path = createPricePath(now(), opening.last)
    const walker = { instrument, random: own, path, quote: opening }
    walkers.set(instrument.conid, walker)
    return walker
  }

  function walkerOf(instrument: WalkingInstrument): Walker {
    const { conid } = instrument
    return walkers.get(conid) ?? startWalker(instrument, createRandom(Math.imul(settings.seed + 1, conid)))
  }

  function volatility(underlying: WalkingInstrument): number {
    return volatilities.get(underlying.conid) ?? usualVolatility(underlying)
  }

  function quote(instrument: Instrument): Quote {
    return isWalking(instrument) ? walkerOf(instrument).quote : derived.quote(instrument)
  }

  function path(instrument: Instrument): Pick<PricePath, 'startedAt' | 'first' | 'between'> {
    if (isWalking(instrument)) return walkerOf(instrument).path
    const { pricing } = instrument
    if (pricing.kind === 'walk' || pricing.kind === 'combo') throw new Error('A combo has no prices of its own')
    const { startedAt, first, between } = walkerOf(pricing.underlying).path
    const state = (price: number) => ({ price, volatility: volatility(pricing.underlying) })
    const price = (underlying: number, at: number) => derivePrice(instrument, state(underlying), at)
    return {
      startedAt,
      first: price(first, startedAt),
      between: (from, to) => between(from, to).map((each) => price(each, from)),
    }
  }

  function move(walker: Walker, last: number): void {
    const { instrument, quote: before } = walker
    const { pricing, increment } = instrument
    const spread = walker.random.integer(1, pricing.askTicks)
    const lastSize = walker.random.integer(1, 8) * pricing.lot
    walker.path.add(now(), last)
    walker.quote = {
      last,
      bid: roundToTick(instrument, last - increment),
      ask: roundToTick(instrument, last + spread * increment),
      bidSize: displayedSize(walker),
      askSize: displayedSize(walker),
      lastSize,
      open: before.open,
      high: Math.max(before.high, last),
      low: Math.min(before.low, last),
      close: before.close,
      volume: pricing.averageVolume === 0 ? 0 : before.volume + lastSize,
      updatedAt: now(),
      ...(before.isWithheld && { isWithheld: true }),
      ...(before.isHalted && { isHalted: true }),
    }
  }

  /** Moves a price by one random step. `days` is the length of the step in trading days. */
  function moveRandomly(walker: Walker, days: number): void {
    const { instrument, quote: before } = walker
    const step = 1 + walker.random.normal() * instrument.pricing.volatility * Math.sqrt(days)
    move(walker, Math.max(2 * instrument.increment, roundToTick(instrument, before.last * step)))
  }

  if (settings.moving) {
    // A trading day has 23,400 seconds. Prices move four times faster than real prices, to make activity visible.
    const share = (4 * tickMilliseconds) / 1000 / 23_400
    timers.every(tickMilliseconds, () => {
      if (day.phase() === 'closed') return
      for (const walker of walkers.values()) if (!walker.quote.isHalted) moveRandomly(walker, share)
      moved.emit(now())
    })
  }

  day.began.on(() => {
    for (const walker of walkers.values()) {
      const { last } = walker.quote
      walker.quote = { ...walker.quote, close: last, open: last, high: last, low: last, volume: 0 }
    }
    derived.startDay()
  })
  day.phaseChanged.on(({ phase }) => {
    if (phase !== 'open') return
    for (const walker of walkers.values()) {
      // Simulates the overnight price change.
      if (settings.moving) moveRandomly(walker, 0.1)
      const { last } = walker.quote
      walker.quote = { ...walker.quote, open: last, high: last, low: last }
    }
  })

  return {
    quote,
    path,
    setPrice: (instrument, price) => {
      const { pricing } = instrument
      if (isWalking(instrument)) move(walkerOf(instrument), roundToTick(instrument, price))
      else if (pricing.kind === 'future') {
        const level = deriveUnderlyingPrice(instrument, price, now())
        move(walkerOf(pricing.underlying), roundToTick(instrument, level))
      } else throw new Error(`The price of ${instrument.localSymbol} cannot be set`)
      moved.emit(now())
    },
    volatility,
    setVolatility: (underlying, value) => {
      volatilities.set(underlying.conid, value)
      moved.emit(now())
    },
    withhold: (instrument) => {
      if (isWalking(instrument)) {
        const walker = walkerOf(instrument)
        walker.quote = { ...walker.quote, isWithheld: true }
      } else derived.withhold(instrument)
      moved.emit(now())
    },
    setHalted: (instrument, isHalted) => {
      if (isWalking(instrument)) {
        const walker = walkerOf(instrument)
        walker.quote = { ...walker.quote, isHalted }
      } else derived.setHalted(instrument, isHalted)
      moved.emit(now())
    },
    take: (instrument, side, quantity, price) => {
      if (!isWalking(instrument)) {
        derived.take(instrument, side, quantity, price)
        return
      }
      const walker = walkerOf(instrument)
      const { high, low, volume, askSize, bidSize } = walker.quote
      walker.path.add(now(), price)
      walker.quote = {
        ...walker.quote,
        ...(side === 'BUY'
          ? { askSize: leftOf(askSize, quantity, walker) }
          : { bidSize: leftOf(bidSize, quantity, walker) }),
        last: price,
        lastSize: quantity,
        high: Math.max(high, price),
        low: Math.min(low, price),
        volume: instrument.pricing.averageVolume === 0 ? 0 : volume + quantity,
        updatedAt: now(),
      }
    },
    stir: (count) => {
      for (let left = count; left > 0; left -= stocks.length) {
        for (const stock of stocks.slice(0, left)) {
          const walker = walkerOf(stock)
          const step = random.next() < 0.5 ? -0.01 : 0.01
          move(walker, Math.max(0.02, roundToCents(walker.quote.last + step)))
        }
        moved.emit(now())
      }
    },
    day,
    moved,
  }
}

function isWalking(instrument: Instrument): instrument is WalkingInstrument {
  return instrument.pricing.kind === 'walk'
}

function openingQuote(instrument: WalkingInstrument, random: SeededRandom, now: number): Quote {
  const { close, volatility, averageVolume, lot } = instrument.pricing
  const open = roundToTick(instrument, close * (1 + random.normal() * volatility * 0.3))
  const last = roundToTick(instrument, open * (1 + random.normal() * volatility * 0.3))
  return {
    last,
    bid: roundToTick(instrument, last - instrument.increment),
    ask: roundToTick(instrument, last + instrument.increment),
    bidSize: displayedSize({ instrument, random }),
    askSize: displayedSize({ instrument, random }),
    lastSize: lot,
    open,
    high: roundToTick(instrument, Math.max(open, last) * 1.002),
    low: roundToTick(instrument, Math.min(open, last) * 0.998),
    close: roundToTick(instrument, close),
    volume: Math.round(averageVolume * (0.3 + 0.2 * random.next())),
    updatedAt: now,
  }
}

function displayedSize({ instrument, random }: Pick<Walker, 'instrument' | 'random'>): number {
  return random.integer(1, 14) * instrument.pricing.lot
}

/** Returns the remaining size at a price. A used-up size is replaced by a new random size. */
function leftOf(size: number, taken: number, walker: Walker): number {
  const left = size - Math.ceil(taken)
  return left > 0 ? left : displayedSize(walker)
}

/** Rounds an amount to whole cents. */
export function roundToCents(amount: number): number {
  return Math.round(amount * 100) / 100
}

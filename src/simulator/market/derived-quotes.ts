import { findTick, roundToTick } from '../contracts/price-increments.ts'
import { derivePrice, measureOption } from './derived-prices.ts'
import { type ComboLeg, getInstrumentKey, type Instrument, type WalkingInstrument } from './instruments.ts'
import { calculatePriceNoise } from './price-noise.ts'
import type { Quote } from './quote.ts'

/** Quotes of futures, options and combos. They are calculated when they are requested, and cached. */
export interface DerivedQuotes {
  /** Returns the same object while nothing changes. */
  quote(instrument: Instrument): Quote
  /** Trades against a quote: reduces its size, and sets the last trade until the price of the underlying changes. */
  take(instrument: Instrument, side: 'BUY' | 'SELL', quantity: number, price: number): void
  withhold(instrument: Instrument): void
  setHalted(instrument: Instrument, isHalted: boolean): void
  /** Begins a new day without trades. */
  startDay(): void
}

interface CachedQuote {
  /** The quotes from which this one was calculated, and the minute. */
  readonly sources: readonly Quote[]
  /** Volatility of options of the underlying, 0 if the price does not depend on it. */
  readonly volatility: number
  readonly minute: number
  readonly quote: Quote
  /** Quantity traded by the account today. */
  readonly traded: number
}

/** Maximum number of cached quotes. The oldest are dropped first. */
const maxCached = 5000
/** The time to expiration counts in whole minutes, so that quotes do not change with every read. */
const minuteMilliseconds = 60_000

export function createDerivedQuotes({
  quoteOf,
  volatilityOf,
  now,
}: {
  readonly quoteOf: (instrument: Instrument) => Quote
  readonly volatilityOf: (underlying: WalkingInstrument) => number
  readonly now: () => number
}): DerivedQuotes {
  const cache = new Map<string | number, CachedQuote>()
  const [withheld, halted] = [new Set<string | number>(), new Set<string | number>()]

  function store(key: string | number, cached: CachedQuote): Quote {
    cache.set(key, cached)
    const [oldest] = cache.keys()
    if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest)
    return cached.quote
  }

  function quote(instrument: Instrument): Quote {
    const key = getInstrumentKey(instrument)
    const sources = listSources(instrument).map(quoteOf)
    const minute = Math.floor(now() / minuteMilliseconds)
    const volatility = instrument.pricing.kind === 'option' ? volatilityOf(instrument.pricing.underlying) : 0
    const cached = cache.get(key)
    const isCurrent =
      cached?.minute === minute &&
      cached.volatility === volatility &&
      sources.every((source, at) => source === cached.sources[at])
    if (cached !== undefined && isCurrent) return cached.quote
    const traded = cached?.traded ?? 0
    const calculated = calculateQuote(instrument, sources, { volatility, at: minute * minuteMilliseconds, traded })
    const next = {
      ...calculated,
      ...((withheld.has(key) || isAnyLegWithheld(instrument, sources)) && { isWithheld: true }),
      ...((halted.has(key) || sources.some((source) => source.isHalted)) && { isHalted: true }),
    }
    return store(key, {
      sources,
      volatility,
      minute,
      quote: cached !== undefined && isSameQuote(cached.quote, next) ? cached.quote : next,
      traded,
    })
  }

  return {
    quote,
    take: (instrument, side, quantity, price) => {
      const before = quote(instrument)
      const key = getInstrumentKey(instrument)
      const cached = cache.get(key)
      if (cached === undefined) return
      const { askSize, bidSize, high, low, volume } = before
      // The displayed size never runs out: the next one at the same price is as large.
      const left = (size: number) => (quantity < size ? size - quantity : size)
      store(key, {
        ...cached,
        traded: cached.traded + quantity,
        quote: {
          ...before,
          ...(side === 'BUY' ? { askSize: left(askSize) } : { bidSize: left(bidSize) }),
          last: price,
          lastSize: quantity,
          high: Math.max(high, price),
          low: Math.min(low, price),
          volume: volume + quantity,
          updatedAt: now(),
        },
      })
    },
    withhold: (instrument) => {
      withheld.add(getInstrumentKey(instrument))
      cache.delete(getInstrumentKey(instrument))
    },
    setHalted: (instrument, isHalted) => {
      if (isHalted) halted.add(getInstrumentKey(instrument))
      else halted.delete(getInstrumentKey(instrument))
      cache.delete(getInstrumentKey(instrument))
    },
    startDay: () => cache.clear(),
  }
}

function listSources({ pricing }: Instrument): readonly Instrument[] {
  switch (pricing.kind) {
    case 'future':
    case 'option':
      return [pricing.underlying]
    case 'combo':
      return pricing.legs.map(({ instrument }) => instrument)
    case 'walk':
      return []
  }
}

/** Reports whether one leg of a combo has no market data. Derivatives have data of their own. */
function isAnyLegWithheld({ pricing }: Instrument, legs: readonly Quote[]): boolean {
  return pricing.kind === 'combo' && legs.some(({ isWithheld }) => isWithheld)
}

interface Circumstances {
  readonly volatility: number
  readonly at: number
  /** Quantity traded by the account today. */
  readonly traded: number
}

function calculateQuote(instrument: Instrument, sources: readonly Quote[], circumstances: Circumstances): Quote {
  const { pricing } = instrument
  if (pricing.kind === 'combo') return combineLegs(pricing.legs, sources)
  const [base] = sources
  if (base === undefined) throw new Error(`No underlying of ${instrument.localSymbol}`)
  return pricing.kind === 'future'
    ? futureQuote(instrument, base, circumstances)
    : optionQuote(instrument, base, circumstances)
}

/** Largest displayed size of futures and options. */
const [futuresSize, optionSize] = [40, 50] as const

function futureQuote(future: Instrument, base: Quote, { at, volatility, traded }: Circumstances): Quote {
  const price = (level: number) => roundToTick(future, derivePrice(future, { price: level, volatility }, at))
  const last = price(base.last)
  return {
    last,
    bid: roundToTick(future, last - future.increment),
    ask: roundToTick(future, last + future.increment),
    ...displayedSizes(future, base, futuresSize),
    open: price(base.open),
    high: price(base.high),
    low: price(base.low),
    close: price(base.close),
    volume: base.volume + traded,
    updatedAt: base.updatedAt,
  }
}

/** Share of an option's price by which its bid and ask are apart from the middle. */
const optionSpread = 0.01

/** Largest number of contracts of an option that are open. */
const largestOpenInterest = 20_000

function optionQuote(option: Instrument, base: Quote, { at, volatility, traded }: Circumstances): Quote {
  const isCall = option.right === 'C'
  const smallest = option.increment
  const exact = (price: number) => derivePrice(option, { price, volatility }, at)
  const price = (underlying: number) => Math.max(smallest, roundToTick(option, exact(underlying)))
  const middle = exact(base.last)
  const half = Math.max(findTick(option, middle) / 2, middle * optionSpread)
  const bid = Math.max(smallest, roundToTick(option, middle - half, Math.floor))
  return {
    last: price(base.last),
    bid,
    ask: Math.max(bid + smallest, roundToTick(option, middle + half, Math.ceil)),
    ...displayedSizes(option, base, optionSize),
    open: price(base.open),
    high: price(isCall ? base.high : base.low),
    low: price(isCall ? base.low : base.high),
    close: price(base.close),
    volume: sizeOf(option, 'volume', 0, 1000) + traded,
    openInterest: sizeOf(option, 'openInterest', 0, largestOpenInterest),
    measures: measureOption(option, { price: base.last, volatility }, at),
    updatedAt: base.updatedAt,
  }
}

/** Octaves of the noise for sizes, different from those of prices. */
const octaves = { bidSize: 90, askSize: 91, lastSize: 92, volume: 93, openInterest: 94 } as const

function displayedSizes(instrument: Instrument, { updatedAt }: Quote, largest: number) {
  // Sizes change with the quote of the underlying, at most twice a second.
  const place = Math.floor(updatedAt / 500)
  return {
    bidSize: sizeOf(instrument, 'bidSize', place, largest),
    askSize: sizeOf(instrument, 'askSize', place, largest),
    lastSize: sizeOf(instrument, 'lastSize', place, largest),
  }
}

/** Returns a size from 1 to `largest` that depends only on the arguments. */
function sizeOf({ conid }: Instrument, octave: keyof typeof octaves, place: number, largest: number): number {
  return 1 + Math.floor(((calculatePriceNoise(conid, octaves[octave], place) + 1) / 2) * largest)
}

function isSameQuote(one: Quote, other: Quote): boolean {
  const keys = ['bid', 'ask', 'last', 'bidSize', 'askSize', 'open', 'high', 'low', 'close', 'volume'] as const
  // As far as the field shows it: that of a strike changes a little in each minute.
  const volatilityOf = ({ measures }: Quote) => measures && Math.round(measures.impliedVolatility * 1000)
  const isSameVolatility = volatilityOf(one) === volatilityOf(other)
  const isSameState = one.isWithheld === other.isWithheld && one.isHalted === other.isHalted
  return isSameState && isSameVolatility && keys.every((key) => one[key] === other[key])
}

/**
 * Calculates the quote of a combo: the sum of leg price times ratio, with each leg at the side at which it would trade.
 * A negative price is a credit: the buyer receives money.
 */
function combineLegs(legs: readonly ComboLeg[], quotes: readonly Quote[]): Quote {
  const parts = legs.flatMap(({ ratio, priceFactor }, at) => {
    const quote = quotes[at]
    return quote === undefined ? [] : [{ ratio, priceFactor, quote }]
  })
  const sum = (priceOf: (quote: Quote, bought: boolean) => number) => {
    const total = parts.reduce(
      (price, { priceFactor, quote }) => price + priceFactor * priceOf(quote, priceFactor > 0),
      0,
    )
    return Math.round(total * 100) / 100
  }
  const least = (buying: boolean) =>
    Math.min(
      ...parts.map(({ ratio, quote: { askSize, bidSize } }) =>
        Math.floor((ratio > 0 === buying ? askSize : bidSize) / Math.abs(ratio)),
      ),
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
    updatedAt: Math.max(...parts.map(({ quote }) => quote.updatedAt)),
  }
}

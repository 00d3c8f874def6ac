import { countPriceDecimals, roundToTick } from '../contracts/price-increments.ts'
import { derivePrice } from './derived-prices.ts'
import type { HistoryQuery } from './history-query.ts'
import type { Instrument, WalkingInstrument } from './instruments.ts'
import type { Market } from './market.ts'
import { calculatePriceNoise } from './price-noise.ts'
import type { PricePath } from './price-path.ts'
import { findMarketPhase, findStartOfDay, findStartOfTradingDays } from './trading-hours.ts'

const maxBars = 1000
const day = 86_400
/** Positions within a bar at which the price is sampled, as fractions of the bar's length. */
const samples = [0, 0.2, 0.4, 0.6, 0.8, 1]
/** Octave number of the noise for volumes, different from all octaves of prices. */
const volumeOctave = 99

/** One bar. For `bid_ask` its fields contain average bid, average ask, highest ask and lowest bid. */
export interface Bar {
  readonly o: number
  readonly c: number
  readonly h: number
  readonly l: number
  readonly v: number
  /** Start of the bar in milliseconds since the epoch. */
  readonly t: number
}

/** Prices of the only bar of a period without data. */
const placeholder = { o: 0, c: 0 } as const

/** The body of the history call and of the history topic. */
export interface HistoryResponseBody {
  readonly serverId: string
  readonly data: readonly (Bar | typeof placeholder)[]
  readonly points: number
  readonly [key: string]: unknown
}

/** Creates the body with the bars of an instrument, at most the newest 1,000. */
export function buildHistoryBody(
  instrument: Instrument,
  market: Market,
  now: number,
  query: HistoryQuery,
  serverId: string,
  /** Factor by which clients must multiply the volume `v`. */
  volumeFactor = 1,
): HistoryResponseBody {
  const barAt = barsOf(instrument, market, now, query)
  const bars = startsOf(query, market, now)
    .map(barAt)
    .map((bar) => ({ ...bar, v: bar.v / volumeFactor }))
  const data =
    bars.length > 0 ? bars.map((bar) => ({ ...bar, t: shownStart(bar.t, bars[0]?.t, query) })) : [placeholder]
  const start = bars[0]?.t ?? query.startTime ?? now
  const decimals = countPriceDecimals(instrument)
  const priceFactor = 10 ** decimals
  return {
    serverId,
    symbol: instrument.symbol,
    text: instrument.companyName,
    priceFactor,
    startTime: new Date(start).toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-'),
    high: extreme(bars, start, 'h', priceFactor),
    low: extreme(bars, start, 'l', priceFactor),
    timePeriod: query.period,
    barLength: query.barSeconds,
    mdAvailability: 'S',
    mktDataDelay: 0,
    outsideRth: query.outsideRth,
    volumeFactor,
    priceDisplayRule: 1,
    priceDisplayValue: String(decimals),
    direction: query.direction,
    negativeCapable: false,
    messageVersion: 2,
    data,
    points: data.length - 1,
    travelTime: 12,
  }
}

/**
 * Returns the current, unfinished bar. Returns undefined if the market is closed or the period does not include the
 * present.
 * @param first time of the oldest bar in the response that the current bar continues
 */
export function buildRunningBar(
  instrument: Instrument,
  market: Market,
  now: number,
  query: HistoryQuery,
  first?: number,
): Bar | undefined {
  const start = startsOf({ ...query, periodSeconds: query.barSeconds }, market, now).at(-1)
  if (start === undefined || start + query.barSeconds * 1000 <= now) return undefined
  return { ...barsOf(instrument, market, now, query)(start), t: shownStart(start, first, query) }
}

/**
 * Returns the time to report for a bar. Like at IBKR, times of bars shorter than a minute are wrong: the distances
 * between them are multiplied by 60.
 */
function shownStart(start: number, first: number | undefined, { barSeconds }: HistoryQuery): number {
  return first === undefined || barSeconds >= 60 ? start : first + (start - first) * 60
}

/**
 * Returns the start times of the bars, oldest first. Weekly bars begin on Monday at midnight UTC, daily bars when
 * trading begins.
 */
function startsOf(query: HistoryQuery, market: Market, now: number): readonly number[] {
  const { hours } = market.day
  const length = query.barSeconds * 1000
  const [begin, end] = windowOf(query, market, now)
  if (query.barSeconds === day) return daysOf(begin, end)
  const shift = query.barSeconds === 7 * day ? 4 * day * 1000 : 0
  const starts: number[] = []
  const newest = Math.floor((end - 1 - shift) / length) * length + shift
  // Include one bar even if the bar is longer than the period.
  for (let start = newest; start >= begin || (start === newest && start + length > begin); start -= length) {
    if (starts.length >= maxBars) break
    if (isTraded(start)) starts.push(start)
  }
  return starts.reverse()

  /** Returns the starts of daily bars: 9:30 in New York, or 4:00 with extended hours. */
  function daysOf(from: number, to: number): readonly number[] {
    const minutes = query.outsideRth ? 240 : 570
    const found: number[] = []
    for (let midnight = findStartOfDay(to - 1); found.length < maxBars; midnight = findStartOfDay(midnight - 1)) {
      const start = midnight + minutes * 60_000
      if (start >= to) continue
      if (start + length <= from || (start < from && found.length > 0)) break
      if (isTraded(start)) found.push(start)
    }
    return found.reverse()
  }

  function isTraded(start: number): boolean {
    if (hours === 'always' || query.barSeconds > day) return true
    const phase = findMarketPhase(hours, start)
    return phase === 'open' || (phase === 'extended' && query.outsideRth)
  }
}

/** Returns the start and end of a period. Its days are trading days. The period never extends beyond the present. */
function windowOf(
  { startTime, direction, periodSeconds }: HistoryQuery,
  market: Market,
  now: number,
): [number, number] {
  const length = periodSeconds * 1000
  if (startTime !== undefined && direction === 1) return [startTime, Math.min(now, startTime + length)]
  const end = Math.min(now, startTime ?? now)
  const days = periodSeconds / day
  const counted = market.day.hours === 'exchange' && Number.isInteger(days) && days <= 30
  return [counted ? Math.min(end - length, findStartOfTradingDays(end, days)) : end - length, end]
}

/** Creates a function that builds the bar with a given start. */
function barsOf(instrument: Instrument, market: Market, now: number, query: HistoryQuery): (start: number) => Bar {
  const { barSeconds, source } = query
  const path = market.path(instrument)
  const priceAt = createPastPrices(instrument, market)
  const averageVolume = findAverageVolume(instrument)
  return (start) => {
    const end = start + barSeconds * 1000
    const times = samples.map((share) => start + share * (end - start))
    const past = times.filter((time) => time <= Math.min(now, path.startedAt)).map(priceAt)
    const prices = [...past, ...path.between(start, end)]
    // The last trade is the close of the current bar, even if the clock was set back.
    if (end > now) prices.push(market.quote(instrument).last)
    const [open = path.first] = prices
    const close = prices.at(-1) ?? open
    const [high, low] = [Math.max(...prices), Math.min(...prices)]
    const share = 1 + 0.5 * calculatePriceNoise(instrument.conid, volumeOctave, start / 1000)
    const volume = Math.round(((averageVolume * barSeconds) / day) * share)
    return { ...valuesOf(instrument, source, { open, close, high, low, volume }), t: start }
  }
}

type Range = Readonly<Record<'open' | 'close' | 'high' | 'low' | 'volume', number>>

function valuesOf(
  instrument: Instrument,
  source: HistoryQuery['source'],
  { open, close, high, low, volume }: Range,
): Omit<Bar, 't'> {
  const { increment } = instrument
  const round = (price: number) => roundToTick(instrument, price)
  const spread = source === 'bid' ? -increment : source === 'ask' ? increment : 0
  if (source !== 'bid_ask') {
    const [o, c, h, l] = [open, close, high, low].map((price) => round(price + spread))
    return { o: o ?? 0, c: c ?? 0, h: h ?? 0, l: l ?? 0, v: source === 'trades' ? volume : 0 }
  }
  const average = (open + close + high + low) / 4
  return {
    o: round(average - increment),
    c: round(average + increment),
    h: round(high + increment),
    l: round(low - increment),
    v: 0,
  }
}

/** Formats the highest or lowest bar as `price × factor / volume / minutes from the start`. */
function extreme(bars: readonly Bar[], start: number, side: 'h' | 'l', priceFactor: number): string {
  const [first] = bars
  if (first === undefined) return '0/0/0'
  const better = side === 'h' ? (a: Bar, b: Bar) => a.h >= b.h : (a: Bar, b: Bar) => a.l <= b.l
  const bar = bars.reduce((best, candidate) => (better(best, candidate) ? best : candidate), first)
  return `${Math.round(bar[side] * priceFactor)}/${bar.v}/${Math.round((bar.t - start) / 60_000)}`
}

/** Wavelengths of the noise, in ms: from one minute to about two years, doubling each time. */
const octaves = Array.from({ length: 20 }, (_, at) => 60_000 * 2 ** at)
const dayMilliseconds = 86_400_000

/** Minimum time in ms over which past prices approach the first price of the path, so that they do not jump. */
const minApproach = 6 * 3_600_000

/**
 * Returns the prices before an instrument was first quoted, as a function of time. Those of futures and options follow
 * from the past prices of their underlying.
 */
function createPastPrices(instrument: Instrument, market: Market): (time: number) => number {
  const { pricing } = instrument
  switch (pricing.kind) {
    case 'walk':
      return createPastWalk({ ...instrument, pricing }, market.path(instrument))
    case 'future':
    case 'option': {
      const underlyingAt = createPastPrices(pricing.underlying, market)
      const volatility = market.volatility(pricing.underlying)
      return (time) => derivePrice(instrument, { price: underlyingAt(time), volatility }, time)
    }
    case 'combo':
      throw new Error('A combo has no prices of its own')
  }
}

/** Returns the quantity that is traded on an average day. Options trade as little as their quotes show. */
export function findAverageVolume({ pricing }: Instrument): number {
  if (pricing.kind === 'walk') return pricing.averageVolume
  return pricing.kind === 'future' ? pricing.underlying.pricing.averageVolume : 0
}

/**
 * Returns the prices of a random walk before it started: equal requests return equal bars, and bars of all lengths are
 * consistent. The prices of the first day begin at the close of the day before, and end at the first price of the path.
 */
function createPastWalk(
  instrument: WalkingInstrument,
  { startedAt, first }: Pick<PricePath, 'startedAt' | 'first'>,
): (time: number) => number {
  const midnight = findStartOfDay(startedAt)
  const here = Math.log(instrument.pricing.close) - logarithm(instrument, midnight)
  const missing = Math.log(first) - logarithm(instrument, startedAt) - here
  const from = Math.min(midnight, startedAt - minApproach)
  const approach = (time: number) => missing * Math.max(0, (time - from) / (startedAt - from))
  return (time) => Math.exp(here + logarithm(instrument, time) + approach(time))
}

function logarithm({ conid, pricing }: WalkingInstrument, time: number): number {
  let sum = 0
  for (const [octave, length] of octaves.entries()) {
    const place = Math.floor(time / length)
    const way = time / length - place
    const ease = way * way * (3 - 2 * way)
    const [from, to] = [calculatePriceNoise(conid, octave, place), calculatePriceNoise(conid, octave, place + 1)]
    // Halve each octave, because the octaves are added up: the daily movement then corresponds to the volatility.
    sum += 0.5 * pricing.volatility * Math.sqrt(length / dayMilliseconds) * (from + (to - from) * ease)
  }
  return sum
}

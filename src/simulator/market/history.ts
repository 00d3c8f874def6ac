import { type Answer, bareError, json } from '../http/answer.ts'
import { createRandom } from '../random.ts'
import type { Instrument } from './instruments.ts'
import { cents, type Quote } from './market.ts'

const maxBars = 1000
const priceFactor = 100

const unitSeconds: Readonly<Record<string, number>> = {
  S: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  m: 2_592_000,
  y: 31_536_000,
}

interface Bar {
  readonly o: number
  readonly c: number
  readonly h: number
  readonly l: number
  readonly v: number
  /** Start, milliseconds since the epoch. */
  readonly t: number
}

/** Plausible bars that end at today's price: a walk backwards, seeded by conid, so that the same question repeats. */
export function historyOf(
  instrument: Instrument,
  quote: Quote,
  now: number,
  asked: { readonly period: string; readonly bar: string; readonly outsideRth: boolean },
): Answer {
  const periodSeconds = duration(asked.period)
  const barSeconds = duration(asked.bar)
  if (periodSeconds === undefined || barSeconds === undefined) {
    return bareError(400, `Bad Request: period ${asked.period} or bar ${asked.bar} is not a duration`)
  }
  const count = Math.min(maxBars, Math.max(1, Math.floor(periodSeconds / barSeconds)))
  const data = walkBack(instrument, quote, now, barSeconds, count)
  const start = data[0]?.t ?? now
  return json({
    serverId: String(instrument.conid % 100_000),
    symbol: instrument.symbol,
    text: instrument.companyName,
    priceFactor,
    startTime: new Date(start).toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-'),
    high: extreme(data, start, 'h'),
    low: extreme(data, start, 'l'),
    timePeriod: asked.period,
    barLength: barSeconds,
    mdAvailability: 'S',
    mktDataDelay: 0,
    outsideRth: asked.outsideRth,
    tradingDayDuration: 1440,
    volumeFactor: 1,
    priceDisplayRule: 1,
    priceDisplayValue: '2',
    negativeCapable: false,
    messageVersion: 2,
    data,
    points: data.length - 1,
    travelTime: 12,
  })
}

function duration(text: string): number | undefined {
  const found = /^(\d{1,4})(S|min|h|d|w|m|y)$/.exec(text)
  const unit = unitSeconds[found?.[2] ?? '']
  const seconds = Number(found?.[1]) * (unit ?? 0)
  return seconds > 0 ? seconds : undefined
}

function walkBack(
  instrument: Instrument,
  quote: Quote,
  now: number,
  barSeconds: number,
  count: number,
): readonly Bar[] {
  const random = createRandom(instrument.conid ^ barSeconds)
  const scale = instrument.volatility * Math.sqrt(barSeconds / 86_400)
  const lastStart = Math.floor(now / 1000 / barSeconds) * barSeconds
  const bars: Bar[] = []
  let close = quote.last
  for (let index = 0; index < count; index += 1) {
    const open = cents(Math.max(0.02, close * (1 + random.normal() * scale)))
    const reach = 1 + Math.abs(random.normal()) * scale * 0.5
    bars.push({
      o: open,
      c: close,
      h: cents(Math.max(open, close) * reach),
      l: cents(Math.min(open, close) / reach),
      v: Math.round(((instrument.averageVolume * barSeconds) / 86_400) * (0.5 + random.next())),
      t: (lastStart - index * barSeconds) * 1000,
    })
    close = open
  }
  return bars.reverse()
}

/** `price × factor / volume / minutes from the start` of the highest or lowest bar. */
function extreme(bars: readonly Bar[], start: number, side: 'h' | 'l'): string {
  const better = side === 'h' ? (a: Bar, b: Bar) => a.h >= b.h : (a: Bar, b: Bar) => a.l <= b.l
  const bar = bars.reduce((best, candidate) => (better(best, candidate) ? best : candidate))
  return `${Math.round(bar[side] * priceFactor)}/${bar.v}/${Math.round((bar.t - start) / 60_000)}`
}

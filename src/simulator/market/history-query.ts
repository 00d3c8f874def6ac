/** The kind of price that bars are made of. */
type HistorySource = 'trades' | 'midpoint' | 'bid_ask' | 'bid' | 'ask'

/** A validated request for bars. */
export interface HistoryQuery {
  /** The period as the client requested it. */
  readonly period: string
  readonly periodSeconds: number
  readonly barSeconds: number
  readonly source: HistorySource
  readonly outsideRth: boolean
  /** Start time in milliseconds since the epoch, undefined for now. */
  readonly startTime: number | undefined
  /** 1 if the period begins at the start time, -1 if it ends there. */
  readonly direction: 1 | -1
}

/** The parameters of a request; missing parameters have defaults. */
export type HistoryParameters = Readonly<
  Partial<Record<'period' | 'bar' | 'source' | 'outsideRth' | 'startTime' | 'direction', string | undefined>>
>

/** Seconds per unit of a period, and the maximum number of units. A month has 30 days, a year 365. */
const units: Readonly<Record<string, readonly [seconds: number, most: number]>> = {
  min: [60, 30],
  h: [3600, 8],
  d: [86_400, 1000],
  w: [604_800, 792],
  m: [2_592_000, 182],
  y: [31_536_000, 15],
}

const bars: Readonly<Record<string, readonly number[]>> = {
  S: [1, 5, 10, 15, 30],
  min: [1, 2, 3, 5, 10, 15, 30],
  h: [1, 2, 3, 4, 8],
  d: [1],
  w: [1],
  m: [1],
}

/** Length in seconds of bars with an unknown bar size, which IBKR accepts. */
const fallbackBarSeconds = 600

/** IBKR's names of the sources. IBKR's guide uses Trades, its OpenAPI document Last. */
const sources: Readonly<Record<string, HistorySource>> = {
  trades: 'trades',
  last: 'trades',
  midpoint: 'midpoint',
  bid_ask: 'bid_ask',
  bid: 'bid',
  ask: 'ask',
}

/** Length in seconds of an invalid period, which IBKR accepts. */
const fallbackPeriodSeconds = 86_400

/** Parses a request for bars. Returns an error message if the request cannot be served. */
export function readHistoryQuery(parameters: HistoryParameters): HistoryQuery | string {
  const { period = '1d', source = 'trades', direction = '-1', startTime } = parameters
  const periodSeconds = periodSecondsOf(period)
  if (periodSeconds === undefined) return `period is not valid: ${period}`
  const known = sources[source.toLowerCase()]
  if (known === undefined) return `source is not valid: ${source}`
  const start = startTime === undefined ? undefined : readTime(startTime)
  if (startTime !== undefined && start === undefined) return `startTime is not valid: ${startTime}`
  if (direction !== '1' && direction !== '-1') return `direction is not valid: ${direction}`
  if (direction === '1' && start === undefined) return 'direction needs a startTime'
  return {
    period,
    periodSeconds,
    barSeconds: barSecondsOf(parameters.bar ?? '1min'),
    source: known,
    outsideRth: parameters.outsideRth === 'true',
    startTime: start,
    direction: direction === '1' ? 1 : -1,
  }
}

/**
 * Parses a period to seconds. Returns undefined if the number is out of range for its unit. An unknown unit, including
 * upper case, results in the default length.
 */
function periodSecondsOf(period: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4})([a-z]+)$/.exec(period) ?? []
  const known = units[unit]
  if (known === undefined) return fallbackPeriodSeconds
  const [seconds, most] = known
  return Number(count) < 1 || Number(count) > most ? undefined : Number(count) * seconds
}

/** Parses a bar size to seconds. Accepts units in either case, except seconds, which must be `S`. */
function barSecondsOf(bar: string): number {
  const [, count = '', asked = ''] = /^(\d{1,2})([A-Za-z]+)$/.exec(bar) ?? []
  const unit = asked === 'S' ? asked : asked.toLowerCase()
  if (bars[unit]?.includes(Number(count)) !== true) return fallbackBarSeconds
  return Number(count) * (unit === 'S' ? 1 : (units[unit]?.[0] ?? 0))
}

/** Parses a time in UTC, written as `YYYYMMDD-HH:mm:ss`. */
function readTime(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)-(\d\d):(\d\d):(\d\d)$/.exec(text)
  if (found === null) return undefined
  const [year = 0, month = 0, ...rest] = found.slice(1).map(Number)
  return Date.UTC(year, month - 1, ...rest)
}

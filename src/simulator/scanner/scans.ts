import type { Instrument } from '../market/instruments.ts'
import { cents, type Quote } from '../market/market.ts'

/** One way of ranking the market. */
export interface Scan {
  readonly code: string
  readonly name: string
  /** Heading of the figure beside each hit. */
  readonly column: string
  /** The higher, the nearer to the top. */
  rank(quote: Quote, instrument: Instrument): number
  figure(quote: Quote): string
}

/** One condition that a hit must meet. */
export interface Filter {
  readonly code: string
  readonly name: string
  readonly group: string
  fits(quote: Quote, value: number): boolean
}

/** A part of the market. */
export interface Location {
  readonly type: string
  readonly name: string
  readonly exchanges: readonly string[]
}

const change = (quote: Quote) => (quote.last / quote.close - 1) * 100
const gap = (quote: Quote) => (quote.open / quote.close - 1) * 100
const percent = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(2)}%`
const thousands = (value: number) => `${(value / 1000).toFixed(3)}K`

/** The rankings that the simulator can compute from its prices. Trades are counted as hundreds of shares. */
export const scans: readonly Scan[] = [
  scan('TOP_PERC_GAIN', 'Top % Gainers', 'Chg%', change, (quote) => percent(change(quote))),
  scan(
    'TOP_PERC_LOSE',
    'Top % Losers',
    'Chg%',
    (quote) => -change(quote),
    (quote) => percent(change(quote)),
  ),
  scan(
    'MOST_ACTIVE',
    'Most Active',
    'Volume',
    ({ volume }) => volume,
    ({ volume }) => thousands(volume),
  ),
  scan(
    'TOP_TRADE_COUNT',
    'Top Trade Count',
    'Trades',
    ({ volume }) => volume,
    ({ volume }) => thousands(volume / 100),
  ),
  {
    ...{ code: 'HOT_BY_VOLUME', name: 'Hot by Volume', column: 'Volume' },
    rank: ({ volume }, { averageVolume }) => volume / averageVolume,
    figure: ({ volume }) => thousands(volume),
  },
  scan('HIGH_OPEN_GAP', 'Top Close-to-Open % Gainers', 'Gap%', gap, (quote) => percent(gap(quote))),
  scan(
    'LOW_OPEN_GAP',
    'Top Close-to-Open % Losers',
    'Gap%',
    (quote) => -gap(quote),
    (quote) => percent(gap(quote)),
  ),
  scan('TOP_PRICE_RANGE', 'Top Price Range', 'Range', range, (quote) => cents(range(quote)).toFixed(2)),
]

/** The filters that the simulator applies. */
export const filters: readonly Filter[] = [
  filter('priceAbove', 'Price Above', 'price', ({ last }, value) => last >= value),
  filter('priceBelow', 'Price Below', 'price', ({ last }, value) => last <= value),
  filter('volumeAbove', 'Volume Above', 'volume', ({ volume }, value) => volume >= value),
  filter('changePercAbove', 'Change % Above', 'changePerc', (quote, value) => change(quote) >= value),
  filter('changePercBelow', 'Change % Below', 'changePerc', (quote, value) => change(quote) <= value),
]

/** Kinds of instruments with the locations under each; the first location holds them all. */
export const instrumentKinds = [
  {
    ...{ type: 'STK', name: 'US Stocks', kind: 'STK' },
    locations: [
      { type: 'STK.US.MAJOR', name: 'Listed/NASDAQ', exchanges: ['NASDAQ', 'NYSE', 'ARCA'] },
      { type: 'STK.NASDAQ', name: 'NASDAQ', exchanges: ['NASDAQ'] },
      { type: 'STK.NYSE', name: 'NYSE', exchanges: ['NYSE'] },
    ],
  },
  {
    ...{ type: 'ETF.EQ.US', name: 'US Equity ETFs', kind: 'ETF' },
    locations: [{ type: 'ETF.EQ.US.MAJOR', name: 'Listed/NASDAQ', exchanges: ['NASDAQ', 'NYSE', 'ARCA'] }],
  },
] as const

function scan(
  code: string,
  name: string,
  column: string,
  rank: (quote: Quote) => number,
  figure: (quote: Quote) => string,
): Scan {
  return { code, name, column, rank, figure }
}

function filter(code: string, name: string, group: string, fits: Filter['fits']): Filter {
  return { code, name, group, fits }
}

function range({ high, low }: Quote): number {
  return high - low
}

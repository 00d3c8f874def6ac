import type { Stock } from './market/instruments.ts'
import type { Quote } from './market/quote.ts'

/** A ranking of the market by one value. */
export interface ScannerType {
  readonly code: string
  readonly name: string
  /** The name of the ranked value. */
  readonly column: string
  /** Returns the value to rank; higher values come first. */
  rank(quote: Quote, instrument: Stock): number
}

/** A condition that results of a scan must meet. */
export interface ScanFilter {
  readonly code: string
  readonly name: string
  readonly group: string
  fits(quote: Quote, value: number): boolean
}

const change = (quote: Quote) => (quote.last / quote.close - 1) * 100
const gap = (quote: Quote) => (quote.open / quote.close - 1) * 100

/** The rankings that the simulator can calculate from its prices. */
export const scannerTypes: readonly ScannerType[] = [
  scan('TOP_PERC_GAIN', 'Top % Gainers', 'Chg%', change),
  scan('TOP_PERC_LOSE', 'Top % Losers', 'Chg%', (quote) => -change(quote)),
  scan('MOST_ACTIVE', 'Most Active', 'Volume', ({ volume }) => volume),
  scan('TOP_TRADE_COUNT', 'Top Trade Count', 'Trades', ({ volume }) => volume),
  scan('HOT_BY_VOLUME', 'Hot by Volume', 'Volume', ({ volume }, { pricing }) => volume / pricing.averageVolume),
  scan('HIGH_OPEN_GAP', 'Top Close-to-Open % Gainers', 'Gap%', gap),
  scan('LOW_OPEN_GAP', 'Top Close-to-Open % Losers', 'Gap%', (quote) => -gap(quote)),
  scan('TOP_PRICE_RANGE', 'Top Price Range', 'Range', ({ high, low }) => high - low),
]

/** The filters that the simulator supports. */
export const scanFilters: readonly ScanFilter[] = [
  filter('priceAbove', 'Price Above', 'price', ({ last }, value) => last >= value),
  filter('priceBelow', 'Price Below', 'price', ({ last }, value) => last <= value),
  filter('volumeAbove', 'Volume Above', 'volume', ({ volume }, value) => volume >= value),
  filter('changePercAbove', 'Change % Above', 'changePerc', (quote, value) => change(quote) >= value),
  filter('changePercBelow', 'Change % Below', 'changePerc', (quote, value) => change(quote) <= value),
]

/** Kinds of instruments with their locations. The first location includes all other locations. */
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

function scan(code: string, name: string, column: string, rank: ScannerType['rank']): ScannerType {
  return { code, name, column, rank }
}

function filter(code: string, name: string, group: string, fits: ScanFilter['fits']): ScanFilter {
  return { code, name, group, fits }
}

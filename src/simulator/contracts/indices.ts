import type { WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'

type Row = readonly [
  conid: number,
  symbol: string,
  companyName: string,
  exchange: string,
  level: number,
  volatility: number,
]

const rows: readonly Row[] = [
  [416904, 'SPX', 'S&P 500 Stock Index', 'CBOE', 6700, 0.009],
  [416843, 'NDX', 'NASDAQ 100 Stock Index', 'NASDAQ', 24_500, 0.012],
  [416888, 'RUT', 'Russell 2000 Stock Index', 'RUSSELL', 2410, 0.013],
  [137851301, 'XSP', 'Mini-SPX Index', 'CBOE', 670, 0.009],
]

/** Stock indices. They have a level and options, but cannot be traded. */
export const indices: readonly WalkingInstrument[] = rows.map(
  ([conid, symbol, companyName, exchange, close, volatility]) => ({
    ...contractDefaults,
    ...{ conid, symbol, companyName },
    secType: 'IND',
    listingExchange: exchange,
    exchanges: [exchange],
    localSymbol: symbol,
    tradingClass: symbol,
    availability: 'RpB',
    pricing: { kind: 'walk', close, volatility, averageVolume: 0, lot: 1, askTicks: 1 },
  }),
)

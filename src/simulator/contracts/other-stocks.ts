import type { WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'

type FundRow = readonly [
  conid: number,
  symbol: string,
  companyName: string,
  category: string,
  close: number,
  volatility: number,
]

const funds: readonly FundRow[] = [
  [9579970, 'IWM', 'ISHARES RUSSELL 2000 ETF', 'Growth&Income-Small Cap', 241.3, 0.013],
  [51529211, 'GLD', 'SPDR GOLD SHARES', 'Commodity Fund', 384.6, 0.011],
  [73128548, 'DIA', 'SPDR DJIA TRUST', 'Growth&Income-Large Cap', 471.9, 0.008],
]

/** Shares in London, which quotes most of them in pence. The conids are fictitious. */
const londonRows = [
  [712_000_001, 'BP.', 'BP PLC', 'Oil&Gas', 'Oil Comp-Integrated', 'Energy', 542.3],
  [712_000_002, 'VOD', 'VODAFONE GROUP PLC', 'Telecommunications', 'Cellular Telecom', 'Communications', 91.4],
] as const

/**
 * Stocks and funds that move from their first quote on, each with a random generator of its own. So they never change
 * the prices of `stocks`.
 */
export const otherStocks: readonly WalkingInstrument[] = [
  ...londonRows.map(
    ([conid, symbol, companyName, industry, category, sector, close]): WalkingInstrument => ({
      ...contractDefaults,
      ...{ conid, symbol, companyName, industry, category, sector },
      secType: 'STK',
      listingExchange: 'LSE',
      exchanges: ['SMART', 'LSE'],
      currency: 'GBP',
      localSymbol: symbol,
      tradingClass: 'SET1',
      priceMagnifier: 100,
      increment: 0.05,
      availability: 'RpB',
      pricing: { kind: 'walk', close, volatility: 0.014, averageVolume: 32e6, lot: 100, askTicks: 1 },
    }),
  ),
  ...funds.map(
    ([conid, symbol, companyName, category, close, volatility]): WalkingInstrument => ({
      ...contractDefaults,
      ...{ conid, symbol, companyName, category },
      secType: 'STK',
      listingExchange: 'ARCA',
      exchanges: ['SMART', 'AMEX', 'NYSE', 'CBOE', 'ARCA', 'ISLAND', 'BATS', 'IEX'],
      localSymbol: symbol,
      tradingClass: symbol,
      industry: 'Equity Fund',
      sector: 'Funds',
      availability: 'RpB',
      pricing: { kind: 'walk', close, volatility, averageVolume: 12e6, lot: 100, askTicks: 2 },
    }),
  ),
]

/** Finds one of the other stocks by its symbol, which is case sensitive. */
export function findOtherStockBySymbol(symbol: string): WalkingInstrument | undefined {
  return otherStocks.find((stock) => stock.symbol === symbol)
}

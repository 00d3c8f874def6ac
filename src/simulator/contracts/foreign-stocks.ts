import type { WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'

/** Stocks outside the US. London quotes most shares in pence. The conids are fictitious. */
export const foreignStocks: readonly WalkingInstrument[] = [
  {
    ...contractDefaults,
    conid: 712_000_001,
    symbol: 'BP.',
    secType: 'STK',
    companyName: 'BP PLC',
    listingExchange: 'LSE',
    exchanges: ['SMART', 'LSE'],
    currency: 'GBP',
    localSymbol: 'BP.',
    tradingClass: 'SET1',
    priceMagnifier: 100,
    industry: 'Oil&Gas',
    category: 'Oil Comp-Integrated',
    sector: 'Energy',
    increment: 0.05,
    availability: 'RpB',
    pricing: { kind: 'walk', close: 542.3, volatility: 0.014, averageVolume: 32e6, lot: 100, askTicks: 1 },
  },
]

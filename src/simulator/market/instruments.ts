import { type Contract, contractDefaults } from '../contracts/contract.ts'

/** A contract that can be traded in the simulated market. */
export interface Instrument extends Contract {
  /** Identifier of a combo in orders. All combos of a currency have the same conid. */
  readonly conidex?: string
  /**
   * Value of field 6509 (availability of market data). With delayed data (`D…`), orders raise a question about missing
   * market data.
   */
  readonly availability: 'RpB' | 'DPB'
  readonly pricing: Pricing
}

/** The source of an instrument's prices. */
type Pricing =
  | RandomWalk
  /** Follow the level of an index. */
  | { readonly kind: 'future'; readonly underlying: WalkingInstrument }
  /**
   * Follow the price of the underlying until they are settled: at the close, or at the opening of the next day (`AM`).
   * Options on futures follow the price of a future of this underlying.
   */
  | {
      readonly kind: 'option'
      readonly underlying: WalkingInstrument
      readonly future?: Instrument
      readonly settlement: 'AM' | 'PM'
    }
  /** Is the sum of its legs. A combo itself is never a position. */
  | { readonly kind: 'combo'; readonly legs: readonly ComboLeg[] }

/** Prices that move randomly. */
export interface RandomWalk {
  readonly kind: 'walk'
  /** Yesterday's closing price, where the random walk starts. */
  readonly close: number
  /** Daily volatility, as a fraction of the price. */
  readonly volatility: number
  /** Quantity that is traded on an average day, 0 if no volume is reported. */
  readonly averageVolume: number
  /** Unit of the displayed sizes. */
  readonly lot: number
  /** Largest distance of the ask from the last price, in ticks. The bid is always one tick away. */
  readonly askTicks: 1 | 2
}

/** An instrument with a price of its own, which does not follow from another one. */
export interface WalkingInstrument extends Instrument {
  readonly pricing: RandomWalk
}

/** A US stock or fund. */
export interface Stock extends WalkingInstrument {
  readonly kind: 'STK' | 'ETF'
}

/** One leg of a combo. */
export interface ComboLeg {
  readonly instrument: Instrument
  /** Number of shares or contracts per combo: positive if buying the combo buys them, negative if it sells them. */
  readonly ratio: number
  /** Factor of the leg's price in the price of the combo: the ratio, unless the legs have different multipliers. */
  readonly priceFactor: number
}

/** Returns the legs of a combo, or an instrument as its only leg. */
export function listLegs(instrument: Instrument): readonly Pick<ComboLeg, 'instrument' | 'ratio'>[] {
  return instrument.pricing.kind === 'combo' ? instrument.pricing.legs : [{ instrument, ratio: 1 }]
}

/** Returns a key that is different for every instrument, also for combos. */
export function getInstrumentKey({ conid, conidex }: Instrument): string | number {
  return conidex ?? conid
}

type Row = readonly [
  conid: number,
  symbol: string,
  companyName: string,
  kind: 'STK' | 'ETF',
  listingExchange: string,
  industry: string,
  category: string,
  sector: string,
  close: number,
  volatility: number,
  averageVolume: number,
]

const rows: readonly Row[] = [
  [265598, 'AAPL', 'APPLE INC', 'STK', 'NASDAQ', 'Computers', 'Computers', 'Technology', 242.1, 0.016, 48e6],
  [
    8314,
    'IBM',
    'INTL BUSINESS MACHINES CORP',
    'STK',
    'NYSE',
    'Computers',
    'Computer Services',
    'Technology',
    296.4,
    0.014,
    4.2e6,
  ],
  [
    272093,
    'MSFT',
    'MICROSOFT CORP',
    'STK',
    'NASDAQ',
    'Software',
    'Applications Software',
    'Technology',
    508.7,
    0.013,
    21e6,
  ],
  [
    76792991,
    'TSLA',
    'TESLA INC',
    'STK',
    'NASDAQ',
    'Auto Manufacturers',
    'Auto-Cars/Light Trucks',
    'Consumer, Cyclical',
    412.3,
    0.034,
    92e6,
  ],
  [
    756733,
    'SPY',
    'SS SPDR S&P 500 ETF TRUST-US',
    'ETF',
    'ARCA',
    'Equity Fund',
    'Growth&Income-Large Cap',
    'Funds',
    668.5,
    0.009,
    71e6,
  ],
  [
    320227571,
    'QQQ',
    'INVESCO QQQ TRUST SERIES 1',
    'ETF',
    'NASDAQ',
    'Equity Fund',
    'Growth-Large Cap',
    'Funds',
    603.2,
    0.012,
    52e6,
  ],
  [
    4815747,
    'NVDA',
    'NVIDIA CORP',
    'STK',
    'NASDAQ',
    'Semiconductors',
    'Electronic Compo-Semicon',
    'Technology',
    182.6,
    0.028,
    180e6,
  ],
  [
    3691937,
    'AMZN',
    'AMAZON.COM INC',
    'STK',
    'NASDAQ',
    'Internet',
    'E-Commerce/Products',
    'Communications',
    226.9,
    0.019,
    44e6,
  ],
  [
    208813719,
    'GOOGL',
    'ALPHABET INC-CL A',
    'STK',
    'NASDAQ',
    'Internet',
    'Web Portals/ISP',
    'Communications',
    251.4,
    0.018,
    33e6,
  ],
  [
    107113386,
    'META',
    'META PLATFORMS INC-CLASS A',
    'STK',
    'NASDAQ',
    'Internet',
    'Internet Content-Entmnt',
    'Communications',
    712.8,
    0.021,
    14e6,
  ],
  [
    4391,
    'AMD',
    'ADVANCED MICRO DEVICES',
    'STK',
    'NASDAQ',
    'Semiconductors',
    'Electronic Compo-Semicon',
    'Technology',
    164.2,
    0.031,
    46e6,
  ],
  [
    1520593,
    'JPM',
    'JPMORGAN CHASE & CO',
    'STK',
    'NYSE',
    'Banks',
    'Diversified Banking Inst',
    'Financial',
    306.5,
    0.012,
    8.6e6,
  ],
  [
    43645865,
    'IBKR',
    'INTERACTIVE BROKERS GRO-CL A',
    'STK',
    'NASDAQ',
    'Diversified Finan Serv',
    'Finance-Invest Bnkr/Brkr',
    'Financial',
    68.9,
    0.02,
    5.4e6,
  ],
]

/**
 * The US stocks and funds of the simulated market. IBKR's own share has only delayed data, so its orders raise the
 * question about market data.
 */
export const stocks: readonly Stock[] = rows.map(
  ([
    conid,
    symbol,
    companyName,
    kind,
    listingExchange,
    industry,
    category,
    sector,
    close,
    volatility,
    averageVolume,
  ]) => ({
    ...contractDefaults,
    ...{ conid, symbol, companyName, kind, listingExchange, industry, category, sector },
    secType: 'STK',
    exchanges: [...new Set(['SMART', 'AMEX', 'NYSE', 'CBOE', listingExchange, 'ISLAND', 'BATS', 'IEX'])],
    localSymbol: symbol,
    tradingClass: symbol,
    availability: symbol === 'IBKR' ? 'DPB' : 'RpB',
    pricing: { kind: 'walk', close, volatility, averageVolume, lot: 100, askTicks: 2 },
  }),
)

const byConid = new Map(stocks.map((stock) => [stock.conid, stock]))
const bySymbol = new Map(stocks.map((stock) => [stock.symbol, stock]))

/** Finds a US stock or fund by its conid. */
export function findStockByConid(conid: number): Stock | undefined {
  return byConid.get(conid)
}

/** Finds a US stock or fund by its symbol in upper case. */
export function findStockBySymbol(symbol: string): Stock | undefined {
  return bySymbol.get(symbol)
}

/** One leg of a combo. */
export interface ComboLeg {
  readonly instrument: Instrument
  /** Number of shares per combo: positive if buying the combo buys them, negative if it sells them. */
  readonly ratio: number
}

/** One instrument of the simulated market. All instruments are traded in USD. */
export interface Instrument {
  readonly conid: number
  readonly symbol: string
  readonly companyName: string
  readonly kind: 'STK' | 'ETF' | 'COMBO'
  readonly listingExchange: string
  readonly industry: string
  readonly category: string
  readonly sector: string
  /** Yesterday's closing price, where the random walk starts. */
  readonly close: number
  /** Daily volatility, as a fraction of the price. */
  readonly volatility: number
  /** Number of shares traded on an average day. */
  readonly averageVolume: number
  /**
   * Value of field 6509 (availability of market data). With delayed data (`D…`), orders raise a question about missing
   * market data.
   */
  readonly availability: 'RpB' | 'DPB'
  /** Legs of a combo. A combo itself is never a position. */
  readonly legs?: readonly ComboLeg[]
  /** Identifier of the combo in orders. */
  readonly conidex?: string
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
 * The instruments of the simulated market. IBKR's own share has only delayed data, so its orders raise the question
 * about market data.
 */
export const instruments: readonly Instrument[] = rows.map((row) => {
  const [
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
  ] = row
  const availability = symbol === 'IBKR' ? 'DPB' : 'RpB'
  return {
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
    availability,
  }
})

const byConid = new Map(instruments.map((instrument) => [instrument.conid, instrument]))
const bySymbol = new Map(instruments.map((instrument) => [instrument.symbol, instrument]))

/** Finds an instrument by its conid. */
export function findInstrumentByConid(conid: number): Instrument | undefined {
  return byConid.get(conid)
}

/** Finds an instrument by its symbol in upper case. */
export function findInstrumentBySymbol(symbol: string): Instrument | undefined {
  return bySymbol.get(symbol)
}

/** Returns the exchange code for live orders and executions, where Nasdaq is reported with the name of its tape. */
export function toTapeExchange(instrument: Instrument): string {
  return instrument.listingExchange === 'NASDAQ' ? 'NASDAQ.NMS' : instrument.listingExchange
}

/** A position, the price of its underlying, and its margin. An option is `quantity right strike @ price`, of the next expiration. */
interface MarginExample {
  readonly name: string
  readonly price: number
  readonly shares?: number
  readonly options?: string
  /** `index` for options on a broad index. */
  readonly underlying?: 'index'
  readonly initial: number
  /** Default: as the initial margin. */
  readonly maintenance?: number
}

/**
 * Examples for the strategies of Cboe's margin manual. The manual was not available: the figures are calculated by hand
 * from Regulation T and FINRA rule 4210(c) and (f)(2), per contract of 100 shares. A trailing `+` is a later expiration.
 */
export const marginExamples: readonly MarginExample[] = [
  { name: 'long shares', price: 95, shares: 100, initial: 4750, maintenance: 2375 },
  { name: 'short shares', price: 95, shares: -100, initial: 4750, maintenance: 2850 },
  { name: 'short shares below 16.67', price: 10, shares: -100, initial: 500, maintenance: 500 },
  { name: 'short shares below 5', price: 3, shares: -100, initial: 150, maintenance: 300 },
  { name: 'short shares below 2.50', price: 2, shares: -100, initial: 100, maintenance: 250 },
  { name: 'long call', price: 95, options: '1 C 100 @ 3', initial: 0 },
  { name: 'long put', price: 95, options: '1 P 90 @ 3', initial: 0 },
  // 8.40 + 20 % of 128.50
  { name: 'short call in the money', price: 128.5, options: '-1 C 120 @ 8.4', initial: 3410 },
  // 1 + 19 - 5
  { name: 'short call out of the money', price: 95, options: '-1 C 100 @ 1', initial: 1500 },
  // 0.25 + 10 % of 95, because 19 - 15 is less
  { name: 'short call far out of the money', price: 95, options: '-1 C 110 @ 0.25', initial: 975 },
  // 2 + 10 % of the strike, because 19 - 15 is less
  { name: 'short put far out of the money', price: 95, options: '-1 P 80 @ 2', initial: 1000 },
  // 12 + 15 % of 1000 - 20
  { name: 'short put on an index', price: 1000, options: '-1 P 980 @ 12', underlying: 'index', initial: 14_200 },
  // shares 50 %, later 25 % of the strike; and 8.50 in the money
  {
    name: 'covered call in the money',
    price: 128.5,
    shares: 100,
    options: '-1 C 120 @ 8.4',
    initial: 7275,
    maintenance: 3850,
  },
  {
    name: 'covered call out of the money',
    price: 95,
    shares: 100,
    options: '-1 C 100 @ 1',
    initial: 4750,
    maintenance: 2375,
  },
  // two covered calls, and one uncovered call with a margin of 1500
  { name: 'partly covered calls', price: 95, shares: 200, options: '-3 C 100 @ 1', initial: 11_000, maintenance: 6250 },
  {
    name: 'covered put in the money',
    price: 95,
    shares: -100,
    options: '-1 P 100 @ 6',
    initial: 5250,
    maintenance: 3350,
  },
  // 10 % of the strike + 5 out of the money
  { name: 'married put', price: 95, shares: 100, options: '1 P 90 @ 3', initial: 4750, maintenance: 1400 },
  {
    name: 'short shares with a long call',
    price: 95,
    shares: -100,
    options: '1 C 100 @ 3',
    initial: 4750,
    maintenance: 1500,
  },
  { name: 'credit call spread', price: 95, options: '-1 C 100 @ 1, 1 C 105 @ 0.4', initial: 500 },
  { name: 'credit put spread', price: 95, options: '-1 P 90 @ 2, 1 P 80 @ 1', initial: 1000 },
  // as the short put alone, 2 + 19 - 5, because 40 is more
  { name: 'wide credit put spread', price: 95, options: '-1 P 90 @ 2, 1 P 50 @ 0.1', initial: 1600 },
  { name: 'debit call spread', price: 95, options: '1 C 90 @ 7, -1 C 100 @ 1', initial: 0 },
  { name: 'debit put spread', price: 95, options: '1 P 100 @ 7, -1 P 90 @ 2', initial: 0 },
  { name: 'calendar spread', price: 95, options: '-1 C 100 @ 1, 1 C 100 @ 3 +', initial: 0 },
  // 3 + 19 - 5
  {
    name: 'calendar spread whose long option ends first',
    price: 95,
    options: '1 C 100 @ 1, -1 C 100 @ 3 +',
    initial: 1700,
  },
  {
    name: 'two spreads, of which one needs the long option that lasts longer',
    price: 95,
    options: '-1 P 100 @ 8 +, 1 P 105 @ 12 +, 1 P 105 @ 11, -1 P 105 @ 11',
    initial: 0,
  },
  // put 4.50 + 19, and the price of the call
  { name: 'short straddle', price: 95, options: '-1 C 95 @ 4, -1 P 95 @ 4.5', initial: 2750 },
  // call 1500, and the price of the put
  { name: 'short strangle', price: 95, options: '-1 C 100 @ 1, -1 P 80 @ 2', initial: 1700 },
  { name: 'iron condor', price: 95, options: '1 P 80 @ 1, -1 P 85 @ 1.5, -1 C 105 @ 1, 1 C 115 @ 0.2', initial: 1000 },
  // 15 on either side; as a strangle it would need more
  {
    name: 'wide iron condor',
    price: 100,
    options: '1 P 83 @ 1, -1 P 98 @ 3, -1 C 102 @ 3, 1 C 117 @ 1',
    initial: 1500,
  },
  { name: 'iron butterfly', price: 95, options: '1 P 85 @ 1, -1 P 95 @ 4, -1 C 95 @ 4, 1 C 105 @ 1', initial: 1000 },
  { name: 'long butterfly', price: 95, options: '1 C 90 @ 7, -2 C 95 @ 4, 1 C 100 @ 2', initial: 0 },
  {
    name: 'long butterfly with distant wings',
    price: 95,
    options: '1 C 60 @ 36, -2 C 95 @ 4, 1 C 130 @ 0.1',
    initial: 0,
  },
  { name: 'long butterfly of puts', price: 95, options: '1 P 90 @ 2, -2 P 95 @ 4, 1 P 100 @ 7', initial: 0 },
  { name: 'short butterfly', price: 95, options: '-1 C 90 @ 7, 2 C 95 @ 4, -1 C 100 @ 2', initial: 500 },
  { name: 'long box', price: 95, options: '1 C 90 @ 7, -1 C 100 @ 2, 1 P 100 @ 7, -1 P 90 @ 2', initial: 0 },
  { name: 'short box', price: 95, options: '-1 C 90 @ 7, 1 C 100 @ 2, -1 P 100 @ 7, 1 P 90 @ 2', initial: 1000 },
]

import { type Contract, contractDefaults } from './contract.ts'
import { createExpiration, type Expiration, listNextExpirations } from './expirations.ts'

/** An event market: a question about a value on a date, such as the highest temperature. */
export interface EventMarket {
  readonly symbol: string
  readonly name: string
  /** The question, with `#` for the threshold. */
  readonly question: string
  readonly category: string
  readonly source: string
  readonly link: string
  readonly thresholds: readonly number[]
  /** Conid of the market itself. Each of its contracts has its own conid. */
  readonly conid: number
  readonly productConid: number
}

/** A category in the tree of event markets. */
export interface EventCategory {
  readonly id: string
  readonly name: string
  readonly parentId: string | undefined
}

/** One contract of an event market: one side (yes or no) of one threshold. */
export interface EventContract {
  readonly contract: Contract
  readonly market: EventMarket
  readonly expiration: Expiration
  readonly threshold: number
  readonly side: 'Y' | 'N'
}

/** The tree of event categories. Markets belong to its leaves. */
export const eventCategories: readonly EventCategory[] = [
  { id: 'g101', name: 'Economy', parentId: undefined },
  { id: 'g102', name: 'Growth and Prices', parentId: 'g101' },
  { id: 'g201', name: 'Environment', parentId: undefined },
  { id: 'g202', name: 'Weather', parentId: 'g201' },
]

/** The event markets of the simulator. The markets and their sources are fictitious. */
export const eventMarkets: readonly EventMarket[] = [
  marketOf(0, 'SIMCPI', 'Simulated Consumer Prices', 'Will simulated consumer prices rise by more than #%?', 'g102'),
  marketOf(1, 'SIMGDP', 'Simulated Growth', 'Will the simulated economy grow by more than #%?', 'g102'),
  marketOf(2, 'SIMTMP', 'Simulated Temperature', 'Will the simulated month be warmer than # degrees?', 'g202'),
]

const firstConid = 742_000_000
const [months, thresholds] = [256, 8] as const

/** Returns the contracts of an event market that have not expired. */
export function listEventContracts(market: EventMarket, now: number): readonly EventContract[] {
  return listNextExpirations(now, 3).flatMap((expiration) =>
    market.thresholds.flatMap((threshold) =>
      (['Y', 'N'] as const).map((side) => eventContractOf(market, expiration, threshold, side)),
    ),
  )
}

/** Finds an event contract by its conid, including expired contracts. */
export function findEventContract(conid: number): EventContract | undefined {
  const offset = conid - firstConid
  const market = eventMarkets[Math.floor(offset / (months * thresholds * 2))]
  const threshold = market?.thresholds[Math.floor(offset / 2) % thresholds]
  if (market === undefined || threshold === undefined) return undefined
  const month = Math.floor(offset / 2 / thresholds) % months
  return eventContractOf(market, createExpiration(month), threshold, offset % 2 === 0 ? 'Y' : 'N')
}

/** Returns the contract of the opposite side. Buying it closes a position, because event contracts cannot be sold. */
export function findOppositeContract({ market, expiration, threshold, side }: EventContract): EventContract {
  return eventContractOf(market, expiration, threshold, side === 'Y' ? 'N' : 'Y')
}

function eventContractOf(
  market: EventMarket,
  expiration: Expiration,
  threshold: number,
  side: 'Y' | 'N',
): EventContract {
  const at = eventMarkets.indexOf(market) * months + expiration.index
  const contract: Contract = {
    ...contractDefaults,
    conid: firstConid + (at * thresholds + market.thresholds.indexOf(threshold)) * 2 + (side === 'Y' ? 0 : 1),
    symbol: market.symbol,
    secType: 'OPT',
    companyName: market.name,
    listingExchange: 'FORECASTX',
    exchanges: ['FORECASTX'],
    localSymbol: `${market.symbol}_${expiration.date}_${threshold}_${side}`,
    tradingClass: market.symbol,
    multiplier: 1,
    underlyingConid: market.conid,
    expiry: expiration.date,
    contractMonth: expiration.month,
    strike: threshold,
    right: side === 'Y' ? 'C' : 'P',
    text: `${expiration.text} ${threshold} ${side === 'Y' ? 'Yes' : 'No'}`,
  }
  return { contract, market, expiration, threshold, side }
}

function marketOf(at: number, symbol: string, name: string, question: string, category: string): EventMarket {
  return {
    ...{ symbol, name, question, category },
    source: 'The simulator',
    link: `https://simulated.invalid/${symbol}`,
    thresholds: [1, 2, 3, 4],
    conid: 741_000_000 + at,
    productConid: 741_100_000 + at,
  }
}

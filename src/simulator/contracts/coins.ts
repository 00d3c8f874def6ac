import { type Contract, plainContract } from './contract.ts'

const rows = [
  [740_000_001, 'BTC', 'Bitcoin cryptocurrency'],
  [740_000_002, 'ETH', 'Ethereum cryptocurrency'],
] as const

/** The cryptocurrencies of the simulated market. */
export const coins: readonly Contract[] = rows.map(([conid, symbol, companyName]) => ({
  ...plainContract,
  ...{ conid, symbol, companyName },
  secType: 'CRYPTO',
  listingExchange: 'PAXOS',
  exchanges: ['PAXOS'],
  localSymbol: `${symbol}.USD`,
  tradingClass: symbol,
  increment: 0.25,
}))

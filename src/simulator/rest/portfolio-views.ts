import type { AccountValue, PositionValue } from '../account/valuation.ts'
import { toContract } from '../contracts/contract.ts'
import { roundToCents } from '../market/market.ts'
import { buildSecurityDefinition } from './contract-views.ts'

/**
 * Returns one position. The first read is incomplete; later reads include the definition, and strike and multiplier
 * change their types.
 */
export function buildPositionView(accountId: string, value: PositionValue, sparse: boolean): object {
  const { position, price, marketValue, unrealized } = value
  const basic = {
    acctId: accountId,
    conid: position.instrument.conid,
    contractDesc: position.instrument.symbol,
    position: position.quantity,
    mktPrice: price,
    mktValue: marketValue,
    currency: 'USD',
    avgCost: position.averagePrice,
    avgPrice: position.averagePrice,
    realizedPnl: position.realized,
    unrealizedPnl: unrealized,
    exchs: null,
    expiry: null,
    putOrCall: null,
    multiplier: null,
    strike: 0,
    exerciseStyle: null,
    conExchMap: [],
    assetClass: 'STK',
    undConid: 0,
    model: '',
  }
  if (sparse) return basic
  return {
    ...basic,
    ...buildSecurityDefinition(toContract(position.instrument)),
    baseMktValue: marketValue,
    baseMktPrice: price,
    baseAvgCost: position.averagePrice,
    baseAvgPrice: position.averagePrice,
    baseRealizedPnl: position.realized,
    baseUnrealizedPnl: unrealized,
  }
}

/**
 * Returns one position of the newer operation, which is always complete. It has other key names, and the conid as a
 * string.
 */
export function buildPortfolio2PositionView(value: PositionValue, now: number): object {
  const { position, price, marketValue, unrealized } = value
  const { instrument } = position
  return {
    position: position.quantity,
    conid: String(instrument.conid),
    avgCost: position.averagePrice,
    avgPrice: position.averagePrice,
    currency: 'USD',
    description: instrument.symbol,
    isLastToLoq: false,
    marketPrice: price,
    marketValue,
    realizedPnl: position.realized,
    secType: 'STK',
    timestamp: Math.floor(now / 1000),
    unrealizedPnl: unrealized,
    assetClass: 'STK',
    sector: instrument.sector,
    group: instrument.industry,
    model: '',
  }
}

/** Returns the allocation of an account by kind, sector and industry. Long and short values are separate. */
export function buildAllocationView(accounts: readonly AccountValue[]): object {
  const positions = accounts.flatMap(({ positions }) => positions).filter(({ marketValue }) => marketValue !== 0)
  const cash = accounts.map(({ cash }) => ['CASH', cash] as const)
  const by = (key: (value: PositionValue) => string) =>
    positions.map((value) => [key(value), value.marketValue] as const)
  return {
    assetClass: longAndShort([...by(() => 'STK'), ...cash]),
    sector: longAndShort(by(({ position }) => position.instrument.sector)),
    group: longAndShort(by(({ position }) => position.instrument.industry)),
  }
}

function longAndShort(parts: readonly (readonly [key: string, value: number])[]): object {
  const sums = { long: {} as Record<string, number>, short: {} as Record<string, number> }
  for (const [key, value] of parts) {
    if (value === 0) continue
    const side = value > 0 ? sums.long : sums.short
    side[key] = roundToCents((side[key] ?? 0) + value)
  }
  return sums
}

/** Returns the ledger by currency: one currency and the base line. Only the last row has `endofbundle`. */
export function buildLedgerView(accountId: string, value: AccountValue, now: number): object {
  const row = (currency: string) => ({
    commoditymarketvalue: 0,
    futuremarketvalue: 0,
    settledcash: value.cash,
    exchangerate: 1,
    sessionid: 1,
    cashbalance: value.cash,
    corporatebondsmarketvalue: 0,
    warrantsmarketvalue: 0,
    netliquidationvalue: value.netLiquidation,
    interest: 0,
    unrealizedpnl: value.unrealized,
    stockmarketvalue: value.stockValue,
    moneyfunds: 0,
    currency,
    realizedpnl: value.realized,
    funds: 0,
    acctcode: accountId,
    issueroptionsmarketvalue: 0,
    key: 'LedgerList',
    timestamp: Math.floor(now / 1000),
    severity: 0,
    stockoptionmarketvalue: 0,
    futuresonlypnl: 0,
    tbondsmarketvalue: 0,
    futureoptionmarketvalue: 0,
    cashbalancefxsegment: 0,
    cryptocurrencyvalue: 0,
    secondkey: currency,
    tbillsmarketvalue: 0,
    dividends: 0,
  })
  return { USD: row('USD'), BASE: { ...row('BASE'), endofbundle: 1 } }
}

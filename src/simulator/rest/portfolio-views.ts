import type { AccountValue, Amounts, PositionValue } from '../account/valuation.ts'
import { describePosition } from '../contracts/describe-contract.ts'
import { roundToCents } from '../market/market.ts'
import { buildSecurityDefinition } from './contract-views.ts'

/**
 * Returns one position. The first read is incomplete, also about the terms of a derivative; later reads include the
 * definition, and strike and multiplier change their types.
 */
export function buildPositionView(accountId: string, value: PositionValue, sparse: boolean): object {
  const { position, price, marketValue, unrealized, exchangeRate } = value
  const { instrument, averageCost, averagePrice, realized } = position
  const basic = {
    acctId: accountId,
    conid: instrument.conid,
    contractDesc: describePosition(instrument),
    position: position.quantity,
    mktPrice: price,
    mktValue: marketValue,
    currency: instrument.currency,
    avgCost: averageCost,
    avgPrice: averagePrice,
    realizedPnl: realized,
    unrealizedPnl: unrealized,
    exchs: null,
    expiry: null,
    putOrCall: null,
    multiplier: null,
    strike: 0,
    exerciseStyle: null,
    conExchMap: [],
    assetClass: instrument.secType,
    undConid: 0,
    model: '',
  }
  if (sparse) return basic
  return {
    ...basic,
    ...buildSecurityDefinition(instrument),
    baseMktValue: roundToCents(marketValue * exchangeRate),
    baseMktPrice: price * exchangeRate,
    baseAvgCost: averageCost * exchangeRate,
    baseAvgPrice: averagePrice * exchangeRate,
    baseRealizedPnl: roundToCents(realized * exchangeRate),
    baseUnrealizedPnl: roundToCents(unrealized * exchangeRate),
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
    avgCost: position.averageCost,
    avgPrice: position.averagePrice,
    currency: instrument.currency,
    description: describePosition(instrument),
    isLastToLoq: false,
    marketPrice: price,
    marketValue,
    realizedPnl: position.realized,
    secType: instrument.secType,
    timestamp: Math.floor(now / 1000),
    unrealizedPnl: unrealized,
    assetClass: instrument.secType,
    sector: instrument.sector ?? null,
    group: instrument.industry ?? null,
    model: '',
  }
}

/** Returns the allocation of an account in USD by kind, sector and industry. Long and short values are separate. */
export function buildAllocationView(accounts: readonly AccountValue[]): object {
  const positions = accounts.flatMap(({ positions }) => positions).filter(({ marketValue }) => marketValue !== 0)
  const cash = accounts.map(({ cash }) => ['CASH', cash] as const)
  const by = (key: (value: PositionValue) => string | undefined) =>
    positions.map((value) => [key(value), value.marketValue * value.exchangeRate] as const)
  return {
    assetClass: longAndShort([...by(({ position }) => position.instrument.secType), ...cash]),
    sector: longAndShort(by(({ position }) => position.instrument.sector)),
    group: longAndShort(by(({ position }) => position.instrument.industry)),
  }
}

function longAndShort(parts: readonly (readonly [key: string | undefined, value: number])[]): object {
  const sums = { long: {} as Record<string, number>, short: {} as Record<string, number> }
  for (const [key, value] of parts) {
    if (key === undefined || value === 0) continue
    const side = value > 0 ? sums.long : sums.short
    side[key] = roundToCents((side[key] ?? 0) + value)
  }
  return sums
}

/** Returns the ledger: a row for each currency, and the base line in USD. Only the last row has `endofbundle`. */
export function buildLedgerView(accountId: string, value: AccountValue, now: number): object {
  const row = (currency: string, amounts: Amounts, exchangeRate: number) => ({
    commoditymarketvalue: 0,
    futuremarketvalue: 0,
    settledcash: amounts.cash,
    exchangerate: exchangeRate,
    sessionid: 1,
    cashbalance: amounts.cash,
    corporatebondsmarketvalue: 0,
    warrantsmarketvalue: 0,
    netliquidationvalue: amounts.netLiquidation,
    interest: 0,
    unrealizedpnl: amounts.unrealized,
    stockmarketvalue: amounts.stockValue,
    moneyfunds: 0,
    currency,
    realizedpnl: amounts.realized,
    funds: 0,
    acctcode: accountId,
    issueroptionsmarketvalue: 0,
    key: 'LedgerList',
    timestamp: Math.floor(now / 1000),
    severity: 0,
    stockoptionmarketvalue: roundToCents(amounts.optionValue - amounts.futureOptionValue),
    futuresonlypnl: amounts.futuresProfit,
    tbondsmarketvalue: 0,
    futureoptionmarketvalue: amounts.futureOptionValue,
    cashbalancefxsegment: 0,
    cryptocurrencyvalue: 0,
    secondkey: currency,
    tbillsmarketvalue: 0,
    dividends: 0,
  })
  const rows = value.currencies.map((each) => [each.currency, row(each.currency, each, each.exchangeRate)])
  return { ...Object.fromEntries(rows), BASE: { ...row('BASE', value, 1), endofbundle: 1 } }
}

import type { AccountValue } from '../account/valuation.ts'

/** Ledger per currency: one currency and the base line; only the last row says `endofbundle`. */
export function ledgerView(accountId: string, value: AccountValue, now: number): object {
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

import type { AccountValue, PositionValue } from '../account/valuation.ts'
import { securityDefinition } from './contract-views.ts'

/** One account of the list. `faclient` is spelled like that. */
export function accountMeta(accountId: string, now: number): object {
  return {
    id: accountId,
    'PrepaidCrypto-Z': false,
    'PrepaidCrypto-P': false,
    brokerageAccess: true,
    accountId,
    accountVan: accountId,
    accountTitle: 'Simulated Trader',
    displayName: 'Simulated Trader',
    accountAlias: null,
    accountStatus: now - 31_536_000_000,
    currency: 'USD',
    type: 'DEMO',
    tradingType: 'STKNOPT',
    businessType: 'INDEPENDENT',
    category: '',
    ibEntity: 'IBLLC-US',
    faclient: false,
    clearingStatus: 'O',
    covestor: false,
    noClientTrading: false,
    trackVirtualFXPortfolio: false,
    acctCustType: 'INDIVIDUAL',
    parent: { mmc: [], accountId: '', isMParent: false, isMChild: false, isMultiplex: false },
    desc: accountId,
  }
}

/** One position. The first read is sparse; later ones add the definition, and strike and multiplier change their types. */
export function positionView(accountId: string, value: PositionValue, sparse: boolean): object {
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
    ...securityDefinition(position.instrument),
    baseMktValue: marketValue,
    baseMktPrice: price,
    baseAvgCost: position.averagePrice,
    baseAvgPrice: position.averagePrice,
    baseRealizedPnl: position.realized,
    baseUnrealizedPnl: unrealized,
  }
}

/** Account summary: lower-case keys; securities repeated with `-s`, commodities empty with `-c`. */
export function summaryView(accountId: string, value: AccountValue, now: number): object {
  const amounts: Readonly<Record<string, number>> = {
    accruedcash: 0,
    availablefunds: value.availableFunds,
    equitywithloanvalue: value.netLiquidation,
    excessliquidity: value.excessLiquidity,
    fullavailablefunds: value.availableFunds,
    fullexcessliquidity: value.excessLiquidity,
    fullinitmarginreq: value.initialMargin,
    fullmaintmarginreq: value.maintenanceMargin,
    grosspositionvalue: value.grossPositionValue,
    guarantee: 0,
    initmarginreq: value.initialMargin,
    lookaheadavailablefunds: value.availableFunds,
    lookaheadexcessliquidity: value.excessLiquidity,
    lookaheadinitmarginreq: value.initialMargin,
    lookaheadmaintmarginreq: value.maintenanceMargin,
    maintmarginreq: value.maintenanceMargin,
    netliquidation: value.netLiquidation,
    pasharesvalue: 0,
    totalcashvalue: value.cash,
    totaldebitcardpendingcharges: 0,
  }
  const item = (amount: number, text: string | null = null) => ({
    amount,
    currency: 'USD',
    isNull: false,
    timestamp: now,
    value: text,
    severity: 0,
  })
  const entries = Object.entries(amounts).flatMap(([key, amount]) => [
    [key, item(amount)],
    [`${key}-s`, item(amount)],
    [`${key}-c`, item(0)],
  ])
  return {
    accountcode: item(0, accountId),
    accountready: item(0, 'true'),
    accounttype: item(0, 'INDIVIDUAL'),
    buyingpower: item(value.buyingPower),
    cushion: item(0, String(Math.round((value.excessLiquidity / (value.netLiquidation || 1)) * 1e6) / 1e6)),
    daytradesremaining: item(0, '-1'),
    'leverage-s': item(0, (value.grossPositionValue / (value.netLiquidation || 1)).toFixed(2)),
    sma: item(value.availableFunds),
    'tradingtype-s': item(0, 'STKNOPT'),
    ...Object.fromEntries(entries),
  }
}

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
    secondkey: currency,
    tbillsmarketvalue: 0,
    dividends: 0,
  })
  return { USD: row('USD'), BASE: { ...row('BASE'), endofbundle: 1 } }
}

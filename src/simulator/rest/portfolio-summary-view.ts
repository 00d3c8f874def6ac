import type { AccountValue } from '../account/valuation.ts'
import { formatDate } from '../contracts/expirations.ts'
import { toExchangeTime } from '../contracts/opening-hours.ts'

/** The account to summarise. */
export interface SummarySubject {
  readonly accountId: string
  readonly value: AccountValue
  /** Net liquidation value at yesterday's close. */
  readonly previousDay: number
  readonly now: number
}

/**
 * Returns the account summary with lower-case keys, repeated with `-s` for securities and, all zero, with `-c` for
 * commodities. The keys are the combined keys of two live accounts. `availabletotrade` and `availabletowithdraw` are in
 * IBKR's document, but both accounts lacked them.
 */
export function buildSummaryView({ accountId, value, previousDay, now }: SummarySubject): object {
  const item = (amount: number, text: string | null = null) => ({
    amount,
    currency: text === null ? 'USD' : null,
    isNull: false,
    timestamp: now,
    value: text,
    severity: 0,
  })
  const text = (value: string) => item(0, value)
  const amounts = Object.entries(amountsOf(value)).flatMap(([key, amount]) => [
    [key, item(amount)],
    [`${key}-s`, item(amount)],
    [`${key}-c`, item(0)],
  ])
  const securities = Object.entries(securitiesOf(value, previousDay)).flatMap(([key, amount]) => [
    [key, item(amount)],
    [`${key}-s`, item(amount)],
  ])
  const share = (part: number) => part / (value.netLiquidation || 1)
  const today = formatDate(now)
  const settledCash = `${today}:${value.cash.toFixed(2)}`
  return {
    accountcode: text(accountId),
    accountready: text('true'),
    accounttype: text('INDIVIDUAL'),
    buyingpower: item(value.buyingPower),
    'columnprio-c': text('2'),
    'columnprio-s': text('1'),
    cushion: text(String(Math.round(share(value.excessLiquidity) * 1e6) / 1e6)),
    daytradesremaining: text('-1'),
    'daytradingstatus-s': text('none'),
    depositoncredithold: text('false'),
    'grosspositionvalue-c': item(0),
    highestseverity: text('none'),
    'leverage-c': text('0.00'),
    ...Object.fromEntries([1, 2, 3, 4].map((days) => [`daytradesremainingt+${days}`, text('-1')])),
    'leverage-s': text(share(value.grossPositionValue).toFixed(2)),
    // The next close, when the look-ahead margin takes effect, in seconds since the epoch.
    lookaheadnextchange: text(String(toExchangeTime(today, '1600'))),
    netliquidationuncertainty: item(0),
    nlvandmargininreview: text('false'),
    'segmenttitle-c': text('Commodities'),
    'segmenttitle-s': text('Securities'),
    settledcashbydate: text(settledCash),
    'settledcashbydate-c': text(`${today}:0.00`),
    'settledcashbydate-s': text(settledCash),
    'tradingtype-s': text('STKNOPT'),
    whatifpmenabled: text('false'),
    ...Object.fromEntries([...amounts, ...securities]),
  }
}

function amountsOf(value: AccountValue): Readonly<Record<string, number>> {
  const nothing = [
    ...['accruedcash', 'accrueddividend', 'billable', 'guarantee', 'incentivecoupons', 'indianstockhaircut'],
    ...['pasharesvalue', 'physicalcertificatevalue', 'postexpirationexcess', 'postexpirationmargin'],
    'totaldebitcardpendingcharges',
  ]
  return {
    ...Object.fromEntries(nothing.map((key) => [key, 0])),
    availablefunds: value.availableFunds,
    equitywithloanvalue: value.equityWithLoanValue,
    excessliquidity: value.excessLiquidity,
    fullavailablefunds: value.availableFunds,
    fullexcessliquidity: value.excessLiquidity,
    fullinitmarginreq: value.initialMargin,
    fullmaintmarginreq: value.maintenanceMargin,
    initmarginreq: value.initialMargin,
    lookaheadavailablefunds: value.availableFunds,
    lookaheadexcessliquidity: value.excessLiquidity,
    lookaheadinitmarginreq: value.initialMargin,
    lookaheadmaintmarginreq: value.maintenanceMargin,
    maintmarginreq: value.maintenanceMargin,
    netliquidation: value.netLiquidation,
    totalcashvalue: value.cash,
  }
}

/** Returns the keys that only the securities segment has. */
function securitiesOf(value: AccountValue, previousDay: number): Readonly<Record<string, number>> {
  return {
    grosspositionvalue: value.grossPositionValue,
    previousdayequitywithloanvalue: previousDay,
    regtequity: value.equityWithLoanValue,
    regtmargin: value.initialMargin,
    sma: value.availableFunds,
  }
}

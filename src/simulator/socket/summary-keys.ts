/** The keys of the summary in the mixed case of the socket, segments left out. REST writes the same names in lower case. */
const names = [
  ...['AccountCode', 'AccountReady', 'AccountType', 'AccruedCash', 'AccruedDividend', 'AvailableFunds'],
  ...['Billable', 'BuyingPower', 'ColumnPrio', 'Cushion', 'DayTradingStatus', 'DepositOnCreditHold'],
  ...['DayTradesRemaining', 'DayTradesRemainingT+1', 'DayTradesRemainingT+2', 'DayTradesRemainingT+3'],
  ...['DayTradesRemainingT+4', 'EquityWithLoanValue', 'ExcessLiquidity', 'FullAvailableFunds', 'FullExcessLiquidity'],
  ...['FullInitMarginReq', 'FullMaintMarginReq', 'GrossPositionValue', 'Guarantee', 'IndianStockHaircut'],
  ...['HighestSeverity', 'IncentiveCoupons', 'LookAheadNextChange', 'SettledCashByDate'],
  ...['InitMarginReq', 'Leverage', 'LookAheadAvailableFunds', 'LookAheadExcessLiquidity', 'LookAheadInitMarginReq'],
  ...['LookAheadMaintMarginReq', 'MaintMarginReq', 'NetLiquidation', 'NetLiquidationUncertainty'],
  ...['NLVAndMarginInReview', 'PASharesValue', 'PhysicalCertificateValue', 'PostExpirationExcess'],
  ...['PostExpirationMargin', 'PreviousDayEquityWithLoanValue', 'RegTEquity', 'RegTMargin', 'SegmentTitle', 'SMA'],
  ...['TotalCashValue', 'TotalDebitCardPendingCharges', 'TradingType', 'WhatIfPMEnabled'],
]

const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))

/** `accruedcash-s` as the socket writes it: `AccruedCash-S`. A name without a known spelling stays in lower case. */
export function summaryKey(key: string): string {
  const [, name = key, segment = ''] = /^(.*?)(-[sc])?$/.exec(key) ?? []
  return `${byLowerCase.get(name) ?? name}${segment.toUpperCase()}`
}

import type { AccountValue, Amounts } from '../account/valuation.ts'

type Segment = Readonly<Record<string, string>>

/** Formats an amount like IBKR's summary calls: a whole number with thousands separators and the currency. */
function usd(amount: number): string {
  return `${whole(amount)} USD`
}

function whole(amount: number): string {
  // The expression `|| 0` avoids "-0".
  return (Math.round(amount) || 0).toLocaleString('en-US')
}

const coinSegment = 'Crypto at Paxos'

/** Returns the available funds, in total and by segment. All of them are in the securities segment. */
export function buildAvailableFundsView(value: AccountValue): object {
  const segment = (available: number, excess: number): Segment => ({
    current_available: usd(available),
    current_excess: usd(excess),
    'Prdctd Pst-xpry Excss': usd(0),
    'Lk Ahd Avlbl Fnds': usd(available),
    'Lk Ahd Excss Lqdty': usd(excess),
    overnight_available: usd(available),
    overnight_excess: usd(excess),
  })
  const all = segment(value.availableFunds, value.excessLiquidity)
  return {
    total: {
      ...all,
      buying_power: usd(value.buyingPower),
      leverage: 'n/a',
      'Lk Ahd Nxt Chng': '@ 16:00:00',
      day_trades_left: 'Unlimited',
    },
    [coinSegment]: segment(0, 0),
    commodities: segment(0, 0),
    securities: {
      ...all,
      SMA: usd(value.availableFunds),
      leverage: (value.grossPositionValue / (value.netLiquidation || 1)).toFixed(2),
    },
  }
}

/** Returns equity and cash, in total and by segment. */
export function buildBalancesView(value: AccountValue, previousDay: number): object {
  const segment = (netLiquidation: number, equityWithLoan: number, cash: number): Segment => ({
    net_liquidation: usd(netLiquidation),
    equity_with_loan: usd(equityWithLoan),
    cash: usd(cash),
    'MTD Interest': usd(0),
    'Pndng Dbt Crd Chrgs': usd(0),
  })
  const securities = {
    ...segment(value.netLiquidation, value.equityWithLoanValue, value.cash),
    'Prvs Dy Eqty Wth Ln Vl': usd(previousDay),
    'Rg T Eqty Wth Ln Vl': usd(value.equityWithLoanValue),
    sec_gross_pos_val: usd(value.grossPositionValue),
  }
  return {
    total: { ...securities, 'Nt Lqdtn Uncrtnty': usd(0) },
    [coinSegment]: segment(0, 0, 0),
    commodities: segment(0, 0, 0),
    securities,
  }
}

/** Returns the margin in use, in total and by segment. */
export function buildMarginsView(value: AccountValue): object {
  const segment = (initial: number, maintenance: number): Segment => ({
    current_initial: usd(initial),
    'Prdctd Pst-xpry Mrgn @ Opn': usd(0),
    current_maint: usd(maintenance),
    projected_liquidity_inital_margin: usd(initial),
    'Prjctd Lk Ahd Mntnnc Mrgn': usd(maintenance),
    projected_overnight_initial_margin: usd(initial),
    'Prjctd Ovrnght Mntnnc Mrgn': usd(maintenance),
  })
  const securities = {
    'RegT Margin': usd(value.initialMargin),
    ...segment(value.initialMargin, value.maintenanceMargin),
  }
  return { total: securities, [coinSegment]: segment(0, 0), commodities: segment(0, 0), securities }
}

/** Returns the market value by currency and kind, and the total. */
export function buildMarketValueView(value: AccountValue): object {
  const nothing = [
    ...['MTD Interest', 'funds', 'dividends_receivable', 'mutual_funds'],
    ...['money_market', 'bonds', 'Govt Bonds', 't_bills', 'warrants', 'issuer_option', 'commodity', 'Notional CFD'],
    ...['cfd', 'Cryptocurrency'],
  ]
  const row = (amounts: Amounts, exchangeRate: number) => ({
    ...Object.fromEntries(nothing.map((key) => [key, '0'])),
    total_cash: whole(amounts.cash),
    settled_cash: whole(amounts.cash),
    stock: whole(amounts.stockValue),
    options: whole(amounts.optionValue - amounts.futureOptionValue),
    future_options: whole(amounts.futureOptionValue),
    futures: whole(amounts.futuresProfit),
    net_liquidation: whole(amounts.netLiquidation),
    unrealized_pnl: whole(amounts.unrealized),
    realized_pnl: whole(amounts.realized),
    // At least two decimals, as in the recorded `1.00`.
    'Exchange Rate': exchangeRate.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 7 }),
  })
  const rows = value.currencies.map((each) => [each.currency, row(each, each.exchangeRate)])
  return { ...Object.fromEntries(rows), 'Total (in USD)': row(value, 1) }
}

/** Returns the general summary with amounts in whole dollars. */
export function buildGeneralSummaryView(value: AccountValue): object {
  const round = (amount: number) => Math.round(amount) || 0
  const balances = (currency: string, { cash }: Amounts) => ({
    currency,
    balance: round(cash),
    settledCash: round(cash),
  })
  return {
    accountType: '',
    status: '',
    balance: round(value.netLiquidation),
    SMA: round(value.availableFunds),
    buyingPower: round(value.buyingPower),
    availableFunds: round(value.availableFunds),
    excessLiquidity: round(value.excessLiquidity),
    netLiquidationValue: round(value.netLiquidation),
    equityWithLoanValue: round(value.equityWithLoanValue),
    regTLoan: 0,
    securitiesGVP: round(value.grossPositionValue),
    totalCashValue: round(value.cash),
    accruedInterest: 0,
    regTMargin: 0,
    initialMargin: round(value.initialMargin),
    maintenanceMargin: round(value.maintenanceMargin),
    cashBalances: [...value.currencies.map((each) => balances(each.currency, each)), balances('Total (in USD)', value)],
  }
}

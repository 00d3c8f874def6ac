import { calculateValue } from '../contracts/contract.ts'
import { getUsdValue } from '../contracts/currencies.ts'
import { type Instrument, listLegs } from '../market/instruments.ts'
import { type Market, roundToCents } from '../market/market.ts'
import type { Ledger, Position } from './ledger.ts'
import { calculateMargins, type Margins } from './margin.ts'

/** A position at today's price, in the currency of the contract. */
export interface PositionValue {
  readonly position: Position
  /** Price in the currency: pounds for a share that is quoted in pence. */
  readonly price: number
  /** Value of the position. The value of futures is not part of the account's value. */
  readonly marketValue: number
  readonly unrealized: number
  /** Value of one unit of the currency in the currency of the account. */
  readonly exchangeRate: number
}

/** Amounts in one currency. */
export interface Amounts {
  readonly cash: number
  /** Sum of the signed market values of stocks and funds. */
  readonly stockValue: number
  /** Sum of the signed market values of options, those on futures included. */
  readonly optionValue: number
  readonly futureOptionValue: number
  /** Profit of the open futures, which are not paid for. */
  readonly futuresProfit: number
  readonly netLiquidation: number
  /** Profit of all open positions, futures included. */
  readonly unrealized: number
  readonly realized: number
}

/** The amounts of an account in one currency, before conversion. */
interface CurrencyAmounts extends Amounts {
  readonly currency: string
  /** Value of one unit of the currency in the currency of the account. */
  readonly exchangeRate: number
}

/** An account at today's prices, in USD. */
export interface AccountValue extends Amounts {
  readonly positions: readonly PositionValue[]
  /** The amounts of each currency, USD first. */
  readonly currencies: readonly CurrencyAmounts[]
  /** Sum of the absolute market values of all positions except futures. */
  readonly grossPositionValue: number
  /** Value that margin is measured against: the net liquidation value without options. */
  readonly equityWithLoanValue: number
  readonly initialMargin: number
  readonly maintenanceMargin: number
  readonly excessLiquidity: number
  readonly availableFunds: number
  readonly buyingPower: number
}

/** Calculates the value of one account. Other currencies are converted at fixed rates. */
export function calculateAccountValue(ledger: Ledger, market: Market): AccountValue {
  const positions = ledger.positions().map((position) => valuePosition(position, market))
  const currencies = ledger.currencies().map((currency) => valueCurrency(currency, ledger.cash(currency), positions))
  const inUsd = (amount: (amounts: CurrencyAmounts) => number) =>
    sum(currencies.map((each) => roundToCents(amount(each) * each.exchangeRate)))
  const [cash, stockValue] = [inUsd((each) => each.cash), inUsd((each) => each.stockValue)]
  const [optionValue, futuresProfit] = [inUsd((each) => each.optionValue), inUsd((each) => each.futuresProfit)]
  const futureOptionValue = inUsd((each) => each.futureOptionValue)
  const netLiquidation = roundToCents(cash + stockValue + optionValue + futuresProfit)
  const sizes = positions
    .filter(({ position }) => position.instrument.secType !== 'FUT')
    .map(({ marketValue, exchangeRate }) => roundToCents(Math.abs(marketValue) * exchangeRate))
  const { initial, maintenance } = calculateMargins(ledger.positions(), (instrument) => market.quote(instrument).last)
  const equityWithLoanValue = roundToCents(netLiquidation - optionValue)
  const availableFunds = roundToCents(equityWithLoanValue - initial)
  return {
    cash,
    positions,
    currencies,
    stockValue,
    optionValue,
    futureOptionValue,
    futuresProfit,
    grossPositionValue: sum(sizes),
    netLiquidation,
    equityWithLoanValue,
    unrealized: inUsd((each) => each.unrealized),
    realized: inUsd((each) => each.realized),
    initialMargin: initial,
    maintenanceMargin: maintenance,
    excessLiquidity: roundToCents(equityWithLoanValue - maintenance),
    availableFunds,
    // Half of the price of shares is their initial margin.
    buyingPower: roundToCents(Math.max(0, availableFunds) * 2),
  }
}

/** How an account meets its margin, in USD. */
interface MarginState extends Margins {
  readonly equityWithLoanValue: number
}

/**
 * Calculates the margin of an account now and after a trade at the last price. A combo changes the positions of its legs.
 * @param change quantity that is bought, negative if it is sold
 */
export function projectMargin(
  ledger: Ledger,
  market: Market,
  instrument: Instrument,
  change: number,
): { readonly before: MarginState; readonly after: MarginState } {
  const lastOf = (each: Instrument) => market.quote(each).last
  const {
    equityWithLoanValue,
    initialMargin: initial,
    maintenanceMargin: maintenance,
  } = calculateAccountValue(ledger, market)
  const trades = listLegs(instrument).map((leg) => ({ instrument: leg.instrument, quantity: change * leg.ratio }))
  const others = ledger
    .positions()
    .filter((held) => !trades.some((trade) => trade.instrument.conid === held.instrument.conid))
  const changed = trades
    .filter((trade) => trade.instrument.secType !== 'CASH')
    .map((trade) => ({ ...trade, quantity: ledger.position(trade.instrument).quantity + trade.quantity }))
  // Options are paid for, and have no value for margin.
  const paid = sum(
    trades
      .filter((trade) => trade.instrument.secType === 'OPT' || trade.instrument.secType === 'FOP')
      .map((trade) => {
        const value = calculateValue(trade.instrument, trade.quantity, lastOf(trade.instrument))
        return value * getUsdValue(trade.instrument.currency)
      }),
  )
  const after = calculateMargins([...others, ...changed], lastOf)
  return {
    before: { equityWithLoanValue, initial, maintenance },
    after: { ...after, equityWithLoanValue: roundToCents(equityWithLoanValue - paid) },
  }
}

/** Calculates the value of one position at the last price. */
function valuePosition(position: Position, market: Market): PositionValue {
  const { instrument, quantity, cost } = position
  const { last } = market.quote(instrument)
  const marketValue = roundToCents(calculateValue(instrument, quantity, last))
  return {
    position,
    price: last / instrument.priceMagnifier,
    marketValue,
    unrealized: roundToCents(marketValue - cost),
    exchangeRate: getUsdValue(instrument.currency),
  }
}

function valueCurrency(currency: string, cash: number, all: readonly PositionValue[]): CurrencyAmounts {
  const positions = all.filter(({ position }) => position.instrument.currency === currency)
  const sumOf = (secType: string, amount: (value: PositionValue) => number) =>
    sum(positions.filter(({ position }) => position.instrument.secType === secType).map(amount))
  const stockValue = sumOf('STK', ({ marketValue }) => marketValue)
  const futureOptionValue = sumOf('FOP', ({ marketValue }) => marketValue)
  const optionValue = roundToCents(sumOf('OPT', ({ marketValue }) => marketValue) + futureOptionValue)
  const futuresProfit = sumOf('FUT', ({ unrealized }) => unrealized)
  return {
    currency,
    exchangeRate: getUsdValue(currency),
    cash,
    stockValue,
    optionValue,
    futureOptionValue,
    futuresProfit,
    netLiquidation: roundToCents(cash + stockValue + optionValue + futuresProfit),
    unrealized: sum(positions.map(({ unrealized }) => unrealized)),
    realized: sum(positions.map(({ position }) => position.realized)),
  }
}

function sum(values: readonly number[]): number {
  return roundToCents(values.reduce((total, value) => total + value, 0))
}

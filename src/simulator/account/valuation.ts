import { type Market, roundToCents } from '../market/market.ts'
import type { Ledger, Position } from './ledger.ts'

/** A position at today's price. */
export interface PositionValue {
  readonly position: Position
  readonly price: number
  readonly marketValue: number
  readonly unrealized: number
}

/** An account at today's prices, in USD. */
export interface AccountValue {
  readonly cash: number
  readonly positions: readonly PositionValue[]
  /** Sum of the signed market values of all positions. */
  readonly stockValue: number
  /** Sum of the absolute market values of all positions. */
  readonly grossPositionValue: number
  readonly netLiquidation: number
  readonly unrealized: number
  readonly realized: number
  readonly initialMargin: number
  readonly maintenanceMargin: number
  readonly excessLiquidity: number
  readonly availableFunds: number
  readonly buyingPower: number
}

/**
 * Calculates the value of one account. Margin is a constant quarter of the gross value (0.28 initially): similar to Reg
 * T, but not a margin model.
 */
export function calculateAccountValue(ledger: Ledger, market: Market): AccountValue {
  const positions = ledger.positions().map((position) => valuePosition(position, market))
  const stockValue = sum(positions.map((value) => value.marketValue))
  const gross = sum(positions.map((value) => Math.abs(value.marketValue)))
  const cash = ledger.cash()
  const netLiquidation = roundToCents(cash + stockValue)
  const initialMargin = roundToCents(gross * 0.28)
  const maintenanceMargin = roundToCents(gross * 0.25)
  const availableFunds = roundToCents(netLiquidation - initialMargin)
  return {
    cash,
    positions,
    stockValue,
    grossPositionValue: gross,
    netLiquidation,
    unrealized: sum(positions.map((value) => value.unrealized)),
    realized: sum(positions.map((value) => value.position.realized)),
    initialMargin,
    maintenanceMargin,
    excessLiquidity: roundToCents(netLiquidation - maintenanceMargin),
    availableFunds,
    buyingPower: roundToCents(Math.max(0, availableFunds) * 4),
  }
}

/** Calculates the value of one position at the last price. */
function valuePosition(position: Position, market: Market): PositionValue {
  const price = market.quote(position.instrument).last
  const marketValue = roundToCents(price * position.quantity)
  return { position, price, marketValue, unrealized: roundToCents(marketValue - position.cost) }
}

function sum(values: readonly number[]): number {
  return roundToCents(values.reduce((total, value) => total + value, 0))
}

import { findStockBySymbol } from '../market/instruments.ts'
import type { AccountValue, PositionValue } from './valuation.ts'

/** Positions that IBKR also lists together as one combination. A combination has no value of its own. */
export interface PositionCombination {
  readonly name: string
  readonly legs: readonly { readonly conid: number; readonly ratio: number }[]
  readonly positions: readonly PositionValue[]
}

/** The combination in the opening positions: five SPY against two JPM. */
const opening = { name: 'CP.CP5e100001', ratios: { SPY: 5, JPM: -2 } } as const

/**
 * Returns the combinations of an account: the one of the opening positions, while the account has both legs in the
 * right direction.
 */
export function findPositionCombinations(value: AccountValue): readonly PositionCombination[] {
  const legs = Object.entries(opening.ratios).map(([symbol, ratio]) => ({
    conid: findStockBySymbol(symbol)?.conid ?? 0,
    ratio,
  }))
  const positions = legs.flatMap(({ conid, ratio }) =>
    value.positions.filter(({ position }) => position.instrument.conid === conid && position.quantity * ratio > 0),
  )
  return positions.length === legs.length ? [{ name: opening.name, legs, positions }] : []
}

import { instrumentBySymbol } from '../market/instruments.ts'
import type { AccountValue, PositionValue } from './valuation.ts'

/** Positions that were bought together. */
export interface Combination {
  readonly name: string
  readonly legs: readonly { readonly conid: number; readonly ratio: number }[]
  readonly positions: readonly PositionValue[]
}

/** Yesterday's holdings that count as one combination: five SPY against two JPM. */
const opening = { name: 'CP.CP5e100001', ratios: { SPY: 5, JPM: -2 } } as const

/** The combinations of an account: the opening one, as long as both legs are held on their side. */
export function combinationsOf(value: AccountValue): readonly Combination[] {
  const legs = Object.entries(opening.ratios).map(([symbol, ratio]) => ({
    conid: instrumentBySymbol(symbol)?.conid ?? 0,
    ratio,
  }))
  const positions = legs.flatMap(({ conid, ratio }) =>
    value.positions.filter(({ position }) => position.instrument.conid === conid && position.quantity * ratio > 0),
  )
  return positions.length === legs.length ? [{ name: opening.name, legs, positions }] : []
}

import { numberOf, type Row } from '../../shared/domain/read-value.ts'

/** Reports whether contracts of an asset class have a multiplier of 1. For all others, a missing one is unknown. */
export const hasNoMultiplier = (assetClass: string): boolean => /^(?:STK|ETF|CASH|CRYPTO|FUND|CFD)$/.test(assetClass)

/**
 * Returns the value of a price of 1 for one unit of quantity, in the currency of the contract: 1 for shares, 100 for
 * most options, 0.01 for a share quoted in pence. Undefined if IBKR's definition or rules do not state it. `priceMagnifier`
 * is missing or null for prices in whole units of the currency. Source: docs/ibkr-facts.md.
 */
export function readPointValue(info: Row, rules: Row): number | undefined {
  const { instrument_type: assetClass, multiplier: stated } = info
  const multiplier = Math.abs(numberOf(stated) ?? 0) || (hasNoMultiplier(String(assetClass)) ? 1 : undefined)
  const magnifier = readPriceMagnifier(rules)
  return multiplier === undefined || magnifier === undefined ? undefined : multiplier / magnifier
}

/** Returns the number of price units per unit of the currency: 100 for pence. Undefined if it cannot be read. */
export function readPriceMagnifier({ priceMagnifier: stated }: Row): number | undefined {
  if (stated === undefined || stated === null || stated === '') return 1
  const magnifier = numberOf(stated)
  return magnifier !== undefined && magnifier > 0 ? magnifier : undefined
}

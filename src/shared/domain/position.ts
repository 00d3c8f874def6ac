import { numberOf, omitUndefined, rowOf, textOf } from './read-value.ts'

/** The position of an account in one contract. Amounts are in the currency of the contract. */
export interface Position {
  readonly account: string
  readonly conid: number
  readonly symbol: string
  /** Number of contracts: negative for a short position, 0 for a position that was closed today. */
  readonly quantity: number
  readonly currency?: string
  readonly assetClass?: string
  readonly averagePrice?: number
  readonly averageCost?: number
  readonly marketPrice?: number
  readonly marketValue?: number
  readonly unrealized?: number
  readonly realized?: number
}

/** Reads one row of `GET portfolio2/{accountId}/positions`, or of the older operation with different keys. Pure. */
export function readPosition(account: string, value: unknown): Position | undefined {
  const row = rowOf(value)
  const [conid, quantity] = [numberOf(row?.['conid']), numberOf(row?.['position'])]
  if (row === undefined || conid === undefined || quantity === undefined) return undefined
  const symbol = textOf(row['description'] ?? row['contractDesc']) ?? ''
  return {
    account,
    conid,
    symbol,
    quantity,
    ...omitUndefined<Omit<Position, 'account' | 'conid' | 'symbol' | 'quantity'>>({
      currency: textOf(row['currency']),
      assetClass: textOf(row['assetClass'] ?? row['secType']),
      averagePrice: numberOf(row['avgPrice']),
      averageCost: numberOf(row['avgCost']),
      marketPrice: numberOf(row['marketPrice'] ?? row['mktPrice']),
      marketValue: numberOf(row['marketValue'] ?? row['mktValue']),
      unrealized: numberOf(row['unrealizedPnl']),
      realized: numberOf(row['realizedPnl']),
    }),
  }
}

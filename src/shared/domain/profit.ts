import { numberOf, omitUndefined, type Row, rowOf } from './read-value.ts'

/** Profit and loss of an account, or of one of its models, in its base currency. */
export interface ProfitRow {
  /** Account id. */
  readonly account: string
  /** Name of a model portfolio, or `Core`. */
  readonly model: string
  /** Profit and loss since the last close (`dpl`). */
  readonly daily?: number
  /** Unrealized profit and loss of open positions (`upl`). */
  readonly unrealized?: number
  /** Net liquidation value (`nl`). */
  readonly netLiquidation?: number
  /** Excess liquidity (`uel` in frames, `el` over REST). */
  readonly excessLiquidity?: number
  /** Market value of the positions (`mv`). */
  readonly marketValue?: number
}

/**
 * Merges an update of `spl` or `GET iserver/account/pnl/partitioned`, by keys such as `DU1234567.Core`. Accounts and
 * numbers in the update replace known ones; all others stay unchanged. Pure.
 */
export function mergeProfitRows(known: ReadonlyMap<string, ProfitRow>, update: Row): ReadonlyMap<string, ProfitRow> {
  const rows = new Map(known)
  for (const [key, value] of Object.entries(update)) {
    const row = rowOf(value)
    if (row !== undefined) rows.set(key, { ...(rows.get(key) ?? emptyRow(key)), ...readProfit(row) })
  }
  return rows
}

function emptyRow(key: string): ProfitRow {
  const dot = key.indexOf('.')
  return dot < 0 ? { account: key, model: 'Core' } : { account: key.slice(0, dot), model: key.slice(dot + 1) }
}

/** Parses one row. REST responses name the excess liquidity `el`. */
function readProfit(row: Row): Partial<ProfitRow> {
  return omitUndefined<Omit<ProfitRow, 'account' | 'model'>>({
    daily: numberOf(row['dpl']),
    unrealized: numberOf(row['upl']),
    netLiquidation: numberOf(row['nl']),
    excessLiquidity: numberOf(row['uel'] ?? row['el']),
    marketValue: numberOf(row['mv']),
  })
}

/** Adds up the values of each account's models. Omits accounts without values. Pure. */
export function sumProfitByAccount(
  rows: readonly ProfitRow[],
): ReadonlyMap<string, Pick<ProfitRow, 'daily' | 'netLiquidation'>> {
  const sums = new Map<string, Pick<ProfitRow, 'daily' | 'netLiquidation'>>()
  for (const { account, daily, netLiquidation } of rows) {
    if (daily === undefined && netLiquidation === undefined) continue
    const sum = sums.get(account)
    sums.set(account, {
      ...sum,
      ...(daily !== undefined && { daily: (sum?.daily ?? 0) + daily }),
      ...(netLiquidation !== undefined && { netLiquidation: (sum?.netLiquidation ?? 0) + netLiquidation }),
    })
  }
  return sums
}

import type { ProfitRow } from '../../../shared/domain/profit.ts'

/** Profit and loss of an account, over all its models, in its base currency. */
export type ProfitSum = {
  readonly [Name in keyof Omit<ProfitRow, 'account' | 'model' | 'marketValue'>]?: number | undefined
}

/** Sums the profit and loss of an account over its models. A value is missing if one of the models lacks it. Pure. */
export function sumProfit(rows: ReadonlyMap<string, ProfitRow> | undefined, account: string | undefined): ProfitSum {
  const own = [...(rows?.values() ?? [])].filter((row) => row.account === account)
  const sum = (name: keyof ProfitSum): number | undefined => {
    const values = own.map((row) => row[name])
    return own.length === 0 || values.includes(undefined)
      ? undefined
      : values.reduce<number>((total, value) => total + (value ?? 0), 0)
  }
  return {
    daily: sum('daily'),
    unrealized: sum('unrealized'),
    netLiquidation: sum('netLiquidation'),
    excessLiquidity: sum('excessLiquidity'),
  }
}

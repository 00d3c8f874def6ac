import { numberOf, omitUndefined, rowOf, textOf } from './read-value.ts'

/** Cash of an account in one currency. */
interface CashBalance {
  readonly currency: string
  readonly cash: number
  /** Value of one unit in the base currency; absent if IBKR sent none. */
  readonly exchangeRate?: number
}

/** Totals of an account, in its base currency. A value is absent if IBKR sent none. */
export interface AccountTotals {
  readonly account: string
  /** Base currency. */
  readonly currency?: string
  readonly netLiquidation?: number
  readonly buyingPower?: number
  readonly initialMargin?: number
  readonly maintenanceMargin?: number
  readonly excessLiquidity?: number
  /** Cash of each currency, the largest amount first. */
  readonly cash: readonly CashBalance[]
}

/**
 * Reads `GET portfolio/{accountId}/summary` and `GET portfolio/{accountId}/ledger`. Returns undefined while IBKR still
 * sends empty responses, as it does before the first read of the accounts. Pure.
 */
export function readAccountTotals(account: string, summary: unknown, ledger: unknown): AccountTotals | undefined {
  const items = rowOf(summary)
  const rows = rowOf(ledger)
  if (items === undefined || rows === undefined || Object.keys(items).length === 0) return undefined
  const amountOf = (key: string): number | undefined => numberOf(rowOf(items[key])?.['amount'])
  const cash = Object.entries(rows).flatMap(([currency, value]): readonly CashBalance[] => {
    const row = rowOf(value)
    const amount = numberOf(row?.['cashbalance'])
    if (currency === 'BASE' || amount === undefined) return []
    const exchangeRate = numberOf(row?.['exchangerate'])
    return [{ currency, cash: amount, ...(exchangeRate !== undefined && { exchangeRate }) }]
  })
  const sizeOf = (balance: CashBalance): number => Math.abs(balance.cash * (balance.exchangeRate ?? 1))
  return {
    account,
    ...omitUndefined<Omit<AccountTotals, 'account' | 'cash'>>({
      currency: textOf(rowOf(items['netliquidation'])?.['currency']),
      netLiquidation: amountOf('netliquidation'),
      buyingPower: amountOf('buyingpower'),
      initialMargin: amountOf('initmarginreq'),
      maintenanceMargin: amountOf('maintmarginreq'),
      excessLiquidity: amountOf('excessliquidity'),
    }),
    cash: cash.sort((one, other) => sizeOf(other) - sizeOf(one)),
  }
}

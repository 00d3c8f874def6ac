import { numberOf, presentOf, type Row, rowOf } from '../../shared/domain/read-value.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

/** Profit and loss of an account, or of one of its models, in its base currency. */
export interface ProfitRow {
  readonly account: string
  /** `Core`, or the name of a model. */
  readonly model: string
  readonly daily?: number
  readonly unrealized?: number
  readonly netLiquidation?: number
  readonly excessLiquidity?: number
  readonly marketValue?: number
}

/** Profit and loss of every account. */
export interface ProfitAndLoss extends StreamState {
  /** By IBKR's key, such as `DU1234567.Core`. */
  readonly rows: Readonly<Record<string, ProfitRow>>
}

/** The stream of profit and loss, at most about one value a second. */
export function profitKind(): StreamKind<ProfitAndLoss> {
  return {
    topic: 'spl',
    unsubscribe: 'upl+{}',
    empty: () => ({ at: 0, gap: undefined, rows: {} }),
    merge: mergeProfit,
  }
}

/** Merges one `spl` frame: accounts and numbers that are in it replace, others stay. Pure. */
export function mergeProfit(state: ProfitAndLoss, frame: unknown, at: number): ProfitAndLoss | undefined {
  const args = rowOf(rowOf(frame)?.['args'])
  if (args === undefined) return undefined
  const rows = new Map(Object.entries(state.rows))
  for (const [key, value] of Object.entries(args)) {
    const row = rowOf(value)
    if (row !== undefined) rows.set(key, { ...(rows.get(key) ?? named(key)), ...readProfit(row) })
  }
  return { ...state, at, rows: Object.fromEntries(rows) }
}

function named(key: string): ProfitRow {
  const dot = key.indexOf('.')
  return dot < 0 ? { account: key, model: 'Core' } : { account: key.slice(0, dot), model: key.slice(dot + 1) }
}

/** REST calls the excess liquidity `el`. */
function readProfit(row: Row): Partial<ProfitRow> {
  return presentOf<Omit<ProfitRow, 'account' | 'model'>>({
    daily: numberOf(row['dpl']),
    unrealized: numberOf(row['upl']),
    netLiquidation: numberOf(row['nl']),
    excessLiquidity: numberOf(row['uel'] ?? row['el']),
    marketValue: numberOf(row['mv']),
  })
}

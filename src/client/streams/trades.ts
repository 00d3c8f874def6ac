import { numberOf, presentOf, rowOf, rowsOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

/** One execution. Prices are decimal texts as IBKR sent them: never rounded here. */
export interface Trade {
  readonly executionId: string
  readonly account?: string
  readonly orderId?: string
  readonly orderReference?: string
  readonly conid?: number
  readonly symbol?: string
  readonly description?: string
  readonly securityType?: string
  /** `NETTING` is of forecast contracts. */
  readonly side?: 'BUY' | 'SELL' | 'NETTING'
  readonly quantity?: number
  readonly price?: string
  readonly exchange?: string
  /** Absent until IBKR knows it: the same execution is told a second time then. */
  readonly commission?: string
  readonly netAmount?: number
  /** Of the contract after the trade. */
  readonly position?: string
  /** ms since epoch */
  readonly time?: number
}

/** Executions of some days, with what the newest frame changed. */
export interface Trades extends StreamState {
  /** By execution id; the same map every time, kept up to date: copy what is to be kept. */
  readonly trades: ReadonlyMap<string, Trade>
  /** New ones, and those that were told again with more: first without commission, then with it. Empty when a gap is told. */
  readonly changed: readonly Trade[]
  /** Oldest executions that were let go, because more than 10,000 were told. */
  readonly dropped: number
}

const TRADES_KEPT = 10_000

/** The stream of all executions. */
export function tradesKind(): StreamKind<Trades> {
  return {
    topic: 'str',
    unsubscribe: 'utr+{}',
    empty: () => ({ at: 0, gap: undefined, trades: new Map(), changed: [], dropped: 0 }),
    merge: (state, frame, at) => mergeTrades(state, frame, at),
    keep: (state) => state,
    retell: (state) => ({ ...state, changed: [] }),
    recall: (state) => ({ ...state, changed: [...state.trades.values()] }),
  }
}

/** Reads one row of a `str` frame or of `GET iserver/account/trades`; undefined without an execution id. Pure. */
export function readTrade(value: unknown): Trade | undefined {
  const row = rowOf(value)
  const executionId = textOf(row?.['execution_id'])
  if (row === undefined || executionId === undefined) return undefined
  const fields = presentOf<Omit<Trade, 'executionId'>>({
    account: textOf(row['account'] ?? row['accountCode']),
    orderId: textOf(row['order_id']),
    orderReference: textOf(row['order_ref']),
    conid: numberOf(row['conid']),
    symbol: textOf(row['symbol']),
    description: textOf(row['order_description']),
    securityType: textOf(row['sec_type']),
    side: row['side'] === 'N' ? 'NETTING' : sideOf(row['side']),
    quantity: numberOf(row['size']),
    price: textOf(row['price']),
    exchange: textOf(row['exchange']),
    commission: textOf(row['commission']),
    netAmount: numberOf(row['net_amount']),
    position: textOf(row['position']),
    time: numberOf(row['trade_time_r']),
  })
  return { executionId, ...fields }
}

/** The latest wins, key by key: a report without commission does not take back the one with it. Pure. */
export function mergeTrade(known: Trade | undefined, told: Trade): Trade | undefined {
  if (known === undefined) return told
  const changed = (Object.keys(told) as (keyof Trade)[]).some((key) => told[key] !== known[key])
  return changed ? { ...known, ...told } : undefined
}

/** Takes a frame into the map of the state. The empty frame that IBKR sends first counts: there are no trades. */
export function mergeTrades(state: Trades, frame: unknown, at: number, limit = TRADES_KEPT): Trades | undefined {
  const args = rowOf(frame)?.['args']
  if (args === undefined) return undefined
  const trades = state.trades as Map<string, Trade>
  const changed = new Map<string, Trade>()
  for (const row of rowsOf(args)) {
    const told = readTrade(row)
    if (told === undefined) continue
    const merged = mergeTrade(trades.get(told.executionId), told)
    if (merged === undefined) continue
    trades.set(merged.executionId, merged)
    changed.set(merged.executionId, merged)
  }
  const isFirst = state.at === 0 || state.gap !== undefined
  if (changed.size === 0 && !isFirst) return undefined
  return {
    at,
    gap: undefined,
    trades,
    changed: [...changed.values()],
    dropped: state.dropped + dropOldest(trades, limit),
  }
}

function dropOldest(trades: Map<string, Trade>, limit: number): number {
  const excess = Math.max(0, trades.size - limit)
  for (const executionId of [...trades.keys()].slice(0, excess)) trades.delete(executionId)
  return excess
}

import { ContractNames } from '../../shared/domain/contract-name.ts'
import { rowOf, rowsOf } from '../../shared/domain/read-value.ts'
import { mergeTrade, readTrade, type Trade } from '../../shared/domain/trade.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

export type { Trade } from '../../shared/domain/trade.ts'

/** Executions of some days, and the changes of the newest frame. */
export interface Trades extends StreamState {
  /** Executions by execution id. Always the same map, which changes with each update: copy what you store. */
  readonly trades: ReadonlyMap<string, Trade>
  /**
   * New executions, and executions that were sent again with more fields, for example the commission. Empty when a gap
   * is reported.
   */
  readonly changed: readonly Trade[]
  /** Number of dropped executions: beyond 10,000 the oldest are dropped. */
  readonly dropped: number
}

const TRADES_KEPT = 10_000

/** Describes the stream of all executions. `names` gives contracts their names. */
export function createTradesKind(names = new ContractNames()): StreamKind<Trades> {
  return {
    topic: 'str',
    empty: () => ({ at: 0, gap: undefined, trades: new Map(), changed: [], dropped: 0 }),
    merge: (state, frame, at) => mergeTrades(state, frame, at, TRADES_KEPT, names),
    keep: (state) => state,
    atGap: (state) => ({ ...state, changed: [] }),
    forLateSubscriber: (state) => ({ ...state, changed: [...state.trades.values()] }),
  }
}

/**
 * Merges a frame into the map of the state. The empty frame that IBKR sends first is also a value: there are no trades.
 */
export function mergeTrades(
  state: Trades,
  frame: unknown,
  at: number,
  limit = TRADES_KEPT,
  names = new ContractNames(),
): Trades | undefined {
  const args = rowOf(frame)?.['args']
  if (args === undefined) return undefined
  const trades = state.trades as Map<string, Trade>
  const changed = new Map<string, Trade>()
  for (const row of rowsOf(args)) {
    const trade = readTrade(row, names, trades)
    if (trade === undefined) continue
    const merged = mergeTrade(trades.get(trade.executionId), trade)
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

import { mergeProfitRows, type ProfitRow } from '../../shared/domain/profit.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

export type { ProfitRow } from '../../shared/domain/profit.ts'

/** Profit and loss of every account. */
export interface ProfitAndLoss extends StreamState {
  /** Values by IBKR's key, for example `DU1234567.Core`. */
  readonly rows: ReadonlyMap<string, ProfitRow>
}

/** Describes the stream of profit and loss, with at most about one value per second. */
export function createProfitKind(): StreamKind<ProfitAndLoss> {
  return {
    topic: 'spl',
    empty: () => ({ at: 0, gap: undefined, rows: new Map() }),
    merge: mergeProfit,
  }
}

/** Merges one `spl` frame: accounts and numbers in it replace known ones, all others stay unchanged. Pure. */
function mergeProfit(state: ProfitAndLoss, frame: unknown, at: number): ProfitAndLoss | undefined {
  const args = rowOf(rowOf(frame)?.['args'])
  if (args === undefined) return undefined
  return { ...state, at, rows: mergeProfitRows(state.rows, args) }
}

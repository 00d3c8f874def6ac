import { numberOf, omitUndefined, type Row, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

/** One price level of the market depth. */
export interface DepthRow {
  /** Row number, starting at 0. */
  readonly row: number
  /** Whether the last trade had this price. */
  readonly isLast: boolean
  /** Price of the level, as the string that IBKR sends. */
  readonly price?: string
  /** Size of the last trade, if the row contains it. */
  readonly lastSize?: string
  /** Bid size. */
  readonly bid?: string
  /** Ask size. */
  readonly ask?: string
}

/** The market depth of one contract. */
export interface Depth extends StreamState {
  /** Account id of the subscription. */
  readonly account: string
  /** IBKR's contract id. */
  readonly conid: number
  /** Rows ordered by row number. */
  readonly rows: readonly DepthRow[]
}

/** Describes the stream of market depth. IBKR allows one per account. */
export function createDepthKind(account: string, conid: number, exchange?: string): StreamKind<Depth> {
  return {
    topic: formatSocketText('sbd', [account, String(conid), ...(exchange === undefined ? [] : [exchange])]),
    empty: () => ({ at: 0, gap: undefined, account, conid, rows: [] }),
    merge: mergeDepth,
  }
}

/**
 * Merges a frame: its rows replace rows with the same number. A frame with more than one row, from row 0 on, contains
 * the whole depth: rows missing in it are removed. Pure.
 */
function mergeDepth(state: Depth, frame: unknown, at: number): Depth | undefined {
  const data = rowOf(frame)?.['data']
  if (!Array.isArray(data)) return undefined
  const updated = rowsOf(data).flatMap((row) => readDepthRow(row) ?? [])
  if (updated.length === 0) return undefined
  const numbers = new Set(updated.map(({ row }) => row))
  const isWhole = numbers.size > 1 && Math.max(...numbers) === numbers.size - 1
  const rows = new Map(isWhole ? [] : state.rows.map((row) => [row.row, row]))
  for (const row of updated) rows.set(row.row, row)
  return { ...state, at, rows: [...rows.values()].sort((a, b) => a.row - b.row) }
}

/** Maximum row number: IBKR sends a few dozen rows, so higher numbers are invalid. */
const MAX_ROW = 1_000

function readDepthRow(value: Row): DepthRow | undefined {
  const row = numberOf(value['row'])
  if (row === undefined || !Number.isInteger(row) || row < 0 || row > MAX_ROW) return undefined
  // The row of the last trade contains a string such as `100 @ 189.55`.
  const [first, second] = (textOf(value['price']) ?? '').split('@').map((part) => part.trim())
  const fields = omitUndefined<Omit<DepthRow, 'row' | 'isLast'>>({
    price: textOf(second ?? first),
    lastSize: second === undefined ? undefined : textOf(first),
    bid: textOf(value['bid']),
    ask: textOf(value['ask']),
  })
  return { row, isLast: numberOf(value['focus']) === 1, ...fields }
}
